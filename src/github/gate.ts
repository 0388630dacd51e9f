import { isAmong } from '../review/people.ts';
import type { Reason, Review } from '../review/review.ts';
import type { Checks, PullRequest } from './pull-requests.ts';

/** Whether a pull request may be merged at its head, in the words of a commit status. */
export type Gate = {
  state: 'success' | 'pending' | 'failure';
  /** One sentence of at most 140 characters, all of it ours. */
  description: string;
};

/** What the gate rests on. All of it is about one head. */
export type GateInputs = {
  review: Review;
  checks: Pick<Checks, 'conclusion'>;
  pullRequest: Pick<PullRequest, 'head' | 'approvedBy' | 'objectedBy'>;
};

/**
 * The gate of a pull request: it opens where the review passes or everything that it asks was answered, at this very commit, by somebody who
 * was to be asked, and where every job succeeded.
 * @throws where review and pull request are about different commits
 */
export function gateOf({ review, checks, pullRequest }: GateInputs): Gate {
  if (review.head.commit !== pullRequest.head)
    throw new Error(
      `What was judged is ${review.head.commit}, and the pull request is at ${pullRequest.head}.`,
    );
  const failed = review.reasons.filter(({ verdict }) => verdict === 'fail').length;
  if (review.verdict === 'fail')
    return {
      state: 'failure',
      description: `${failed} thing${failed === 1 ? '' : 's'} to mend; the comment says what.`,
    };
  if (checks.conclusion === 'running' || checks.conclusion === 'none')
    return { state: 'pending', description: 'The jobs that look at it have not ended.' };
  if (checks.conclusion !== 'success')
    return { state: 'failure', description: 'A job that looks at it did not succeed.' };
  const objectors = pullRequest.objectedBy.filter((login) =>
    isAmong(login, [...review.curators, ...everyoneAsked(review)]),
  );
  if (objectors.length > 0) return { state: 'failure', description: 'Somebody who was asked wants changes.' };
  const open = unanswered(review, pullRequest.approvedBy).length;
  if (open > 0)
    return {
      state: 'pending',
      description: `${open} question${open === 1 ? '' : 's'} to be answered by approving this commit.`,
    };
  return review.verdict === 'pass'
    ? { state: 'success', description: 'It passes: nothing of it can do more than before.' }
    : { state: 'success', description: 'All that was asked is approved at this commit.' };
}

/** The questions that nobody who was to be asked has answered. */
export function unanswered({ reasons }: Review, approvedBy: readonly string[]): Reason[] {
  return reasons.filter(
    ({ verdict, askOf = [] }) => verdict === 'review' && !approvedBy.some((login) => isAmong(login, askOf)),
  );
}

/** Everyone whom a review asks something, sorted. */
export function everyoneAsked({ reasons }: Review): string[] {
  const asked = new Map(
    reasons.flatMap(({ askOf = [] }) => askOf.map((login) => [login.toLowerCase(), login])),
  );
  return [...asked.values()].sort();
}
