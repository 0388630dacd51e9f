import { hash } from 'node:crypto';
import { catBlobs, describeObjects, findRepository, runGit } from '../plugin/git.ts';
import type { PluginFile } from '../plugin/plugin.ts';
import { byPath } from '../plugin/text.ts';

/** Blobs that are read at once. */
const atOnce = 200;

/**
 * The files of a plugin's folder in a git repository, sorted by path; undefined where the repository does not have it.
 * @param root the marketplace's folder
 * @param at the id of the folder's tree, or a commit with the plugin's name
 */
export function committedFiles(
  root: string,
  at: { tree: string } | { commit: string; name: string },
): PluginFile[] | undefined {
  const repository = findRepository(root);
  if (repository === undefined) return undefined;
  const asked = 'tree' in at ? at.tree : `${at.commit}:${repository.prefix}plugins/${at.name}`;
  if (!/^[0-9a-f]{40,64}(?::[\w./-]+)?$/.test(asked)) return undefined;
  const object = describeObjects(root, [asked]).get(asked);
  if (object?.type !== 'tree') return undefined;
  const answer = runGit(root, ['ls-tree', '-r', '-z', object.id]);
  if (!answer.ok) return undefined;
  const rows = answer.output
    .toString('utf8')
    .split('\0')
    .filter((row) => row !== '')
    .map((row) => {
      const tab = row.indexOf('\t');
      const [mode = '', type, id = ''] = row.slice(0, tab).split(' ');
      return { path: row.slice(tab + 1), mode, type, id };
    })
    // A submodule is no file; a plugin with one never passed.
    .filter((row) => row.type === 'blob');
  const files: PluginFile[] = [];
  for (let from = 0; from < rows.length; from += atOnce) {
    const group = rows.slice(from, from + atOnce);
    const blobs = catBlobs(
      root,
      group.map(({ id }) => id),
    );
    for (const { path, mode, id } of group) {
      const bytes = blobs.get(id);
      if (bytes === undefined) return undefined;
      const kind = mode === '120000' || mode === '100755' ? mode : '100644';
      files.push({ path, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex'), mode: kind });
    }
  }
  return files.sort(byPath);
}
