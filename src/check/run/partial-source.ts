import { type Entry, type FileSystem, lookIn } from '../../plugin/file-system.ts';
import { readLimits, readSource, type Source } from '../../plugin/source.ts';
import { byPath } from '../../plugin/text.ts';

/** What of a folder is wanted. Paths are as the source is to show them. */
export type Wanted = {
  /** Single files and folders, with what links on the way to them lead to. */
  paths: readonly string[];
  /** Folders with all below them. */
  trees?: readonly string[];
  /**
   * Names that are looked for by more than their exact spelling: a folder and the names in it. What is spelled otherwise in letter case or
   * Unicode form is shown too.
   */
  spellings?: readonly { folder: string; names: readonly string[] }[];
};

/** One form for all the spellings that some systems take for one name. */
export function foldName(name: string): string {
  if (/^[\0-\x7f]*$/.test(name)) return name.toLowerCase();
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}

/**
 * A part of what lies in a file system, as the source of a plugin: only what is asked for is looked at and read.
 * @param dir the folder that the source calls itself
 * @param place where a path of the source lies in the file system
 */
export function partialSource(
  fs: FileSystem,
  dir: string,
  place: (path: string) => string,
  wanted: Wanted,
): Source {
  const entries = new Map<string, Entry>();
  const limits = { entries: readLimits.entries, depth: readLimits.depth };
  const add = (path: string): Entry | undefined => {
    const known = entries.get(path);
    if (known !== undefined || entries.size >= limits.entries) return known;
    const entry = fs.entry(place(path));
    if (entry !== undefined) entries.set(path, { ...entry, path });
    return entry;
  };
  const tree = (path: string, depth: number) => {
    if (add(path)?.kind !== 'directory' || depth > limits.depth) return;
    for (const child of fs.list(place(path)))
      tree(`${path}/${child.path.slice(child.path.lastIndexOf('/') + 1)}`, depth + 1);
  };
  for (const path of wanted.paths) follow(fs, place, path, add);
  for (const path of wanted.trees ?? []) tree(path, 1);
  for (const { folder, names } of wanted.spellings ?? []) {
    const folded = new Set(names.map(foldName));
    for (const child of fs.list(place(folder))) {
      const name = child.path.slice(child.path.lastIndexOf('/') + 1);
      if (folded.has(foldName(name))) add(folder === '' ? name : `${folder}/${name}`);
    }
  }
  const found = [...entries.values()];
  const view: FileSystem = {
    walk: () => ({ entries: found.sort(byPath) }),
    read: (entry, max) => fs.read({ ...entry, path: place(entry.path) }, max),
    link: (path) => fs.link(place(path)),
    ...lookIn(found),
  };
  return readSource(view, dir);
}

/** What a path leads to, through links that stay in the folder; undefined where it leads to nothing or out. */
export function entryThrough(fs: FileSystem, path: string): Entry | undefined {
  return follow(
    fs,
    (at) => at,
    path,
    (at) => fs.entry(at),
  );
}

/** Visits what stands on the way to a path, through links that stay in the folder, and gives what stands at its end. */
function follow(
  fs: FileSystem,
  place: (path: string) => string,
  path: string,
  visit: (path: string) => Entry | undefined,
): Entry | undefined {
  let rest = path.split('/');
  let at: string[] = [];
  let entry: Entry | undefined;
  for (let hops = 0; rest.length > 0; ) {
    const part = rest[0] as string;
    rest = rest.slice(1);
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (at.length === 0) return undefined;
      at = at.slice(0, -1);
      entry = undefined;
      continue;
    }
    at = [...at, part];
    const here = at.join('/');
    entry = visit(here);
    if (entry?.kind === 'link') {
      const target = fs.link(place(here)) ?? '/';
      if (target.startsWith('/') || ++hops > 40) return undefined;
      at = at.slice(0, -1);
      rest = [...target.split('/'), ...rest];
      entry = undefined;
    } else if (entry?.kind !== 'directory' && rest.some((next) => next !== '' && next !== '.'))
      return undefined;
  }
  return entry;
}
