import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSystem, folderFileSystem } from './file-system.ts';
import { committedTrees, ignoredPaths, type Repository, uncommittedPlugins } from './git.ts';
import { treeIdOf } from './tree-id.ts';

/** The plugin folders of a marketplace as they lie on the disk. */
type Worktree = {
  /** Name to the tree id that git would give the folder, sorted by name in UTF-16 code units. */
  trees: Map<string, string>;
  /** A plugin's folder, without what git ignores and without folders that hold no file: what a commit of it would hold. */
  open(name: string): FileSystem;
  /** The text of a file of a plugin; undefined where it cannot be read. */
  text(name: string, path: string): string | undefined;
};

/**
 * Looks at `plugins/` on the disk. Folders that git knows to be as they were committed keep their committed ids and are not read.
 * @param root the marketplace's folder
 * @param repository the repository that it lies in; without one, every folder is read for its id
 */
export function readWorktree(root: string, repository: Repository | undefined): Worktree {
  const plugins = join(root, 'plugins');
  const ignored = repository === undefined ? new Set<string>() : ignoredPaths(plugins);
  const open = (name: string) =>
    committable(folderFileSystem(join(plugins, name), (path) => ignored.has(`${name}/${path}`)));
  const committed = repository?.head === undefined ? undefined : committedTrees(root);
  const changed = repository?.head === undefined ? undefined : uncommittedPlugins(root, repository.prefix);
  const trees = new Map<string, string>();
  for (const name of foldersIn(plugins)) {
    if (ignored.has(name)) continue;
    const known =
      committed === undefined || 'problem' in committed || changed === undefined || changed.has(name)
        ? undefined
        : committed.plugins.get(name);
    const tree = known ?? treeIdOf(open(name), repository?.hash);
    if (tree !== undefined) trees.set(name, tree);
  }
  return {
    trees,
    open,
    text(name, path) {
      try {
        return readFileSync(join(plugins, name, path), 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function foldersIn(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}

/** Git holds files, not folders: one without a file below it is not there once it is committed. */
function committable(fs: FileSystem): FileSystem {
  return {
    ...fs,
    walk(limits) {
      const walk = fs.walk(limits);
      const kept = new Set<string>();
      for (const { kind, path } of walk.entries) {
        if (kind === 'directory') continue;
        for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
          const folder = path.slice(0, slash);
          if (kept.has(folder)) break;
          kept.add(folder);
        }
      }
      return {
        ...walk,
        entries: walk.entries.filter(({ kind, path }) => kind !== 'directory' || kept.has(path)),
      };
    },
  };
}
