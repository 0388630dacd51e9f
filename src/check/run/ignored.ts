import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Skip } from '../../plugin/file-system.ts';
import { ignoredPaths } from '../../plugin/git.ts';

/** Whether git ignores a path below a folder (relative, with `/`). Of an ignored folder, nothing below it is known. */
export type Ignored = (path: string) => boolean;

const nothing: Ignored = () => false;

/**
 * What git ignores below a folder. A check leaves it out, so that an author's working copy gives the same result as the commit. Git is asked when
 * the first path is. Of a folder that is ignored as a whole nothing is.
 */
export function ignoredIn(folder: string): Ignored {
  if (!isInRepository(folder)) return nothing;
  let ignored: ReadonlySet<string> | undefined;
  return (path) => {
    ignored ??= ignoredPaths(folder);
    return ignored.has(path);
  };
}

/**
 * What a check leaves out of a plugin: what git ignores, and git's own folder, which no commit holds.
 * @param prefix path from the folder that `ignored` is about to the plugin, with a slash at the end
 */
export function leftOut(ignored: Ignored, prefix = ''): Skip {
  return (path) => path === '.git' || path.endsWith('/.git') || ignored(prefix + path);
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
