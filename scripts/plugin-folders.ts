// How commands that build the catalog open the folders of plugins.
import { join } from 'node:path';
import { ignoredIn, leftOut } from '../src/check/run/ignored.ts';
import { type FileSystem, folderFileSystem } from '../src/plugin/file-system.ts';

/** Opens the folder of a plugin, without what git ignores of it. */
export type OpenPlugin = (name: string) => FileSystem;

/** Git is asked when the first folder is opened, because mostly none is. */
export function pluginFolders(root: string): OpenPlugin {
  const plugins = join(root, 'plugins');
  const ignored = ignoredIn(plugins);
  return (name) => folderFileSystem(join(plugins, name), leftOut(ignored, `${name}/`));
}
