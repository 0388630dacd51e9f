import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Apart } from './report.ts';

/**
 * What Claude Code itself puts at the top of a copy in its cache: packages that a lock file fixes, which sessions use the copy, and when it
 * was replaced. https://code.claude.com/docs/en/plugins-reference#plugin-caching-and-file-resolution
 */
export const additions = ['node_modules', '.in_use', '.orphaned_at'] as const;

/** https://code.claude.com/docs/en/plugins-reference#node-js-package-dependencies */
const lockFiles = ['bun.lock', 'bun.lockb', 'npm-shrinkwrap.json', 'package-lock.json'] as const;

/** Bytes of a file that only says who uses a copy, or since when nobody does. */
const smallest = 1_000;

/**
 * What of the additions in a folder is Claude Code's, by its form, and what only looks like it.
 * @param files paths of the plugin's own files
 */
export function clientAdditions(
  folder: string,
  files: ReadonlySet<string>,
): { apart: Apart[]; added: string[] } {
  const apart: Apart[] = [];
  const added: string[] = [];
  const judge = (path: string, isOwn: boolean, why: string) => {
    if (isOwn) apart.push({ path, why });
    else added.push(path);
  };
  for (const name of additions) {
    const path = join(folder, name);
    const kind = kindOf(path);
    if (kind === undefined) continue;
    if (name === 'node_modules') {
      const lock = files.has('package.json') ? lockFiles.find((file) => files.has(file)) : undefined;
      judge(
        `${name}/`,
        kind === 'directory' && lock !== undefined,
        `Claude Code installed these packages from "${lock}"; what is in them was not compared.`,
      );
    } else if (name === '.in_use') {
      const sessions = kind === 'directory' ? readdirSync(path, { withFileTypes: true }) : [];
      const strange = sessions.filter(
        (entry) => !entry.isFile() || !/^\d{1,10}$/.test(entry.name) || !isSession(join(path, entry.name)),
      );
      for (const entry of strange) added.push(`${name}/${entry.name}`);
      if (kind !== 'directory') added.push(name);
      else if (strange.length === 0)
        apart.push({ path: `${name}/`, why: 'Claude Code notes here which sessions use the copy.' });
    } else {
      const isTime = kind === 'file' && /^\d{1,20}\n?$/.test(textOf(path));
      judge(name, isTime, 'Claude Code notes here since when the copy is no longer used.');
    }
  }
  return { apart, added };
}

/** `{"pid":3070,"procStart":"503558"}`: nothing that could be run. */
function isSession(path: string): boolean {
  const text = textOf(path);
  if (text === '') return true;
  try {
    const session = JSON.parse(text) as unknown;
    return (
      typeof session === 'object' &&
      session !== null &&
      Object.values(session).every(
        (value) => typeof value === 'number' || /^[\w.:-]{0,100}$/.test(String(value)),
      )
    );
  } catch {
    return /^\d+\n?$/.test(text);
  }
}

function kindOf(path: string): 'file' | 'directory' | 'other' | undefined {
  try {
    const stat = lstatSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other';
  } catch {
    return undefined;
  }
}

/** A small file's text; of anything else, a text that is no such file's. */
function textOf(path: string): string {
  try {
    const descriptor = openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      const { size } = fstatSync(descriptor);
      if (size > smallest) return '(too long)';
      const bytes = Buffer.alloc(size);
      return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, size, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '(unreadable)';
  }
}
