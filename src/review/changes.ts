import { isUtf8 } from 'node:buffer';
import { type GitBounds, type GitObject, readObjects, runGit } from '../plugin/git.ts';
import type { CommittedItem, TreePair } from '../plugin/git-tree.ts';
import { byPath, byText } from '../plugin/text.ts';
import type { ChangedFile } from './review.ts';
import { differingEntries, type TreeEntry } from './trees.ts';

/** A file that differs between two trees. Modes and ids are as git writes them; those of a side that has no such file are absent. */
export type FileChange = ChangedFile & { mode?: string; id?: string; formerId?: string };

/** What differs between two trees, by what it belongs to. */
export type Changes = {
  /** The folders in `plugins/` that differ, sorted by name; what differs in them is not looked at yet. */
  plugins: TreePair[];
  /** What stands in `plugins/` and is no folder. */
  strays: FileChange[];
  /** Paths from the marketplace's folder; what lies above that starts with `/`. */
  outside: FileChange[];
  /** Paths that no checkout may hold. */
  unusable: FileChange[];
};

/** Bytes of a folder's name: what common file systems take. */
const longestName = 255;
/** Files and folders that differ outside of plugins, and how deep they may lie: trees can be written that unfold into billions. */
const most = { entries: 300_000, depth: 100 } as const;

/** Git's id of a tree without entries, by the length of ids. https://git-scm.com/docs/hash-function-transition */
const emptyTrees: Readonly<Record<number, string>> = {
  40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** The folders of a commit or tree that `changesBetween` looks at first, as git is asked for them: those above the plugins, and theirs. */
export function firstFolders(tree: string, prefix: string): string[] {
  const folders = `${prefix}plugins`.split('/');
  return ['', ...folders.map((_, index) => folders.slice(0, index + 1).join('/'))].map(
    (path) => `${tree}:${path}`,
  );
}

/**
 * What differs between two commits or trees: it costs what was changed, not what there is. Folder by folder, because `git diff-tree -r`
 * holds everything in memory before it says anything.
 * @param prefix see `Comparison.prefix`
 * @param known trees that were read already, by what they were asked for by or by their id
 * @returns the changes, or one sentence about why it was too much
 */
export function changesBetween(
  root: string,
  prefix: string,
  before: string,
  after: string,
  bounds: GitBounds,
  known: ReadonlyMap<string, GitObject> = new Map(),
): Changes | { stopped: string } {
  const changes: Changes = { plugins: [], strays: [], outside: [], unusable: [] };
  const plugins = `${prefix}plugins/`;
  let entries = 0;
  let folders: Folder[] = [{ path: '', before: `${before}:`, after: `${after}:` }];
  for (let depth = 0; folders.length > 0; depth++) {
    if (depth > most.depth)
      return { stopped: `Folders outside of plugins differ more than ${most.depth} levels deep.` };
    const found = compareBytes(root, folders, bounds, known) ?? compareByGit(root, folders, bounds);
    if ('stopped' in found) return found;
    entries += found.length;
    if (entries > most.entries)
      return { stopped: `More than ${most.entries} files outside of plugins differ.` };
    folders = [];
    for (const entry of found) {
      const { path, bytes } = entry;
      const name = path.startsWith(plugins) ? path.slice(plugins.length) : undefined;
      const isPlugin = name !== undefined && !name.includes('/');
      const isFolder = entry.formerMode === treeMode || entry.mode === treeMode;
      if (
        isForbidden(path.slice(path.lastIndexOf('/') + 1)) ||
        (isPlugin && isFolder && !isFolderName(name, bytes))
      ) {
        changes.unusable.push({
          path: inMarketplace(path, prefix),
          change: entry.mode === undefined ? 'removed' : 'added',
        });
        continue;
      }
      if (isPlugin && isFolder) changes.plugins.push(pairOf(name, entry));
      else if (isFolder) folders.push(folderOf(entry));
      const file = fileOf(entry);
      if (file === undefined) continue;
      (isPlugin ? changes.strays : changes.outside).push({ ...file, path: inMarketplace(path, prefix) });
    }
  }
  changes.plugins.sort((a, b) => byText(a.name, b.name));
  return changes;
}

/** Whether nothing differs. */
export function isEmpty({ plugins, strays, outside, unusable }: Changes): boolean {
  return plugins.length + strays.length + outside.length + unusable.length === 0;
}

/** What differs between two sides of a plugin's folder, sorted by path. */
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
      : [{ path, change: 'modified', mode, id, formerId: former.id }];
  });
  for (const { entry, id } of before) {
    if (!has.has(entry.path)) files.push({ path: entry.path, change: 'removed', formerId: id });
  }
  return files.sort(byPath);
}

/** Whether a path of a plugin leads elsewhere or into git's own folder. */
export function isForbiddenPath(path: string): boolean {
  return path.split('/').some(isForbidden);
}

type Folder = { path: string; before: string; after: string };
/** What git says of one entry of a folder; the mode and id of a side that has no such entry are absent. */
type Difference = {
  path: string;
  bytes: Buffer;
  formerMode?: string;
  formerId?: string;
  mode?: string;
  id?: string;
};

const treeMode = '040000';

/** What differs between pairs of folders; undefined where they cannot be read, so that it is for git to say why. */
function compareBytes(
  root: string,
  folders: readonly Folder[],
  bounds: GitBounds,
  known: ReadonlyMap<string, GitObject>,
): Difference[] | undefined {
  const missing = folders
    .flatMap(({ before, after }) => [before, after])
    .filter((folder) => !known.has(folder));
  const answer = readObjects(root, missing, bounds);
  if (!answer.ok) return undefined;
  const found: Difference[] = [];
  for (const { path, before, after } of folders) {
    const [had, has] = [before, after].map((folder) => known.get(folder) ?? answer.objects.get(folder));
    if (had?.type !== 'tree' || has?.type !== 'tree') return undefined;
    const pairs = differingEntries(had.content, has.content, had.id.length / 2);
    if (pairs === undefined) return undefined;
    for (const pair of pairs) {
      const { name: bytes } = (pair.before ?? pair.after) as TreeEntry;
      found.push({
        path: (path === '' ? '' : `${path}/`) + bytes.toString('utf8'),
        bytes,
        ...(pair.before === undefined ? {} : { formerMode: pair.before.mode, formerId: pair.before.id }),
        ...(pair.after === undefined ? {} : { mode: pair.after.mode, id: pair.after.id }),
      });
    }
  }
  return found;
}

/** The same. One pair is named on the command line, which git answers sooner than a list. */
function compareByGit(
  root: string,
  folders: readonly Folder[],
  bounds: GitBounds,
): Difference[] | { stopped: string } {
  const [only] = folders;
  const isOne = only !== undefined && folders.length === 1;
  const answer = runGit(
    root,
    ['diff-tree', '--raw', '-z', '--no-renames', ...(isOne ? [only.before, only.after] : ['--stdin'])],
    isOne ? undefined : folders.map(({ before, after }) => `${before} ${after}\n`).join(''),
    bounds,
  );
  const inFolder = (index: number) => {
    const path = folders[isOne ? 0 : index]?.path ?? '';
    return path === '' ? '' : `${path}/`;
  };
  return answer.ok ? differencesIn(answer.output, inFolder) : { stopped: answer.message };
}

const colon = 58;

function differencesIn(output: Buffer, folderOf: (index: number) => string): Difference[] {
  const found: Difference[] = [];
  let folder = -1;
  for (let at = 0; at < output.length; ) {
    // ":<mode> <mode> <id> <id> <status>", NUL, name, NUL; ahead of those of a pair of trees, "<id> <id>", LF.
    if (output[at] !== colon) {
      folder++;
      at = output.indexOf(10, at) + 1;
      continue;
    }
    const end = output.indexOf(0, at);
    const nameEnd = output.indexOf(0, end + 1);
    if (end < 0 || nameEnd < 0) break;
    const [formerMode = '', mode = '', formerId = '', id = '', status] = output
      .toString('latin1', at + 1, end)
      .split(' ');
    const bytes = output.subarray(end + 1, nameEnd);
    at = nameEnd + 1;
    found.push({
      path: folderOf(folder) + bytes.toString('utf8'),
      bytes,
      ...(status === 'A' ? {} : { formerMode, formerId }),
      ...(status === 'D' ? {} : { mode, id }),
    });
  }
  return found;
}

/** The two folders to be compared next, where at least one side has one. */
function folderOf({ path, formerMode, formerId, mode, id }: Difference): Folder {
  const empty = emptyTrees[(formerId ?? id ?? '').length] ?? (emptyTrees[40] as string);
  return {
    path,
    before: formerMode === treeMode ? (formerId as string) : empty,
    after: mode === treeMode ? (id as string) : empty,
  };
}

function pairOf(name: string, { formerMode, formerId, mode, id }: Difference): TreePair {
  return {
    name,
    ...(formerMode === treeMode && formerId !== undefined ? { before: formerId } : {}),
    ...(mode === treeMode && id !== undefined ? { after: id } : {}),
  };
}

/** The change of what is no folder. */
function fileOf({ path, formerMode, formerId, mode, id }: Difference): FileChange | undefined {
  const was = formerMode !== undefined && formerMode !== treeMode;
  const is = mode !== undefined && mode !== treeMode;
  if (!was && !is) return undefined;
  return {
    path,
    change: !was ? 'added' : is ? 'modified' : 'removed',
    ...(is ? { mode, ...(id === undefined ? {} : { id }) } : {}),
    ...(was && formerId !== undefined ? { formerId } : {}),
  };
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
function isFolderName(name: string, bytes: Buffer): boolean {
  return bytes.length <= longestName && !/\p{Cc}/u.test(name) && isUtf8(bytes);
}
