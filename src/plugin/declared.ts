import type { Source } from './source.ts';
import { asList, asRecord, own } from './values.ts';

// How a manifest names files and folders: https://code.claude.com/docs/en/plugins-reference#path-behavior-rules

/** A manifest path as a path inside the plugin: `./a/b/` is `a/b`; undefined where it leads out or is no path. */
export function insidePath(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.includes('\0')) return undefined;
  const parts: string[] = [];
  for (const part of value.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') return undefined;
    parts.push(part);
  }
  return parts.join('/');
}

/** A manifest field that is a path or a list of paths, as paths inside the plugin; what leads out or is no path is left out. */
export function pathsOf(value: unknown): string[] {
  return asList(value).flatMap((item) => insidePath(item) ?? []);
}

/** What lies in a folder, with its path inside the plugin. */
export type Child = { name: string; path: string; kind: 'file' | 'directory' };

/** Files and folders in a folder, through links that stay inside the plugin. */
export function childrenOf(source: Source, directory: string): Child[] {
  const resolved = source.resolve(directory);
  if (resolved.kind !== 'directory') return [];
  const found: Child[] = [];
  for (const { name, path, kind } of source.children(resolved.path)) {
    if (kind === 'file' || kind === 'directory') found.push({ name, path, kind });
    else if (kind === 'link') {
      const target = source.resolve(path).kind;
      if (target === 'file' || target === 'directory') found.push({ name, path, kind: target });
    }
  }
  return found;
}

/** A field that may stand under `experimental` or, for now, at the top. */
export function experimental(
  manifest: Record<string, unknown>,
  key: string,
): { value: unknown; path: string[] } {
  const nested = own(asRecord(own(manifest, 'experimental')), key);
  return nested === undefined
    ? { value: own(manifest, key), path: [key] }
    : { value: nested, path: ['experimental', key] };
}

/** The files of a field that names files and folders, sorted; of a folder, those straight in it that have the ending. */
export function declaredFiles(source: Source, declared: unknown, standard: string, ending: string): string[] {
  const files = (declared === undefined ? [standard] : pathsOf(declared)).flatMap((path) =>
    source.resolve(path).kind === 'file'
      ? [path]
      : childrenOf(source, path)
          .filter((child) => child.kind === 'file' && child.name.endsWith(ending))
          .map((child) => child.path),
  );
  return [...new Set(files)].sort();
}
