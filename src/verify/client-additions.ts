import { type FileSystem, folderFileSystem } from '../plugin/file-system.ts';
import { jsonValue } from '../plugin/values.ts';
import type { AllowedDifference } from './report.ts';

/**
 * What Claude Code itself adds to a copy in its cache: packages that a lock file pins, which sessions use the copy, and when it
 * was replaced. https://code.claude.com/docs/en/plugins-reference#plugin-caching-and-file-resolution
 */
export const additions = ['node_modules', '.in_use', '.orphaned_at'] as const;

/** https://code.claude.com/docs/en/plugins-reference#node-js-package-dependencies */
const lockFiles = ['bun.lock', 'bun.lockb', 'npm-shrinkwrap.json', 'package-lock.json'] as const;

/** Largest file in which Claude Code records the use of a copy, in bytes. */
const largestRecord = 1_000;

/**
 * Which additions in a copy are Claude Code's, judged by their form, and which only have their names.
 * @param files paths of the plugin's own files
 */
export function clientAdditions(
  folder: string,
  files: ReadonlySet<string>,
): { allowed: AllowedDifference[]; added: string[] } {
  const fs = folderFileSystem(folder);
  const allowed: AllowedDifference[] = [];
  const added: string[] = [];
  const judge = (path: string, isAllowed: boolean, why: string) => {
    if (isAllowed) allowed.push({ path, why });
    else added.push(path);
  };
  const packages = fs.entry('node_modules')?.kind;
  if (packages !== undefined) {
    const lock = files.has('package.json') ? lockFiles.find((file) => files.has(file)) : undefined;
    const why = `Claude Code installed these packages from "${lock}"; they were not compared.`;
    judge('node_modules/', packages === 'directory' && lock !== undefined, why);
  }
  const sessions = fs.entry('.in_use')?.kind;
  if (sessions === 'directory') {
    const others = fs.list('.in_use').filter(({ path }) => !isSession(fs, path));
    if (others.length === 0) judge('.in_use/', true, 'Claude Code records here which sessions use the copy.');
    added.push(...others.map(({ path }) => path));
  } else if (sessions !== undefined) added.push('.in_use');
  if (fs.entry('.orphaned_at') !== undefined) {
    const isTime = /^\d{1,20}\n?$/.test(recordAt(fs, '.orphaned_at') ?? '');
    judge('.orphaned_at', isTime, 'Claude Code records here since when the copy is no longer used.');
  }
  return { allowed, added };
}

/** Whether a file is named after a process and holds nothing that could be run, such as `{"pid":3070,"procStart":"503558"}`. */
function isSession(fs: FileSystem, path: string): boolean {
  const text = recordAt(fs, path);
  if (text === undefined || !/^\.in_use\/\d{1,10}$/.test(path)) return false;
  if (text === '' || /^\d+\n?$/.test(text)) return true;
  const session = jsonValue(text);
  return (
    typeof session === 'object' &&
    session !== null &&
    Object.values(session).every(
      (value) => typeof value === 'number' || /^[\w.:-]{0,100}$/.test(String(value)),
    )
  );
}

/** A small file's text; undefined for anything else. */
function recordAt(fs: FileSystem, path: string): string | undefined {
  const entry = fs.entry(path);
  if (entry?.kind !== 'file' || entry.bytes > largestRecord) return undefined;
  const bytes = fs.read(entry, largestRecord);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}
