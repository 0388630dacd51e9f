// What a workflow judges: the commit of the event, against the checkout that runs.

import { rules } from '../../src/check/rules.ts';
import { type Judged, judgedBy } from '../../src/github/event.ts';
import { fetchCommit } from '../../src/github/git-access.ts';
import { compareCommits } from '../../src/review/commits.ts';
import type { Review } from '../../src/review/review.ts';
import { reviewCommits } from '../../src/review/review-commits.ts';
import { readEvent, required, root, useTokenForGit } from './context.ts';

/** The review of the event's commit, and the tree that it is about: the head, or its merge with the base. */
export async function judgeEvent(): Promise<{ judged: Judged; review: Review; tree: string }> {
  const { name, payload } = readEvent();
  const judged = judgedBy(name, payload, required('GITHUB_SHA'));
  useTokenForGit();
  fetchCommit(root, judged.head);
  const reviewed = await reviewCommits({
    root,
    base: 'HEAD',
    head: judged.head,
    author: judged.author,
    rules,
  });
  if (!reviewed.ok) throw new Error(`${reviewed.problem.message} ${reviewed.problem.fix}`);
  const compared = compareCommits(root, 'HEAD', judged.head);
  if (!compared.ok) throw new Error(compared.problem.message);
  return { judged, review: reviewed.review, tree: compared.comparison.tree };
}

/** Names of the plugins that are there after the change and were changed. */
export function changedPlugins({ plugins }: Review): string[] {
  return plugins.filter(({ change }) => change !== 'removed').map(({ name }) => name);
}
