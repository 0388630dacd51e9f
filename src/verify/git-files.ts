import { describeObjects, findRepository } from '../plugin/git.ts';
import { committedPairs } from '../plugin/git-tree.ts';
import type { PluginFile } from '../plugin/plugin.ts';
import { readDeclared } from '../plugin/read-plugin.ts';

/**
 * The files of a plugin's folder in a git repository; undefined where the repository does not have it.
 * @param root the marketplace's folder
 * @param at the id of the folder's tree, or the commit that holds the folder
 */
export function committedFiles(
  root: string,
  name: string,
  at: string | { commit: string },
): PluginFile[] | undefined {
  const repository = findRepository(root);
  if (repository === undefined) return undefined;
  const asked = typeof at === 'string' ? at : `${at.commit}:${repository.prefix}plugins/${name}`;
  if (!/^[0-9a-f]{40,64}(?::[\w./-]+)?$/.test(asked)) return undefined;
  const object = describeObjects(root, [asked]).get(asked);
  if (object?.type !== 'tree') return undefined;
  try {
    for (const { after } of committedPairs(root, [{ name, after: object.id }]))
      return readDeclared(after.fs, `plugins/${name}`).plugin.files;
  } catch {
    // A partial clone may lack files of the folder.
  }
  return undefined;
}
