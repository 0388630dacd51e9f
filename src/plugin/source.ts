import { isAscii, isUtf8 } from 'node:buffer';
import type { Entry, FileSystem, Walk } from './file-system.ts';
import { type FrontmatterResult, parseFrontmatter, yamlLimits } from './frontmatter.ts';
import { type JsonResult, parseJson } from './json.ts';

/**
 * Bounds on what is read of one plugin, whatever the policy allows: they keep the reader's time and memory small on hostile input.
 * Units: entries, folder levels, bytes.
 */
export const readLimits = {
  /** Files, folders and links together. */
  entries: 20_000,
  depth: 64,
  /** A larger file is hashed but its text is not looked at. */
  textBytes: 4 << 20,
  /** Sum of the texts of one plugin. */
  totalTextBytes: 64 << 20,
  /** A larger file, or what comes after this sum, is not read at all. Claude Code refuses archives above this size. */
  totalBytes: 256 << 20,
} as const;

/** A file or link of a plugin with what reading it gave. */
export type SourceFile = {
  path: string;
  bytes: number;
  executable: boolean;
  /**
   * `text`: decoded into `text`. `binary`: holds NUL or is not UTF-8. `large`: over a read limit, so nothing in it was looked at.
   * `link`: a symbolic link, never followed. `unread`: could not be read.
   */
  kind: 'text' | 'binary' | 'large' | 'link' | 'unread';
  /** Lower-case hex; of the target text for a link; empty where nothing could be hashed, or was to be: see `readSource`. */
  sha256: string;
  /** Without a byte order mark. Only where `kind` is `text`. */
  text?: string;
  /** Whether the file starts with a byte order mark. */
  byteOrderMark?: true;
  /** Where `text` was decoded with replacement characters (known text files only). */
  invalidUtf8?: true;
  /** Whether every byte is below 128, which lets most searches be skipped. */
  ascii?: boolean;
  /** The first 16 bytes as lower-case hex. Only where `kind` is `binary`. */
  head?: string;
  /** Only where `kind` is `link`. */
  target?: string;
};

/** A plugin's folder, read once: every rule and reader looks at this and never at the disk. */
export type Source = {
  /** The folder as it was given. */
  dir: string;
  /** The last segment of the folder's path. */
  folder: string;
  /** Sorted by path. */
  files: ReadonlyMap<string, SourceFile>;
  /** Every folder's path, without the root. */
  directories: ReadonlySet<string>;
  /** What is neither file, folder nor link, or could not be looked at. */
  others: readonly Entry[];
  stopped?: NonNullable<Walk['stopped']>;
  /** A file's JSON, parsed once; undefined where there is no such text file. Follows a link that stays inside the plugin. */
  json(path: string): JsonResult | undefined;
  /** A Markdown file's frontmatter, parsed once; undefined where there is no such text file. */
  frontmatter(path: string): FrontmatterResult | undefined;
  /** Resolves a path inside the plugin through links, lexically. */
  resolve(path: string): Resolved;
  /** Direct children of a folder (`''` is the root), sorted. */
  children(directory: string): readonly Child[];
};

/** One thing directly in a folder. */
export type Child = { name: string; path: string; kind: 'file' | 'directory' | 'link' | 'other' };

/** Where a path leads: to a file or folder of the plugin, to nothing, or out of the plugin. `linked` says that a link was followed. */
export type Resolved = {
  kind: 'file' | 'directory' | 'missing' | 'outside' | 'loop';
  path: string;
  linked: boolean;
};

/** Characters: what no operating system opens leads nowhere. */
const longestPath = 4096;
/** An empty part, or one that is `.` or `..`. */
const unevenPath = /(?:^|\/)\.{0,2}(?:\/|$)/;

const knownText =
  /\.(?:json|jsonc|md|mdx|markdown|ya?ml|toml|txt|js|mjs|cjs|ts|mts|sh|bash|py|rb|html|css|svg|xml)$/i;

/**
 * Reads a plugin's folder. Never throws for what the folder holds.
 * @param options `unhashed` leaves out the hashes of files: a check asks for none, and they are a twentieth of it
 */
export function readSource(fs: FileSystem, dir: string, options: { unhashed?: true } = {}): Source {
  const hashOf = options.unhashed === true ? () => '' : sha256Of;
  const walk = fs.walk({ ...readLimits, unmeasured: true });
  const files = new Map<string, SourceFile>();
  const directories = new Set<string>();
  const others: Entry[] = [];
  let total = 0;
  let totalText = 0;
  for (const entry of walk.entries) {
    if (entry.kind === 'directory') directories.add(entry.path);
    else if (entry.kind === 'link') files.set(entry.path, readLink(fs, entry, hashOf));
    else if (entry.kind !== 'file') others.push(entry);
    else {
      const most = readLimits.totalBytes - total;
      const file = readFile(fs, entry, most, readLimits.totalTextBytes - totalText, hashOf);
      total += file.bytes;
      if (file.text !== undefined) totalText += file.bytes;
      files.set(entry.path, file);
    }
  }
  return createSource(dir, files, directories, others, walk);
}

type Hash = (content: Uint8Array | string) => string;
// Loaded when it is needed, which takes 5 ms: most of what is checked or reviewed is not hashed.
let crypto: Pick<typeof import('node:crypto'), 'hash'> | undefined;
const sha256Of: Hash = (content) => {
  // Once: to be given a module takes longer than to hash a file.
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto.hash('sha256', content, 'hex');
};

function readLink(fs: FileSystem, entry: Entry, hashOf: Hash): SourceFile {
  const target = fs.link(entry.path) ?? '';
  return {
    path: entry.path,
    bytes: Buffer.byteLength(target),
    executable: false,
    kind: 'link',
    sha256: hashOf(target),
    target,
  };
}

/** @param most bytes that may be read, and bytes that may be decoded */
function readFile(fs: FileSystem, entry: Entry, most: number, mostText: number, hashOf: Hash): SourceFile {
  const content = entry.bytes > Math.max(most, 0) ? undefined : fs.read(entry, Math.max(most, 1));
  const { path, bytes, executable } = entry;
  if (bytes > most) return { path, bytes, executable, kind: 'large', sha256: '' };
  if (content === undefined) return { path, bytes, executable, kind: 'unread', sha256: '' };
  const sha256 = hashOf(content);
  if (bytes > readLimits.textBytes || bytes > mostText)
    return { path, bytes, executable, kind: 'large', sha256 };
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (isAscii(buffer)) {
    if (buffer.includes(0) && !knownText.test(path))
      return { path, bytes, executable, kind: 'binary', sha256, ascii: true, head: headOf(buffer) };
    return { path, bytes, executable, kind: 'text', sha256, text: buffer.toString('latin1'), ascii: true };
  }
  const utf8 = isUtf8(buffer);
  if ((!utf8 || buffer.includes(0)) && !knownText.test(path)) {
    return { path, bytes, executable, kind: 'binary', sha256, ascii: false, head: headOf(buffer) };
  }
  const file: SourceFile = { path, bytes, executable, kind: 'text', sha256, ascii: false };
  let text = buffer.toString('utf8');
  if (text.charCodeAt(0) === 0xfeff) {
    text = text.slice(1);
    file.byteOrderMark = true;
  }
  file.text = text;
  if (!utf8) file.invalidUtf8 = true;
  return file;
}

const headOf = (buffer: Buffer) => buffer.toString('hex', 0, 16);

function createSource(
  dir: string,
  files: Map<string, SourceFile>,
  directories: Set<string>,
  others: Entry[],
  { entries, stopped }: Walk,
): Source {
  const jsons = new Map<string, JsonResult>();
  const frontmatters = new Map<string, FrontmatterResult>();
  const yaml = { left: yamlLimits.total };
  let links = 0;
  for (const file of files.values()) if (file.kind === 'link') links++;
  let childrenOf: ReadonlyMap<string, Child[]> | undefined;

  const textAt = (path: string): SourceFile | undefined => {
    const direct = files.get(path);
    if (direct?.kind === 'text') return direct;
    const resolved = resolve(path);
    const file = resolved.kind === 'file' ? files.get(resolved.path) : undefined;
    return file?.kind === 'text' ? file : undefined;
  };

  function resolve(path: string): Resolved {
    // A path that was listed is already resolved, because no link is followed on the way to it.
    const direct = files.get(path);
    if (direct !== undefined && direct.kind !== 'link') return { kind: 'file', path, linked: false };
    if (directories.has(path)) return { kind: 'directory', path, linked: false };
    let linked = false;
    if (path.length > longestPath) return { kind: 'missing', path, linked };
    if (links === 0 && !unevenPath.test(path)) return { kind: 'missing', path, linked };
    let rest = path.split('/');
    const at: string[] = [];
    for (let hops = 0, next = 0; next < rest.length; ) {
      const part = rest[next++] as string;
      if (part === '' || part === '.') continue;
      if (part === '..') {
        if (at.length === 0) return { kind: 'outside', path, linked };
        at.pop();
        continue;
      }
      at.push(part);
      const file = links === 0 ? undefined : files.get(at.join('/'));
      if (file?.kind !== 'link') continue;
      const target = file.target ?? '';
      if (++hops > 40 || target.length > longestPath)
        return { kind: 'loop', path: at.join('/'), linked: true };
      linked = true;
      if (target.startsWith('/') || /^[A-Za-z]:|\\/.test(target))
        return { kind: 'outside', path: at.join('/'), linked };
      at.pop();
      rest = [...target.split('/'), ...rest.slice(next)];
      next = 0;
    }
    const end = at.join('/');
    if (files.has(end)) return { kind: 'file', path: end, linked };
    if (end === '' || directories.has(end)) return { kind: 'directory', path: end, linked };
    return { kind: 'missing', path: end, linked };
  }

  return {
    dir,
    folder: dir.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, ''),
    files,
    directories,
    others,
    ...(stopped === undefined ? {} : { stopped }),
    json(path) {
      const known = jsons.get(path);
      if (known !== undefined) return known;
      const file = textAt(path);
      if (file?.text === undefined) return undefined;
      const parsed = parseJson(file.text);
      jsons.set(path, parsed);
      return parsed;
    },
    frontmatter(path) {
      const known = frontmatters.get(path);
      if (known !== undefined) return known;
      const file = textAt(path);
      if (file?.text === undefined) return undefined;
      const parsed = parseFrontmatter(file.text, yaml);
      frontmatters.set(path, parsed);
      return parsed;
    },
    resolve,
    children(directory) {
      childrenOf ??= childrenIn(entries);
      return childrenOf.get(directory) ?? [];
    },
  };
}

/** What lies directly in each folder. Entries are sorted by path, and so by name within a folder: sorting them again would be 1 % of a check. */
function childrenIn(entries: readonly Entry[]): Map<string, Child[]> {
  const children = new Map<string, Child[]>();
  for (const { path, kind } of entries) {
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    let list = children.get(parent);
    if (list === undefined) {
      list = [];
      children.set(parent, list);
    }
    list.push({ name: path.slice(slash + 1), path, kind: kind === 'unreadable' ? 'other' : kind });
  }
  return children;
}

/** A reading of a source that several ask for, made once for each source. What it gives is shared: nobody may change it. */
export function oncePerSource<Reading>(read: (source: Source) => Reading): (source: Source) => Reading {
  const readings = new WeakMap<Source, { reading: Reading }>();
  return (source) => {
    let known = readings.get(source);
    if (known === undefined) {
      known = { reading: read(source) };
      readings.set(source, known);
    }
    return known.reading;
  };
}

/** One SHA-256 over the sorted list of a plugin's files: `mode SP sha256 SP path LF` each, lower-case hex. */
export function digestOf(files: readonly { path: string; mode: string; sha256: string }[]): string {
  let lines = '';
  for (const file of files) lines += `${file.mode} ${file.sha256} ${file.path}\n`;
  return sha256Of(lines);
}
