import { describeObjects } from '../plugin/git.ts';
import { pluginHistories, readCommits } from '../plugin/git-history.ts';
import type { Releases } from '../plugin/releases.ts';
import type { Comparison } from './commits.ts';

/**
 * The tree of a plugin as a version of it was released: by its tag, or else by the commit of the base that named the version first, so that a
 * clone without tags gives the same answer.
 * @throws where git fails
 */
export function releasedTree(
  root: string,
  { base, prefix }: Comparison,
  { versions, treeOf }: Releases,
  name: string,
  version: string,
): string | undefined {
  if (versions.get(name)?.includes(version) === true) return treeOf(name, version);
  const commits = readCommits(root, { head: base.commit, prefix, shallow: false }, { names: [name] });
  const history = pluginHistories(root, new Map([[name, '']]), commits).get(name);
  const commit = history?.versions.find((one) => one.version === version)?.commit;
  if (commit === undefined) return undefined;
  const path = `${commit}:${prefix}plugins/${name}`;
  const object = describeObjects(root, [path]).get(path);
  return object?.type === 'tree' ? object.id : undefined;
}
