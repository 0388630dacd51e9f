import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { committedPlugins } from '../plugin/git-tree.ts';
import { readManifests } from '../review/manifests.ts';

/** Bounds of what is written out: above them no rule lets a plugin pass either. */
const most = { files: 20_000, depth: 64, bytes: 256 << 20 } as const;

/** A plugin that stands in a folder now. */
export type WrittenPlugin = { name: string; files: number; bytes: number };

/**
 * Writes plugin folders of a commit into a folder, as files and nothing else: a link, a submodule, a device or a path that leads elsewhere is
 * refused, so that whatever reads the folder afterwards stays in it.
 * @param root the marketplace's folder, in a git repository
 * @param tree the commit or tree they are read from
 * @param into the folder that gets `<name>/` for each; what stands there by such a name is replaced
 * @throws one sentence, where a plugin cannot be written out as plain files
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
      throw new Error(`The plugin ${JSON.stringify(name)} holds more than can be written out.`);
    rmSync(join(into, name), { recursive: true, force: true });
    const folders = new Set<string>();
    let bytes = 0;
    let files = 0;
    for (const entry of entries) {
      if (entry.kind === 'directory') continue;
      if (entry.kind !== 'file' || !entry.path.split('/').every(isPlainSegment)) {
        throw new Error(
          `The plugin ${JSON.stringify(name)} holds ${JSON.stringify(entry.path)}, which is no plain file at a plain path.`,
        );
      }
      bytes += entry.bytes;
      if (bytes > most.bytes)
        throw new Error(`The plugin ${JSON.stringify(name)} holds more than can be written out.`);
      const content = fs.read(entry, entry.bytes);
      if (content === undefined)
        throw new Error(`${JSON.stringify(entry.path)} of ${JSON.stringify(name)} cannot be read.`);
      const at = join(into, name, entry.path);
      const folder = dirname(at);
      if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
      folders.add(folder);
      // Two names may be one to this file system: the second must not write over the first.
      writeFileSync(at, content, { flag: 'wx', mode: entry.executable ? 0o755 : 0o644 });
      files++;
    }
    if (files > 0) written.push({ name, files, bytes });
  }
  return written;
}

/** A name that stands for itself on every file system. */
function isPlainSegment(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '.' &&
    segment !== '..' &&
    !/[\p{Cc}\\:]/u.test(segment) &&
    !/^(?:\.git|git~\d)[ .]*$/i.test(segment.replace(/\p{Cf}/gu, ''))
  );
}

/** Names of plugins of a tree and of all of the same marketplace that they depend on, sorted. */
export function withDependencies(root: string, tree: string, names: readonly string[]): string[] {
  const known = new Map<string, boolean>();
  for (let wanted = [...names]; wanted.length > 0; ) {
    const manifests = readManifests(root, tree, '', wanted.filter(isPlainSegment));
    for (const name of wanted) known.set(name, manifests.has(name));
    const needed = [...manifests.values()].flatMap(({ dependencies = [] }) =>
      dependencies.filter(({ marketplace }) => marketplace === undefined).map(({ name }) => name),
    );
    wanted = [...new Set(needed)].filter((name) => !known.has(name));
  }
  return [...known].flatMap(([name, isThere]) => (isThere || names.includes(name) ? [name] : [])).sort();
}
