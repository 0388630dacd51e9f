import { manifestFile } from '../../plugin/read-manifest.ts';
import type { Source } from '../../plugin/source.ts';
import { isObject } from '../../plugin/values.ts';

/** A JSON object, as far as a rule may rely on it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The manifest as written, or undefined where there is none or it is not an object: then other rules say so, and only they. */
export function manifestObject(source: Source): JsonObject | undefined {
  const parsed = source.json(manifestFile);
  return parsed?.ok === true && isObject(parsed.value) ? parsed.value : undefined;
}

/** A dependency with its place in the manifest's list. */
export type DeclaredDependency = { name: string; version?: string; marketplace?: string; index: number };

/** The dependencies that have a name; `"name@marketplace"` is read like an object with both. https://code.claude.com/docs/en/plugin-dependencies */
export function declaredDependencies(source: Source): DeclaredDependency[] {
  const list = manifestObject(source)?.dependencies;
  if (!Array.isArray(list)) return [];
  const found: DeclaredDependency[] = [];
  for (const [index, item] of list.entries()) {
    if (typeof item === 'string') {
      const at = item.indexOf('@');
      const name = at > 0 ? item.slice(0, at) : item;
      if (name !== '') found.push({ name, index, ...(at > 0 ? { marketplace: item.slice(at + 1) } : {}) });
    } else if (isObject(item) && typeof item.name === 'string') {
      found.push({
        name: item.name,
        index,
        ...(typeof item.version === 'string' ? { version: item.version } : {}),
        ...(typeof item.marketplace === 'string' ? { marketplace: item.marketplace } : {}),
      });
    }
  }
  return found;
}

/** A count of bytes for a reader: `1.5 MB`, in units of 1024. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const [size, unit] = bytes < 1 << 20 ? [bytes / 1024, 'KB'] : [bytes / (1 << 20), 'MB'];
  return `${Number(size.toFixed(1))} ${unit}`;
}

/** Whether a path lies below one of some folders. */
export function isInside(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false;
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    if (folders.has(path.slice(0, end))) return true;
  return false;
}
