import type { Dirent, Stats } from 'node:fs';
import { byPath } from './text.ts';

// An import takes hold of all that the module offers, and so loads its promises, its streams and what reads lines from a terminal: 3 ms.
const {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statSync,
} = process.getBuiltinModule('node:fs');

/** What stands at a path. `other` is a FIFO, socket or device; `unreadable` could not be looked at (a name that is not UTF-8, no permission). */
export type EntryKind = 'file' | 'directory' | 'link' | 'other' | 'unreadable';

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
export type WalkLimits = {
  entries: number;
  depth: number;
  /** Leaves `bytes` of files at -1 where asking for it costs a call of its own; `read` then fills in `bytes` and `executable`. */
  unmeasured?: true;
};

/**
 * The few things that reading a plugin asks of where it lies: a folder, a git tree or an in-memory map.
 * Paths are relative to the plugin's root. No method follows a symbolic link.
 */
export type FileSystem = {
  walk(limits: WalkLimits): Walk;
  /**
   * A regular file's bytes, at most `max` of them.
   * The view is only good until the next `read`: copy or decode it first. Undefined where the file cannot be read,
   * and for an unmeasured file of more than `max` bytes.
   */
  read(entry: Entry, max: number): Uint8Array | undefined;
  /** The target text of a symbolic link. */
  link(path: string): string | undefined;
  /** What stands at one path, a link itself included; undefined where nothing does, or where the path leads through a link or a file. `''` is the root. */
  entry(path: string): Entry | undefined;
  /** What stands directly in a folder, sorted by path; nothing where `entry` gives no folder. */
  list(path: string): Listed[];
};

/** What a folder's listing says of one thing in it. */
export type Listed = Pick<Entry, 'path' | 'kind'>;

let scratch = Buffer.allocUnsafe(1 << 20);

/** A scratch buffer of at least `size` bytes, shared by all synchronous reads: allocating per file costs more than reading it. */
function scratchOf(size: number): Buffer {
  if (scratch.length < size) scratch = Buffer.allocUnsafe(size);
  return scratch;
}

/** What is left out of a folder: a path (relative, with `/`) and all below it, such as what git ignores. */
export type Skip = {
  (path: string): boolean;
  /** Whether nothing of a folder is left out, told from all its files and links at once, sorted: cheaper than asking about each. */
  none?(files: readonly string[]): boolean;
};

/**
 * A folder on disk.
 * @param root path of the folder
 * @param skip what is left out
 */
export function folderFileSystem(root: string, skip?: Skip): FileSystem {
  return {
    walk(limits) {
      if (skip?.none !== undefined) {
        const whole = walkFolder(root, limits, undefined);
        const files: string[] = [];
        for (const { path, kind } of whole.entries) if (kind !== 'directory') files.push(path);
        if (whole.stopped === undefined && skip.none(files)) return whole;
      }
      return walkFolder(root, limits, skip);
    },
    read(entry, max) {
      // O_NOFOLLOW and O_NONBLOCK: the entry may have become a link or a FIFO since it was listed.
      let descriptor: number;
      try {
        descriptor = openSync(
          `${root}/${entry.path}`,
          constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
        );
      } catch {
        if (entry.bytes < 0) measure(entry, () => lstatSync(`${root}/${entry.path}`));
        return undefined;
      }
      try {
        if (entry.bytes < 0) {
          measure(entry, () => fstatSync(descriptor));
          if (entry.bytes > max) return undefined;
        }
        // A file that grew since it was listed is read as it was listed.
        const wanted = Math.min(entry.bytes, max);
        const buffer = scratchOf(wanted);
        let length = 0;
        while (length < wanted) {
          const got = readSync(descriptor, buffer, length, wanted - length, null);
          if (got === 0) break;
          length += got;
        }
        return buffer.subarray(0, length);
      } catch {
        return undefined;
      } finally {
        closeSync(descriptor);
      }
    },
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

/** Fills in what a walk left out; a file that is gone, or is none any more, has no bytes. */
function measure(entry: Entry, stat: () => Stats): void {
  entry.bytes = 0;
  try {
    const { size, mode } = stat();
    entry.bytes = size;
    entry.executable = (mode & 0o100) !== 0;
  } catch {}
}

function entryAt(
  root: string,
  path: string,
  skip: ((path: string) => boolean) | undefined,
): Entry | undefined {
  if (path !== '' && skip?.(path)) return undefined;
  // A path through a link would be followed by the system, so its folders are looked at first.
  const slash = path.lastIndexOf('/');
  if (slash > 0 && entryAt(root, path.slice(0, slash), skip)?.kind !== 'directory') return undefined;
  let kind: EntryKind;
  try {
    const stat = path === '' ? statSync(root) : lstatSync(`${root}/${path}`);
    if (stat.isFile()) return { path, kind: 'file', bytes: stat.size, executable: (stat.mode & 0o100) !== 0 };
    kind = stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'link' : 'other';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    kind = 'unreadable';
  }
  return { path, kind, bytes: 0, executable: false };
}

function listFolder(root: string, path: string, skip: ((path: string) => boolean) | undefined): Listed[] {
  let children: Dirent[];
  try {
    children = readdirSync(`${root}/${path}`, { withFileTypes: true });
  } catch {
    return [];
  }
  return children
    .map((child): Listed => {
      const kind = child.isFile()
        ? 'file'
        : child.isDirectory()
          ? 'directory'
          : child.isSymbolicLink()
            ? 'link'
            : 'other';
      return { path: path === '' ? child.name : `${path}/${child.name}`, kind };
    })
    .filter((child) => skip?.(child.path) !== true)
    .sort(byPath);
}

function walkFolder(root: string, limits: WalkLimits, skip: ((path: string) => boolean) | undefined): Walk {
  const entries: Entry[] = [];
  const walk: Walk = { entries };
  const pending: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    let children: Dirent[];
    try {
      children = readdirSync(next.path === '' ? root : `${root}/${next.path}`, { withFileTypes: true });
    } catch {
      if (next.path !== '')
        entries.push({ path: next.path, kind: 'unreadable', bytes: 0, executable: false });
      continue;
    }
    for (const child of children) {
      const path = next.path === '' ? child.name : `${next.path}/${child.name}`;
      if (skip?.(path)) continue;
      if (entries.length >= limits.entries) {
        walk.stopped = { reason: 'too-many-entries', path, limit: limits.entries };
        pending.length = 0;
        break;
      }
      if (child.isDirectory()) {
        entries.push({ path, kind: 'directory', bytes: 0, executable: false });
        if (next.depth + 1 > limits.depth) {
          walk.stopped ??= { reason: 'too-deep', path, limit: limits.depth };
        } else pending.push({ path, depth: next.depth + 1 });
      } else if (child.isFile()) {
        let kind: EntryKind = 'file';
        let bytes = limits.unmeasured === true ? -1 : 0;
        let executable = false;
        try {
          if (bytes < 0) {
            entries.push({ path, kind, bytes, executable });
            continue;
          }
          const stat = lstatSync(`${root}/${path}`);
          bytes = stat.size;
          executable = (stat.mode & 0o100) !== 0;
          if (!stat.isFile()) kind = 'other';
        } catch {
          kind = 'unreadable';
        }
        entries.push({ path, kind, bytes, executable });
      } else {
        entries.push({ path, kind: child.isSymbolicLink() ? 'link' : 'other', bytes: 0, executable: false });
      }
    }
  }
  entries.sort(byPath);
  return walk;
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
