import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statSync,
} from 'node:fs';
import { byPath } from './text.ts';

/** What is at a path. `other` is a FIFO, socket or device; `unreadable` could not be looked at (a name that is not UTF-8, no permission). */
type EntryKind = 'file' | 'directory' | 'link' | 'other' | 'unreadable';

/** One thing inside a plugin. */
export type Entry = {
  /** Relative to the root, with `/`, never starting with one. */
  path: string;
  kind: EntryKind;
  /** 0 for everything but files. */
  bytes: number;
  executable: boolean;
};

/** What a walk found, and why it stopped early where it did. */
export type Walk = {
  /** Sorted by path, compared by UTF-16 code units, so that every machine agrees. */
  entries: Entry[];
  /** The first bound that was reached; nothing past it was looked at. */
  stopped?: { reason: 'too-many-entries' | 'too-deep'; path: string; limit: number };
};

/** Bounds of a walk. */
type WalkLimits = { entries: number; depth: number };

/**
 * The few things that reading a plugin asks of where it lies: a folder, a git tree or an in-memory map.
 * Paths are relative to the plugin's root. No method follows a symbolic link.
 */
export type FileSystem = {
  walk(limits: WalkLimits): Walk;
  /** A regular file's bytes, at most `max` of them; undefined where the file cannot be read. */
  read(entry: Entry, max: number): Uint8Array | undefined;
  /** The target text of a symbolic link. */
  link(path: string): string | undefined;
  /** What is at a path, a link itself included; undefined where nothing is, or where the path leads through a link or a file. `''` is the root. */
  entry(path: string): Entry | undefined;
  /** What is directly in a folder, sorted by path; nothing where `entry` gives no folder. */
  list(path: string): Listed[];
};

/** What a folder's listing says of one thing in it. */
type Listed = Pick<Entry, 'path' | 'kind'>;

/** What is left out of a folder, such as what git ignores: whether it is a path (relative, with `/`), with all below it. */
export type Skip = (path: string) => boolean;

/**
 * A folder on disk.
 * @param root path of the folder
 * @param skip what is left out
 */
export function folderFileSystem(root: string, skip: Skip = () => false): FileSystem {
  return {
    walk: (limits) => walkFolder(root, limits, skip),
    read: (entry, max) => readAtMost(`${root}/${entry.path}`, Math.min(entry.bytes, max)),
    link(path) {
      try {
        return readlinkSync(`${root}/${path}`);
      } catch {
        return undefined;
      }
    },
    entry: (path) => entryAt(root, path, skip),
    list: (path) => (entryAt(root, path, skip)?.kind === 'directory' ? listFolder(root, path, skip) : []),
  };
}

/** Up to so many bytes of a file: one that grew since it was listed is read as it was listed. */
function readAtMost(path: string, bytes: number): Buffer | undefined {
  // O_NOFOLLOW and O_NONBLOCK: the file may have become a link or a FIFO since it was listed.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, flags);
    const buffer = Buffer.allocUnsafe(bytes);
    let length = 0;
    while (length < bytes) {
      const read = readSync(descriptor, buffer, length, bytes - length, null);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function entryAt(root: string, path: string, skip: Skip): Entry | undefined {
  if (path !== '' && skip(path)) return undefined;
  // The system would follow a link on the way, so the folders are looked at first.
  const slash = path.lastIndexOf('/');
  if (slash > 0 && entryAt(root, path.slice(0, slash), skip)?.kind !== 'directory') return undefined;
  try {
    const stat = path === '' ? statSync(root) : lstatSync(`${root}/${path}`);
    return stat.isFile()
      ? { path, kind: 'file', bytes: stat.size, executable: (stat.mode & 0o100) !== 0 }
      : { path, kind: kindOf(stat), bytes: 0, executable: false };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return { path, kind: 'unreadable', bytes: 0, executable: false };
  }
}

function kindOf(item: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): EntryKind {
  if (item.isFile()) return 'file';
  if (item.isDirectory()) return 'directory';
  return item.isSymbolicLink() ? 'link' : 'other';
}

/** What is directly in a folder, in no order; undefined where it cannot be listed. */
function childrenOf(root: string, folder: string, skip: Skip): Listed[] | undefined {
  try {
    return readdirSync(folder === '' ? root : `${root}/${folder}`, { withFileTypes: true })
      .map((child) => ({ path: folder === '' ? child.name : `${folder}/${child.name}`, kind: kindOf(child) }))
      .filter(({ path }) => !skip(path));
  } catch {
    return undefined;
  }
}

function listFolder(root: string, path: string, skip: Skip): Listed[] {
  return (childrenOf(root, path, skip) ?? []).sort(byPath);
}

function walkFolder(root: string, limits: WalkLimits, skip: Skip): Walk {
  const walk: Walk = { entries: [] };
  const { entries } = walk;
  const pending = [{ path: '', depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const children = childrenOf(root, next.path, skip);
    if (children === undefined && next.path !== '')
      entries.push({ path: next.path, kind: 'unreadable', bytes: 0, executable: false });
    for (const { path, kind } of children ?? []) {
      if (entries.length >= limits.entries) {
        walk.stopped = { reason: 'too-many-entries', path, limit: limits.entries };
        pending.length = 0;
        break;
      }
      entries.push(kind === 'file' ? fileAt(root, path) : { path, kind, bytes: 0, executable: false });
      if (kind !== 'directory') continue;
      if (next.depth < limits.depth) pending.push({ path, depth: next.depth + 1 });
      else walk.stopped ??= { reason: 'too-deep', path, limit: limits.depth };
    }
  }
  entries.sort(byPath);
  return walk;
}

/** A file that was listed, which may be something else by now. */
function fileAt(root: string, path: string): Entry {
  try {
    const stat = lstatSync(`${root}/${path}`);
    const kind = stat.isFile() ? 'file' : 'other';
    return { path, kind, bytes: stat.size, executable: (stat.mode & 0o100) !== 0 };
  } catch {
    return { path, kind: 'unreadable', bytes: 0, executable: false };
  }
}

/** Content of one file in a map: text or bytes, possibly executable, or a symbolic link's target. */
export type MemoryFile =
  | string
  | Uint8Array
  | { text: string; executable?: boolean }
  | { bytes: Uint8Array; executable?: boolean }
  | { link: string };

/** A map of path to content, for tests and for trees that are already in memory. */
export function memoryFileSystem(files: Readonly<Record<string, MemoryFile>>): FileSystem {
  const contents = new Map<string, { entry: Entry; bytes: Uint8Array; link?: string }>();
  for (const [path, file] of Object.entries(files)) {
    if (typeof file === 'object' && 'link' in file) {
      contents.set(path, {
        entry: { path, kind: 'link', bytes: 0, executable: false },
        bytes: new Uint8Array(),
        link: file.link,
      });
      continue;
    }
    const executable = typeof file === 'object' && 'executable' in file && file.executable === true;
    const bytes =
      typeof file === 'string'
        ? Buffer.from(file)
        : file instanceof Uint8Array
          ? file
          : 'text' in file
            ? Buffer.from(file.text)
            : file.bytes;
    contents.set(path, { entry: { path, kind: 'file', bytes: bytes.length, executable }, bytes });
  }
  return {
    walk: (limits) =>
      walkEntries(
        [...contents.values()].map((content) => content.entry),
        limits,
      ),
    read: (entry, max) => contents.get(entry.path)?.bytes.subarray(0, max),
    link: (path) => contents.get(path)?.link,
    ...lookIn([...contents.values()].map((content) => content.entry)),
  };
}

/** `entry` and `list` of a file system whose files and links are all known. */
export function lookIn(files: readonly Entry[]): Pick<FileSystem, 'entry' | 'list'> {
  let known: Map<string, Entry> | undefined;
  const entries = (): Map<string, Entry> => {
    if (known !== undefined) return known;
    known = new Map([['', { path: '', kind: 'directory', bytes: 0, executable: false }]]);
    for (const file of files) {
      for (let end = file.path.indexOf('/'); end >= 0; end = file.path.indexOf('/', end + 1)) {
        const path = file.path.slice(0, end);
        known.set(path, { path, kind: 'directory', bytes: 0, executable: false });
      }
      known.set(file.path, file);
    }
    return known;
  };
  return {
    entry: (path) => entries().get(path),
    list: (path) =>
      [...entries().values()]
        .filter(
          (entry) =>
            entry.path !== '' && entry.path.slice(0, Math.max(entry.path.lastIndexOf('/'), 0)) === path,
        )
        .sort(byPath),
  };
}

/** A walk over a flat list of files and links: adds the folders they imply and keeps to the bounds. */
export function walkEntries(files: readonly Entry[], limits: WalkLimits): Walk {
  const entries: Entry[] = [];
  const walk: Walk = { entries };
  const directories = new Set<string>();
  for (const file of [...files].sort(byPath)) {
    const parts = file.path.split('/');
    if (parts.length - 1 > limits.depth) {
      walk.stopped ??= {
        reason: 'too-deep',
        path: parts.slice(0, limits.depth + 1).join('/'),
        limit: limits.depth,
      };
      continue;
    }
    if (entries.length >= limits.entries) {
      walk.stopped = { reason: 'too-many-entries', path: file.path, limit: limits.entries };
      break;
    }
    for (let depth = 1; depth < parts.length; depth++) {
      const path = parts.slice(0, depth).join('/');
      if (directories.has(path)) continue;
      directories.add(path);
      entries.push({ path, kind: 'directory', bytes: 0, executable: false });
    }
    entries.push(file);
  }
  entries.sort(byPath);
  return walk;
}

/** Whether a folder can be listed at all; a file, a missing path and a folder without permission cannot. */
export function isFolder(path: string): boolean {
  try {
    const descriptor = openSync(
      path,
      constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      return fstatSync(descriptor).isDirectory();
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}
