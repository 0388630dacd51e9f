import { isUtf8 } from 'node:buffer';
import { type Entry, type FileSystem, lookIn, walkEntries } from './file-system.ts';
import { catBlobs, type GitBounds, runGit } from './git.ts';

/** Sum of the blobs held in memory at once, in bytes; one larger blob is read alone when it is asked for. */
const chunkBytes = 32 << 20;
/** A larger blob is never fetched together with others. */
const largeBlob = 4 << 20;
/** Plugins listed by one `git ls-tree`, which bounds both its answer and the length of its command line. */
const listedAtOnce = 500;

/** A plugin folder of a commit. `items` are its files, links and submodules, in the order of git; there is none where there is no such folder. */
type CommittedPlugin = { name: string; fs: FileSystem; items: readonly CommittedItem[] };

/** One thing that a tree holds, with its mode and id as git writes them. */
export type CommittedItem = { entry: Entry; mode: string; id: string };

/**
 * Plugin folders of a commit as file systems, without a checkout.
 * Memory stays bounded, so each must be read before the next is asked for.
 * @param root the marketplace's folder
 * @param names of folders in `plugins/`
 * @param bounds of the listing: a tree can be written that unfolds into billions of files
 * @throws where git fails: the commit or an object of it is not there, or a bound was reached
 */
export function* committedPlugins(
  root: string,
  commit: string,
  names: readonly string[],
  bounds: GitBounds = {},
): Generator<CommittedPlugin> {
  for (let from = 0; from < names.length; from += listedAtOnce) {
    const listed = listTrees(root, commit, names.slice(from, from + listedAtOnce), bounds);
    let group: [string, CommittedItem[]][] = [];
    let bytes = 0;
    for (const [name, items] of listed) {
      const weight = items.reduce(
        (sum, item) => sum + (item.entry.bytes <= largeBlob ? item.entry.bytes : 0),
        0,
      );
      if (group.length > 0 && bytes + weight > chunkBytes) {
        yield* open(root, group);
        group = [];
        bytes = 0;
      }
      group.push([name, items]);
      bytes += weight;
    }
    yield* open(root, group);
  }
}

/** A plugin's folder before and after a change, by git's ids of the two trees; a side that has no such folder is absent. */
export type TreePair = { name: string; before?: string; after?: string };

/**
 * Plugin folders before and after a change as file systems, without a checkout.
 * Memory stays bounded, so each pair must be read before the next is asked for.
 * @param bounds of each listing: a tree can be written that unfolds into billions of files
 * @throws where git fails: a tree or an object of it is not there, or a bound was reached
 */
export function* committedPairs(
  root: string,
  pairs: readonly TreePair[],
  bounds: GitBounds = {},
): Generator<{ before: CommittedPlugin; after: CommittedPlugin }> {
  for (const { name, before, after } of pairs) {
    const sides = [before, after].map((tree): [string, CommittedItem[]] => [
      name,
      listTree(root, tree, bounds),
    ]);
    const [former, latter] = open(root, sides);
    if (former !== undefined && latter !== undefined) yield { before: former, after: latter };
  }
}

/** The files of one tree; none where there is no tree. */
function listTree(root: string, tree: string | undefined, bounds: GitBounds): CommittedItem[] {
  if (tree === undefined) return [];
  const answer = runGit(root, ['ls-tree', '--full-tree', '-r', '-l', '-z', tree], undefined, bounds);
  if (!answer.ok) throw new Error(answer.message);
  return [...rowsOf(answer.output)].map(({ bytes, ...row }) => itemOf(bytes.toString('utf8'), bytes, row));
}

function* open(root: string, group: readonly [string, CommittedItem[]][]): Generator<CommittedPlugin> {
  const small: string[] = [];
  for (const [, items] of group) {
    let sum = 0;
    for (const { entry, id } of items) {
      if (entry.kind === 'other' || entry.kind === 'unreadable' || entry.bytes > largeBlob) continue;
      sum += entry.bytes;
      // What one plugin holds above a chunk is fetched when it is asked for.
      if (sum <= chunkBytes) small.push(id);
    }
  }
  const blobs = catBlobs(root, small);
  for (const [name, items] of group) yield { name, fs: treeFileSystem(root, items, blobs), items };
}

function treeFileSystem(
  root: string,
  items: readonly CommittedItem[],
  blobs: ReadonlyMap<string, Buffer>,
): FileSystem {
  const ids = new Map(items.map(({ entry, id }) => [entry.path, id]));
  const read = (path: string): Buffer | undefined => {
    const id = ids.get(path);
    return id === undefined ? undefined : (blobs.get(id) ?? catBlobs(root, [id]).get(id));
  };
  const entries = items.map(({ entry }) => (entry.kind === 'link' ? { ...entry, bytes: 0 } : entry));
  return {
    walk: (limits) => walkEntries(entries, limits),
    read: (entry, max) => read(entry.path)?.subarray(0, max),
    link: (path) => read(path)?.toString('utf8'),
    ...lookIn(entries),
  };
}

/** The files of several plugin folders by one `git ls-tree`. */
function listTrees(
  root: string,
  commit: string,
  names: readonly string[],
  bounds: GitBounds,
): Map<string, CommittedItem[]> {
  const listed = new Map<string, CommittedItem[]>(names.map((name) => [name, []]));
  const paths = names.map((name) => `plugins/${name}/`);
  const answer = runGit(root, ['ls-tree', '-r', '-l', '-z', commit, '--', ...paths], undefined, bounds);
  if (!answer.ok) throw new Error(answer.message);
  for (const { bytes, ...row } of rowsOf(answer.output)) {
    const path = bytes.toString('utf8');
    const slash = path.indexOf('/', 'plugins/'.length);
    const name = path.slice('plugins/'.length, slash);
    listed.get(name)?.push(itemOf(path.slice(slash + 1), bytes, row));
  }
  return listed;
}

type Row = { mode: string; id: string; size: string; bytes: Buffer };

/** What `git ls-tree -l -z` says of each entry; `bytes` are its path. */
function* rowsOf(output: Buffer): Generator<Row> {
  for (let start = 0, end = output.indexOf(0); end >= 0; start = end + 1, end = output.indexOf(0, start)) {
    const tab = output.indexOf(9, start);
    const [mode = '', , id = '', size = ''] = output.toString('latin1', start, tab).split(/ +/);
    yield { mode, id, size, bytes: output.subarray(tab + 1, end) };
  }
}

function itemOf(path: string, bytes: Buffer, { mode, id, size }: Omit<Row, 'bytes'>): CommittedItem {
  return { entry: entryOf(path, mode, Number(size), isUtf8(bytes)), mode, id };
}

/** Modes as git writes them: https://git-scm.com/docs/git-fast-import#_filemodify */
function entryOf(path: string, mode: string, size: number, isNamedInUtf8: boolean): Entry {
  const executable = mode === '100755';
  if (!isNamedInUtf8) return { path, kind: 'unreadable', bytes: 0, executable: false };
  if (mode === '120000') return { path, kind: 'link', bytes: size, executable: false };
  if (mode === '160000') return { path, kind: 'other', bytes: 0, executable: false };
  return { path, kind: 'file', bytes: size, executable };
}
