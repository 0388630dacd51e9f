import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Skip } from '../../plugin/file-system.ts';
import { ignoredPaths, runGit } from '../../plugin/git.ts';

/** Whether a path below a folder (relative, with `/`) is ignored by git. Asked from the top down, since of an ignored folder nothing below is known. */
export type Ignored = {
  (path: string): boolean;
  /** Whether git tracks just these files of a folder, sorted: then nothing of it is ignored, and no path need be asked about. */
  tracksAll?(folder: string, files: readonly string[]): boolean;
};

const nothing: Ignored = () => false;

/**
 * What git ignores below a folder: left out of a check, so that one at an author's desk sees what one of the commit sees. Git is only started
 * where the folder lies in a repository, and only asked what it ignores, for which it walks all folders, once something is met that it does
 * not track. Of a folder that is ignored as a whole nothing is.
 */
export function ignoredIn(folder: string): Ignored {
  if (!isInRepository(folder)) return nothing;
  let tracked: Tracked | undefined;
  let ignored: ReadonlySet<string> | undefined;
  const isIgnored: Ignored = (path) => {
    tracked ??= trackedIn(folder);
    if (tracked.has(path)) return false;
    ignored ??= ignoredPaths(folder);
    return ignored.has(path);
  };
  isIgnored.tracksAll = (top, files) => {
    tracked ??= trackedIn(folder);
    return tracked.are(top, files);
  };
  return isIgnored;
}

type Tracked = { has(path: string): boolean; are(folder: string, files: readonly string[]): boolean };

/**
 * Whether git tracks a file below a folder, or anything in a folder. Of git's list only what lies in the top folder that was last asked about is
 * taken apart: the list of a large marketplace costs more than a plugin.
 */
function trackedIn(folder: string): Tracked {
  const answer = runGit(folder, ['ls-files', '-z']);
  const list = `\0${answer.ok ? answer.output.toString('utf8') : ''}`;
  let top: string | undefined;
  let start = -1;
  let cursor = 0;
  let paths: ReadonlySet<string> | undefined;
  /** From where the last was found, since questions mostly come in the order of the list. */
  const find = (text: string) => {
    const onward = list.indexOf(text, cursor);
    return onward < 0 ? list.indexOf(text) : onward;
  };
  const are = (folder: string, files: readonly string[]) => {
    const from = find(`\0${folder}`);
    if (files.length === 0 || from < 0) return false;
    let at = from;
    // Piece by piece where they stand: a text of all of them, to compare at once, takes five times as long to put together.
    for (const file of files) {
      const end = at + 1 + folder.length + file.length;
      if (!list.startsWith(folder, at + 1) || !list.startsWith(file, end - file.length)) return false;
      if (list.charCodeAt(end) !== 0) return false;
      at = end;
    }
    cursor = at;
    return !list.startsWith(folder, at + 1);
  };
  const has = (path: string) => {
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
  return { has, are };
}

/** The paths that start with a text, from an offset on, and the folders on the way to them. */
function pathsFrom(list: string, from: number, beginning: string): Set<string> {
  let until = from;
  while (list.startsWith(beginning, until)) {
    const end = list.indexOf('\0', until);
    until = end < 0 ? list.length : end + 1;
  }
  const paths = new Set<string>();
  for (const path of list.slice(from, until).split('\0')) {
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
export function leftOut(ignored: Ignored, prefix = ''): Skip {
  if (ignored === nothing) return isGitOwn;
  const skip: Skip = (path) => isGitOwn(path) || ignored(prefix + path);
  const { tracksAll } = ignored;
  // Git's own list is sorted by bytes, as paths are here where all are ASCII; where one is not, each path is asked about.
  if (tracksAll !== undefined && prefix !== '') {
    skip.none = (files) => !files.some(isGitOwn) && tracksAll(prefix, files);
  }
  return skip;
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
