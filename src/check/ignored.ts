import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ignoredPaths, runGit } from '../plugin/git.ts';

/** Whether a path below a folder (relative, with `/`) is ignored by git. Asked from the top down, since of an ignored folder nothing below is known. */
export type Ignored = (path: string) => boolean;

const nothing: Ignored = () => false;

/**
 * What git ignores below a folder: left out of a check, so that one at an author's desk sees what one of the commit sees. Git is only started
 * where the folder lies in a repository, and only asked what it ignores, for which it walks all folders, once something is met that it does
 * not track. Of a folder that is ignored as a whole nothing is.
 */
export function ignoredIn(folder: string): Ignored {
  if (!isInRepository(folder)) return nothing;
  let isTracked: ((path: string) => boolean) | undefined;
  let ignored: ReadonlySet<string> | undefined;
  return (path) => {
    isTracked ??= trackedIn(folder);
    if (isTracked(path)) return false;
    ignored ??= ignoredPaths(folder);
    return ignored.has(path);
  };
}

/**
 * Whether git tracks a file below a folder, or anything in a folder. Of git's list only what lies in the top folder that was last asked about is
 * taken apart: the list of a large marketplace costs more than a plugin.
 */
function trackedIn(folder: string): (path: string) => boolean {
  const answer = runGit(folder, ['ls-files', '-z']);
  const list = Buffer.concat([Buffer.of(0), answer.ok ? answer.output : Buffer.alloc(0)]);
  let top: string | undefined;
  let start = -1;
  let cursor = 0;
  let paths: ReadonlySet<string> | undefined;
  /** From where the last was found, since questions mostly come in the order of the list. */
  const find = (text: string) => {
    const onward = list.indexOf(text, cursor);
    return onward < 0 ? list.indexOf(text) : onward;
  };
  return (path) => {
    const slash = path.indexOf('/');
    const first = slash < 0 ? path : path.slice(0, slash);
    if (first !== top) {
      const found = find(`\0${first}/`);
      start = found < 0 ? find(`\0${first}\0`) : found;
      top = first;
      paths = undefined;
      if (start >= 0) cursor = start;
    }
    if (start < 0 || slash < 0) return start >= 0;
    paths ??= pathsFrom(list, start + 1, `${first}/`);
    return paths.has(path);
  };
}

/** The paths that start with a text, from an offset on, and the folders on the way to them. */
function pathsFrom(list: Buffer, from: number, beginning: string): Set<string> {
  const bytes = Buffer.from(beginning);
  let until = from;
  while (list.subarray(until, until + bytes.length).equals(bytes)) {
    const end = list.indexOf(0, until);
    until = end < 0 ? list.length : end + 1;
  }
  const paths = new Set<string>();
  for (const path of list.toString('utf8', from, until).split('\0')) {
    paths.add(path);
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const above = path.slice(0, slash);
      if (paths.has(above)) break;
      paths.add(above);
    }
  }
  return paths;
}

/**
 * Whether a path of a plugin is left out: what is ignored, and git's own folder, which no commit holds.
 * @param prefix leads from the folder that `ignored` speaks of to the plugin, with a slash at the end
 */
export function leftOut(ignored: Ignored, prefix = ''): (path: string) => boolean {
  if (ignored === nothing) return isGitOwn;
  return (path) => isGitOwn(path) || ignored(prefix + path);
}

function isGitOwn(path: string): boolean {
  return path.endsWith('.git') && (path.length === 4 || path.charCodeAt(path.length - 5) === 47);
}

function isInRepository(folder: string): boolean {
  let at: string;
  try {
    at = realpathSync(folder);
  } catch {
    return false;
  }
  for (;;) {
    if (existsSync(join(at, '.git'))) return true;
    const above = dirname(at);
    if (above === at) return false;
    at = above;
  }
}
