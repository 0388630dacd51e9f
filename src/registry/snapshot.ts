import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CommittedTrees,
  committedTrees,
  describeObjects,
  findRepository,
  type Repository,
  readBlob,
  readBlobs,
  treeRows,
} from '../plugin/git.ts';
import { committedPlugins } from '../plugin/git-tree.ts';
import { blobIdOf } from '../plugin/tree-id.ts';
import { readWorktree } from '../plugin/worktree.ts';
import type { OpenedPlugin } from './description.ts';

/** A marketplace at one moment: as its last commit has it, or as it is on the disk. */
export type Snapshot = {
  /** The marketplace's folder. */
  root: string;
  isCommit: boolean;
  /** How many plugin folders there are. */
  count: number;
  /** Names and tree ids as git writes them: see `treeRows`. */
  rows: Buffer;
  /** Name to tree id of every plugin folder, sorted by name. */
  readonly trees: ReadonlyMap<string, string>;
  /** The text of the configuration; undefined where there is none. */
  configText: string | undefined;
  /** Whether the configuration on the disk is the same. */
  isConfigOnDisk: boolean;
  /** The repository that the folder lies in. */
  repository(): Repository | undefined;
  /** The folders of these plugins, one after the other; each is read before the next is asked for. */
  open(names: readonly string[]): Iterable<OpenedPlugin>;
  /** The texts of one file of these plugins, where they have it. */
  texts(names: readonly string[], path: string): Map<string, string>;
};

const configFile = 'marketplace.config.json';
/** A larger configuration or file of a plugin, in bytes, is not read for its text. */
const largestText = 1 << 20;

/**
 * The marketplace in a folder.
 * @param isWorktree whether the files on the disk are meant where there is a commit; outside git they always are
 * @returns a sentence where the repository cannot be read
 */
export function readSnapshot(root: string, isWorktree: boolean): Snapshot | { problem: string } {
  const committed = isWorktree ? undefined : committedTrees(root, [configFile]);
  // A folder inside a repository that does not track it is treated as if there were no repository.
  if (committed !== undefined && !('problem' in committed) && committed.count + committed.files.size > 0)
    return commitSnapshot(root, committed);
  const repository = findRepository(root);
  if (committed !== undefined && 'problem' in committed && repository?.head !== undefined) return committed;
  return diskSnapshot(root, repository);
}

function commitSnapshot(root: string, committed: CommittedTrees): Snapshot {
  const id = committed.files.get(configFile);
  const onDisk = readIfPresent(join(root, configFile));
  const isConfigOnDisk =
    id === undefined ||
    (onDisk !== undefined && blobIdOf(onDisk, id.length === 64 ? 'sha256' : 'sha1') === id);
  let known: { repository: Repository | undefined } | undefined;
  const repository = () => {
    known ??= { repository: findRepository(root) };
    return known.repository;
  };
  return {
    root,
    isCommit: true,
    count: committed.count,
    rows: committed.rows,
    get trees() {
      return committed.plugins;
    },
    configText: (isConfigOnDisk ? onDisk : readBlob(root, id, largestText))?.toString('utf8'),
    isConfigOnDisk,
    repository,
    open: (names) => committedPlugins(root, repository()?.head ?? 'HEAD', names),
    texts(names, path) {
      const pathOf = (name: string) => `${committed.plugins.get(name)}:${path}`;
      const objects = describeObjects(root, names.map(pathOf));
      const blobs = readBlobs(
        root,
        [...objects.values()].map((object) => object.id),
        largestText,
      );
      return new Map(
        names.flatMap((name) => {
          const blob = blobs.get(objects.get(pathOf(name))?.id ?? '');
          return blob === undefined ? [] : [[name, blob.toString('utf8')]];
        }),
      );
    },
  };
}

function diskSnapshot(root: string, repository: Repository | undefined): Snapshot {
  const worktree = readWorktree(root, repository);
  return {
    root,
    isCommit: false,
    count: worktree.trees.size,
    rows: treeRows(worktree.trees),
    trees: worktree.trees,
    configText: readIfPresent(join(root, configFile))?.toString('utf8'),
    isConfigOnDisk: true,
    repository: () => repository,
    *open(names) {
      for (const name of names) yield { name, fs: worktree.open(name) };
    },
    texts: (names, path) =>
      new Map(
        names.flatMap((name) => {
          const text = worktree.text(name, path);
          return text === undefined ? [] : [[name, text]];
        }),
      ),
  };
}

/** A file's bytes; undefined where it cannot be read. */
export function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
