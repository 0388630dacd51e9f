import { isUtf8 } from 'node:buffer';
import { type GitBounds, runGit } from '../plugin/git.ts';
import type { ChangedFile } from './review.ts';

/** A file that differs between two trees. Modes and ids are as git writes them; those of a side that has no such file are absent. */
export type FileChange = ChangedFile & { mode?: string; id?: string; formerId?: string };

/** Every difference between two trees, by what it belongs to. */
export type Changes = {
  count: number;
  /** By the name of the folder in `plugins/`; paths are relative to that folder. */
  plugins: Map<string, FileChange[]>;
  /** What stands in `plugins/` and is no folder. */
  strays: FileChange[];
  /** Paths from the marketplace's folder; what lies above that starts with `/`. */
  outside: FileChange[];
  /** Paths that no checkout may hold. */
  unusable: FileChange[];
};

const statusWords: Readonly<Record<string, ChangedFile['change']>> = { A: 'added', D: 'removed' };

/** Bytes of a folder's name: what common file systems take. */
const longestName = 255;

/**
 * What differs between two commits or trees, by one `git diff-tree`: it costs what was changed, not what there is.
 * @param prefix see `Comparison.prefix`
 * @returns the changes, or one sentence about why git stopped
 */
export function changesBetween(
  root: string,
  prefix: string,
  before: string,
  after: string,
  bounds: GitBounds,
): Changes | { stopped: string } {
  const answer = runGit(
    root,
    ['diff-tree', '-r', '--raw', '-z', '--no-renames', before, after],
    undefined,
    bounds,
  );
  if (!answer.ok) return { stopped: answer.message };
  const changes: Changes = { count: 0, plugins: new Map(), strays: [], outside: [], unusable: [] };
  const { output } = answer;
  const plugins = `${prefix}plugins/`;
  for (let at = 0; at < output.length; ) {
    // ":<mode> <mode> <id> <id> <status>", NUL, path, NUL.
    const end = output.indexOf(0, at);
    const pathEnd = output.indexOf(0, end + 1);
    if (end < 0 || pathEnd < 0) break;
    const [, mode = '', formerId = '', id = '', status = ''] = output
      .toString('latin1', at + 1, end)
      .split(' ');
    const bytes = output.subarray(end + 1, pathEnd);
    at = pathEnd + 1;
    changes.count++;
    const path = bytes.toString('utf8');
    const change = statusWords[status] ?? 'modified';
    const file: FileChange = {
      path,
      change,
      ...(change === 'removed' ? {} : { mode, id }),
      ...(change === 'added' ? {} : { formerId }),
    };
    const slash = path.startsWith(plugins) ? path.indexOf('/', plugins.length) : -1;
    const name = slash < 0 ? '' : path.slice(plugins.length, slash);
    if (path.split('/').some(isForbidden) || (slash > 0 && !isFolderName(name, bytes))) {
      changes.unusable.push({ ...file, path: inMarketplace(path, prefix) });
    } else if (slash > 0) {
      const files = changes.plugins.get(name);
      const inside = { ...file, path: path.slice(slash + 1) };
      if (files === undefined) changes.plugins.set(name, [inside]);
      else files.push(inside);
    } else if (path.startsWith(plugins)) changes.strays.push({ ...file, path: inMarketplace(path, prefix) });
    else changes.outside.push({ ...file, path: inMarketplace(path, prefix) });
  }
  return changes;
}

function inMarketplace(path: string, prefix: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : `/${path}`;
}

/** Names that lead elsewhere or into git's own folder, on whatever file system: https://git-scm.com/docs/git-fsck#_fsck_messages */
function isForbidden(segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..') return true;
  return /^(?:\.git|git~\d)(?:[ .]*|:.*)$/i.test(segment.replace(/\p{Cf}/gu, ''));
}

/** Whether a folder of `plugins/` can be asked about by its name. */
function isFolderName(name: string, path: Buffer): boolean {
  return (
    Buffer.byteLength(name) <= longestName &&
    !/\p{Cc}/u.test(name) &&
    (isUtf8(path) || !name.includes('\ufffd'))
  );
}
