import { type Repository, runGit } from '../plugin/git.ts';
import { type HistoryCommit, readCommits } from '../plugin/git-history.ts';
import type { Cache } from './cache.ts';

/** What was read up to a commit, newest first. */
type KeptHistory = { head: string; commits: HistoryCommit[] };

/**
 * As `readCommits`, of all plugins. What an earlier run read is kept, and only the commits that follow it are read. The commits of a shallow
 * clone are not kept, because it may be deepened.
 */
export function keptCommits(root: string, repository: Repository, cache: Cache): HistoryCommit[] {
  const { head, shallow } = repository;
  if (head === undefined || shallow) return readCommits(root, repository);
  const found = cache.find(key);
  const kept = found === undefined ? undefined : (JSON.parse(found.toString('utf8')) as KeptHistory);
  if (kept?.head === head) return kept.commits;
  const commits =
    kept !== undefined && isPassed(root, kept.head, head)
      ? [...readCommits(root, repository, { after: kept.head }), ...kept.commits]
      : readCommits(root, repository);
  cache.keep(key, JSON.stringify({ head, commits } satisfies KeptHistory));
  return commits;
}

const key = 'history';

/** Whether the branch itself went through a commit: not where it was rewritten, or where a merge brought the commit in. */
function isPassed(root: string, commit: string, head: string): boolean {
  const answer = runGit(root, ['rev-list', '--first-parent', head, '--not', `${commit}^@`]);
  return answer.ok && answer.output.toString('latin1').trimEnd().split('\n').at(-1) === commit;
}
