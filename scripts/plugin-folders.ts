// How commands that build the catalog open the folders of plugins.
import { join } from 'node:path';
import { type FileSystem, folderFileSystem } from '../src/plugin/file-system.ts';
import { findRepository, ignoredPaths } from '../src/plugin/git.ts';

/** Opens the folder of a plugin, without what git ignores of it. */
export type OpenPlugin = (name: string) => FileSystem;

/** Git is asked what it ignores when the first folder is opened, because that takes long and mostly none is. */
export function pluginFolders(root: string): OpenPlugin {
  const plugins = join(root, 'plugins');
  let ignored: ReadonlySet<string> | undefined;
  return (name) => {
    ignored ??= findRepository(root) === undefined ? new Set<string>() : ignoredPaths(plugins);
    const known = ignored;
    return folderFileSystem(join(plugins, name), (path) => known.has(`${name}/${path}`));
  };
}
