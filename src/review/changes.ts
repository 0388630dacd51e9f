import { isUtf8 } from 'node:buffer';
import { diffTrees, type TreeDifference } from '../plugin/diff-trees.ts';
import type { GitBounds } from '../plugin/git.ts';
import type { CommittedItem, TreePair } from '../plugin/git-tree.ts';
import { byPath, byText } from '../plugin/text.ts';
import type { ChangedFile } from './review.ts';

/** A file that differs between two trees. Modes and ids are as git writes them; those of a side that has no such file are absent. */
export type FileChange = ChangedFile & { mode?: string; id?: string; formerMode?: string; formerId?: string };

/** What differs between two trees, by what it belongs to. */
export type Changes = {
  /** The folders in `plugins/` that differ, sorted by name; their files are compared later. */
  plugins: TreePair[];
  /** Entries of `plugins/` that are not folders. */
  strays: FileChange[];
  /** Paths from the marketplace's folder; a path above that folder starts with `/`. */
  outside: FileChange[];
  /** Paths that cannot be checked out safely. */
  unusable: FileChange[];
};

/** Bytes of a folder's name that common file systems accept. */
const longestName = 255;
/** Files and folders outside of plugins that may differ, and how deep they may lie: a small tree can unfold into billions of files. */
const most = { entries: 300_000, depth: 100 } as const;

/** Pairs of folders to compare; a side that has no such folder is absent. */
type FolderPair = { path: string; before?: string; after?: string };

/**
 * What differs between two commits or trees. The cost depends on what was changed, not on how much there is. Compared folder by folder,
 * because `git diff-tree -r` holds everything in memory before it prints anything.
 * @param prefix see `Comparison.prefix`
 * @returns the changes, or one sentence about why there are too many
 */
export function changesBetween(
  root: string,
  prefix: string,
  before: string,
  after: string,
  bounds: GitBounds,
): Changes | { stopped: string } {
  const changes: Changes = { plugins: [], strays: [], outside: [], unusable: [] };
  let entries = 0;
  let folders: FolderPair[] = [{ path: '', before: `${before}^{tree}`, after: `${after}^{tree}` }];
  for (let depth = 0; folders.length > 0; depth++) {
    if (depth > most.depth)
      return { stopped: `Folders outside of plugins differ more than ${most.depth} levels deep.` };
    const answer = diffTrees(root, folders, bounds);
    if (!answer.ok) return { stopped: answer.message };
    entries += answer.differences.length;
    if (entries > most.entries)
      return { stopped: `More than ${most.entries} files outside of plugins differ.` };
    const parents = folders;
    folders = answer.differences.flatMap((difference) => {
      const parent = parents[difference.pair]?.path ?? '';
      const path = (parent === '' ? '' : `${parent}/`) + difference.name.toString('utf8');
      return addChange(changes, path, difference, prefix) ?? [];
    });
  }
  changes.plugins.sort((a, b) => byText(a.name, b.name));
  return changes;
}

/** Adds one difference to the changes it belongs to. Returns the folders whose contents have to be compared too. */
function addChange(
  changes: Changes,
  path: string,
  { name: bytes, before, after }: TreeDifference,
  prefix: string,
): FolderPair | undefined {
  const plugins = `${prefix}plugins/`;
  const name = path.startsWith(plugins) ? path.slice(plugins.length) : undefined;
  const isInPlugins = name !== undefined && !name.includes('/');
  const folders = {
    ...(before?.mode === folderMode ? { before: before.id } : {}),
    ...(after?.mode === folderMode ? { after: after.id } : {}),
  };
  const isFolder = folders.before !== undefined || folders.after !== undefined;
  const shown = path.startsWith(prefix) ? path.slice(prefix.length) : `/${path}`;
  if (isForbiddenPath(bytes.toString('utf8')) || (isInPlugins && isFolder && !isFolderName(name, bytes))) {
    changes.unusable.push({ path: shown, change: after === undefined ? 'removed' : 'added' });
    return undefined;
  }
  const [was, is] = [before, after].map((entry) => (entry?.mode === folderMode ? undefined : entry));
  if (was !== undefined || is !== undefined) {
    (isInPlugins ? changes.strays : changes.outside).push({
      path: shown,
      change: was === undefined ? 'added' : is === undefined ? 'removed' : 'modified',
      ...is,
      ...(was === undefined ? {} : { formerMode: was.mode, formerId: was.id }),
    });
  }
  if (!isFolder) return undefined;
  if (!isInPlugins) return { path, ...folders };
  changes.plugins.push({ name, ...folders });
  return undefined;
}

const folderMode = '040000';

/** Whether nothing differs. */
export function isEmpty({ plugins, strays, outside, unusable }: Changes): boolean {
  return plugins.length + strays.length + outside.length + unusable.length === 0;
}

/** The files that differ between two states of a plugin's folder, sorted by path. */
export function filesBetween(
  before: readonly CommittedItem[],
  after: readonly CommittedItem[],
): FileChange[] {
  const had = new Map(before.map((item) => [item.entry.path, item]));
  const has = new Set(after.map(({ entry }) => entry.path));
  const files = after.flatMap(({ entry: { path }, mode, id }): FileChange[] => {
    const former = had.get(path);
    if (former === undefined) return [{ path, change: 'added', mode, id }];
    return former.id === id && former.mode === mode
      ? []
      : [{ path, change: 'modified', mode, id, formerMode: former.mode, formerId: former.id }];
  });
  for (const { entry, mode, id } of before) {
    if (!has.has(entry.path))
      files.push({ path: entry.path, change: 'removed', formerMode: mode, formerId: id });
  }
  return files.sort(byPath);
}

/** Whether a path of a plugin leads elsewhere or into git's own folder. */
export function isForbiddenPath(path: string): boolean {
  return path.split('/').some(isForbidden);
}

/** Names that lead elsewhere or into git's own folder, on whatever file system: https://git-scm.com/docs/git-fsck#_fsck_messages */
function isForbidden(segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..') return true;
  return /^(?:\.git|git~\d)(?:[ .]*|:.*)$/i.test(segment.replace(/\p{Cf}/gu, ''));
}

/** Whether git can be asked for a folder of `plugins/` by this name. */
function isFolderName(name: string, bytes: Buffer): boolean {
  return bytes.length <= longestName && !/\p{Cc}/u.test(name) && isUtf8(bytes);
}
