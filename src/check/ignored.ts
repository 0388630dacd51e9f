import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ignoredPaths } from '../plugin/git.ts';

/**
 * Paths below a folder (relative, with `/`) that git ignores, a folder standing for all below it: left out of a check, so that one at an author's
 * desk sees what one of the commit sees. Git is only started where the folder lies in a repository; of a folder that is ignored as a whole
 * nothing is.
 */
export function ignoredIn(folder: string): ReadonlySet<string> {
  return isInRepository(folder) ? ignoredPaths(folder) : new Set();
}

/**
 * Whether a path of a plugin is left out: what is ignored, and git's own folder, which no commit holds.
 * @param prefix leads from the folder that `ignored` speaks of to the plugin, with a slash at the end
 */
export function leftOut(ignored: ReadonlySet<string>, prefix = ''): (path: string) => boolean {
  if (ignored.size === 0) return isGitOwn;
  return (path) => isGitOwn(path) || ignored.has(prefix + path);
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
