import { isAscii, isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Entry, FileSystem, Walk } from './file-system.ts';
import { type FrontmatterResult, parseFrontmatter, yamlLimits } from './frontmatter.ts';
import { type JsonResult, type Places, parseJson, placesIn } from './json.ts';

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
  /** Lower-case hex; of the target text for a link; empty where nothing could be hashed. */
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
  /** Places in a text of the plugin, worked out once for each text. */
  places(text: string): Places;
  /** Resolves a path inside the plugin through links, lexically. */
  resolve(path: string): Resolved;
  /** Direct children of a folder (`''` is the root), sorted. */
  children(directory: string): readonly Child[];
};

/** One thing directly in a folder. */
type Child = { name: string; path: string; kind: 'file' | 'directory' | 'link' | 'other' };

/** Where a path leads: to a file or folder of the plugin, to nothing, or out of the plugin. `linked` says that a link was followed. */
type Resolved = {
  kind: 'file' | 'directory' | 'missing' | 'outside' | 'loop';
  path: string;
  linked: boolean;
};

/** UTF-16 units of a path; no operating system opens a longer one. */
const longestPath = 4096;
/** Links that are followed for one path; Linux follows as many. */
const mostLinks = 40;

const knownText =
  /\.(?:json|jsonc|md|mdx|markdown|ya?ml|toml|txt|js|mjs|cjs|ts|mts|sh|bash|py|rb|html|css|svg|xml)$/i;

/** Reads a plugin's folder. Never throws for what the folder holds. */
export function readSource(fs: FileSystem, dir: string): Source {
  const { entries, stopped } = fs.walk(readLimits);
  const files = new Map<string, SourceFile>();
  const directories = new Set<string>();
  const others: Entry[] = [];
  let total = 0;
  let totalText = 0;
  for (const entry of entries) {
    if (entry.kind === 'directory') directories.add(entry.path);
    else if (entry.kind === 'link') files.set(entry.path, readLink(fs, entry));
    else if (entry.kind !== 'file') others.push(entry);
    else {
      const file = readFile(fs, entry, readLimits.totalBytes - total, readLimits.totalTextBytes - totalText);
      total += file.bytes;
      if (file.text !== undefined) totalText += file.bytes;
      files.set(entry.path, file);
    }
  }
  const resolve = (path: string) => resolvePath(path, files, directories);
  const children = childrenIn(entries);
  const places = new Map<string, Places>();
  return {
    dir,
    folder: dir.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, ''),
    files,
    directories,
    others,
    ...(stopped === undefined ? {} : { stopped }),
    ...parsers(files, resolve),
    places(text) {
      const known = places.get(text) ?? placesIn(text);
      places.set(text, known);
      return known;
    },
    resolve,
    children: (directory) => children.get(directory) ?? [],
  };
}

/** The same plugin with other paths: what a system reads that finds files under other names. Two files never get one path. */
export function renamedSource(source: Source, rename: (path: string) => string): Source {
  const files = new Map(
    [...source.files].map(([path, file]) => [rename(path), { ...file, path: rename(path) }]),
  );
  const directories = new Set([...source.directories].map(rename));
  const resolve = (path: string) => resolvePath(path, files, directories);
  const entries = [
    ...[...files.values()].map(({ path, kind }) => ({
      path,
      kind: kind === 'link' ? kind : ('file' as const),
    })),
    ...[...directories].map((path) => ({ path, kind: 'directory' as const })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const children = childrenIn(entries);
  return {
    ...source,
    files,
    directories,
    ...parsers(files, resolve),
    resolve,
    children: (directory) => children.get(directory) ?? [],
  };
}

function sha256Of(content: Uint8Array | string): string {
  return hash('sha256', content, 'hex');
}

function readLink(fs: FileSystem, { path }: Entry): SourceFile {
  const target = fs.link(path) ?? '';
  const bytes = Buffer.byteLength(target);
  return { path, bytes, executable: false, kind: 'link', sha256: sha256Of(target), target };
}

/** @param most bytes that may be read, and bytes that may be decoded */
function readFile(fs: FileSystem, entry: Entry, most: number, mostText: number): SourceFile {
  const { path, bytes, executable } = entry;
  if (bytes > most) return { path, bytes, executable, kind: 'large', sha256: '' };
  const content = fs.read(entry, Math.max(most, 1));
  if (content === undefined) return { path, bytes, executable, kind: 'unread', sha256: '' };
  const read = { path, bytes, executable, sha256: sha256Of(content) };
  if (bytes > readLimits.textBytes || bytes > mostText) return { ...read, kind: 'large' };
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const ascii = isAscii(buffer);
  const isValid = ascii || isUtf8(buffer);
  if ((!isValid || buffer.includes(0)) && !knownText.test(path))
    return { ...read, kind: 'binary', ascii, head: buffer.toString('hex', 0, 16) };
  const text = buffer.toString('utf8');
  const hasMark = text.charCodeAt(0) === 0xfeff;
  return {
    ...read,
    kind: 'text',
    ascii,
    text: hasMark ? text.slice(1) : text,
    ...(hasMark ? { byteOrderMark: true } : {}),
    ...(isValid ? {} : { invalidUtf8: true }),
  };
}

/** `json` and `frontmatter` of a source, which parse each file once. */
function parsers(
  files: ReadonlyMap<string, SourceFile>,
  resolve: Source['resolve'],
): Pick<Source, 'json' | 'frontmatter'> {
  const textAt = (path: string): string | undefined => {
    const resolved = resolve(path);
    return resolved.kind === 'file' ? files.get(resolved.path)?.text : undefined;
  };
  const once = <Parsed>(parse: (text: string) => Parsed) => {
    const known = new Map<string, Parsed>();
    return (path: string): Parsed | undefined => {
      const text = known.has(path) ? undefined : textAt(path);
      if (text !== undefined) known.set(path, parse(text));
      return known.get(path);
    };
  };
  const yaml = { left: yamlLimits.total };
  return { json: once(parseJson), frontmatter: once((text) => parseFrontmatter(text, yaml)) };
}

/** Resolves a path inside a plugin. Every link on the way is followed, and the rest of the path is resolved from where it leads. */
function resolvePath(
  path: string,
  files: ReadonlyMap<string, SourceFile>,
  directories: ReadonlySet<string>,
): Resolved {
  if (path.length > longestPath) return { kind: 'missing', path, linked: false };
  /** The parts that are left, the next one last. */
  const rest = path.split('/').reverse();
  const at: string[] = [];
  let links = 0;
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (at.length === 0) return { kind: 'outside', path, linked: links > 0 };
      at.pop();
      continue;
    }
    at.push(part);
    const here = at.join('/');
    const file = files.get(here);
    if (file?.kind !== 'link') continue;
    const target = file.target ?? '';
    if (++links > mostLinks || target.length > longestPath) return { kind: 'loop', path: here, linked: true };
    if (target.startsWith('/') || /^[A-Za-z]:|\\/.test(target))
      return { kind: 'outside', path: here, linked: true };
    at.pop();
    rest.push(...target.split('/').reverse());
  }
  const end = at.join('/');
  const linked = links > 0;
  if (files.has(end)) return { kind: 'file', path: end, linked };
  if (end === '' || directories.has(end)) return { kind: 'directory', path: end, linked };
  return { kind: 'missing', path: end, linked };
}

/** What is directly in each folder, sorted by name, because entries are sorted by path. */
function childrenIn(entries: readonly Pick<Entry, 'path' | 'kind'>[]): Map<string, Child[]> {
  const children = new Map<string, Child[]>();
  for (const { path, kind } of entries) {
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    const list = children.get(parent) ?? [];
    list.push({ name: path.slice(slash + 1), path, kind: kind === 'unreadable' ? 'other' : kind });
    children.set(parent, list);
  }
  return children;
}

/** A function of a source that is computed once for each source. The result is shared: no caller may change it. */
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
  return sha256Of(files.map(({ mode, sha256, path }) => `${mode} ${sha256} ${path}\n`).join(''));
}
