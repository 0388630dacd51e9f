import { describeObjects, type GitBounds, runGit } from '../plugin/git.ts';
import { byPath } from '../plugin/text.ts';
import type { Comparison } from './commits.ts';

/** A file that a commit of a pull request brings, and that neither its base nor its result has. */
export type PastFile = { path: string; id: string; bytes: number };

/** Most files and folders that the commits may bring besides the result. */
const mostObjects = 20_000;

/**
 * The files that only commits in between have: merging keeps them in the history for good. Each content once, by the first path that git
 * names. Sorted by path.
 * @returns one sentence where there are too many
 */
export function pastFiles(
  root: string,
  { base, head, tree }: Comparison,
  bounds: GitBounds,
): PastFile[] | { stopped: string } {
  const without = [`^${base.commit}`, `^${base.commit}^{tree}`, `^${tree}^{tree}`];
  const answer = runGit(root, ['rev-list', '--objects', head.commit, ...without], undefined, bounds);
  if (!answer.ok) return { stopped: answer.message };
  // "<id> <path>" of files and folders, "<id>" of commits, "<id> " of their top folders. Git ends a path at a line break.
  const paths = new Map<string, string>();
  for (const row of answer.output.toString('utf8').split('\n')) {
    const at = row.indexOf(' ');
    if (at > 0 && at < row.length - 1) paths.set(row.slice(0, at), row.slice(at + 1));
  }
  if (paths.size > mostObjects)
    return {
      stopped: `Its commits hold more than ${mostObjects} files that a later commit removes or changes.`,
    };
  return [...describeObjects(root, [...paths.keys()]).values()]
    .flatMap(({ id, type, bytes }) => (type === 'blob' ? [{ path: paths.get(id) ?? '', id, bytes }] : []))
    .sort(byPath);
}

/** The first commit of a pull request that has a file's content. */
export function commitWith(root: string, { base, head }: Comparison, id: string): string | undefined {
  const range = [
    `--find-object=${id}`,
    '-m',
    '--no-show-signature',
    '--format=%H',
    head.commit,
    `^${base.commit}`,
  ];
  const answer = runGit(root, ['log', ...range], undefined, { bytes: 1 << 20, seconds: 20 });
  return answer.ok ? answer.output.toString('latin1').trim().split('\n').at(-1) : undefined;
}
