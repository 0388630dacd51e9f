import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { committedPlugins } from '../plugin/git-tree.ts';
import { readManifests } from '../review/manifests.ts';

/** Bounds of a written plugin: no rule accepts a larger one either. */
const most = { files: 20_000, depth: 64, bytes: 256 << 20 } as const;

/** A plugin that was written to a folder. */
type WrittenPlugin = { name: string; files: number; bytes: number };

/**
 * Writes plugin folders of a commit into a folder, as plain files only: links, submodules, devices and paths that lead elsewhere are refused, so
 * that whatever reads the folder afterwards stays in it.
 * @param root the marketplace's folder, in a git repository
 * @param tree the commit or tree to read from
 * @param into the folder that gets `<name>/` for each plugin; existing folders of these names are replaced
 * @throws one sentence, where a plugin cannot be written as plain files
 */
export function writePlugins(
  root: string,
  tree: string,
  names: readonly string[],
  into: string,
): WrittenPlugin[] {
  const written: WrittenPlugin[] = [];
  for (const { name, fs } of committedPlugins(root, tree, names)) {
    if (!isPlainSegment(name)) throw new Error(`${JSON.stringify(name)} cannot be the name of a folder.`);
    const { entries, stopped } = fs.walk({ entries: most.files, depth: most.depth });
    if (stopped !== undefined)
      throw new Error(`The plugin ${JSON.stringify(name)} is too large to be written.`);
    rmSync(join(into, name), { recursive: true, force: true });
    const folders = new Set<string>();
    let bytes = 0;
    let files = 0;
    for (const entry of entries) {
      if (entry.kind === 'directory') continue;
      if (entry.kind !== 'file' || !entry.path.split('/').every(isPlainSegment)) {
        throw new Error(
          `The plugin ${JSON.stringify(name)} contains ${JSON.stringify(entry.path)}, which is not a plain file at a plain path.`,
        );
      }
      bytes += entry.bytes;
      if (bytes > most.bytes)
        throw new Error(`The plugin ${JSON.stringify(name)} is too large to be written.`);
      const content = fs.read(entry, entry.bytes);
      if (content === undefined)
        throw new Error(`${JSON.stringify(entry.path)} of ${JSON.stringify(name)} cannot be read.`);
      const at = join(into, name, entry.path);
      const folder = dirname(at);
      if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
      folders.add(folder);
      // Two names may be the same to this file system: the second must not overwrite the first.
      writeFileSync(at, content, { flag: 'wx', mode: entry.executable ? 0o755 : 0o644 });
      files++;
    }
    if (files > 0) written.push({ name, files, bytes });
  }
  return written;
}

/** Whether a name means itself on every file system. */
function isPlainSegment(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '.' &&
    segment !== '..' &&
    !/[\p{Cc}\\:]/u.test(segment) &&
    !/^(?:\.git|git~\d)[ .]*$/i.test(segment.replace(/\p{Cf}/gu, ''))
  );
}

/** Names of some plugins of a tree and of their dependencies in the same marketplace, sorted. */
export function withDependencies(root: string, tree: string, names: readonly string[]): string[] {
  const found = new Set(names);
  const seen = new Set(names);
  for (let wanted: readonly string[] = names; wanted.length > 0; ) {
    const manifests = readManifests(root, tree, '', wanted.filter(isPlainSegment));
    const needed = [...manifests].flatMap(([name, { dependencies = [] }]) => {
      found.add(name);
      return dependencies.filter(({ marketplace }) => marketplace === undefined);
    });
    wanted = [...new Set(needed.map(({ name }) => name))].filter((name) => !seen.has(name));
    for (const name of wanted) seen.add(name);
  }
  return [...found].sort();
}
