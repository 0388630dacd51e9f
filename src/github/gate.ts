import { count } from '../check/diagnostic.ts';
import { isAmong } from '../review/people.ts';
import type { Reason, Review } from '../review/review.ts';
import type { Checks, PullRequest } from './pull-requests.ts';

/** Whether a pull request may be merged at its head, as a commit status. */
export type Gate = {
  state: 'success' | 'pending' | 'failure';
  /** One sentence of at most 140 characters, all of it ours. */
  description: string;
};

/** What the gate depends on, all about one head. */
type GateInputs = {
  review: Review;
  checks: Pick<Checks, 'conclusion' | 'jobs'>;
  pullRequest: Pick<PullRequest, 'head' | 'approvedBy' | 'objectedBy'>;
};

/**
 * The gate of a pull request. It is open if every job succeeded, and the review passes or each of its questions was answered at exactly this
 * commit by somebody who may answer it.
 * @throws where review and pull request are about different commits
 */
export function gateOf({ review, checks, pullRequest }: GateInputs): Gate {
  if (review.head.commit !== pullRequest.head)
    throw new Error(
      `The review is of ${review.head.commit}, but the pull request is at ${pullRequest.head}.`,
    );
  const failed = review.reasons.filter(({ verdict }) => verdict === 'fail').length;
  if (review.verdict === 'fail')
    return {
      state: 'failure',
      description: `${count(failed, 'problem')} to fix: see the comment.`,
    };
  if (checks.conclusion === 'running' || checks.conclusion === 'none')
    return { state: 'pending', description: 'Waiting for the jobs to finish.' };
  if (checks.conclusion !== 'success') return { state: 'failure', description: failedJobs(checks.jobs) };
  const objectors = pullRequest.objectedBy.filter((login) => isAmong(login, thoseWhoMayObject(review)));
  if (objectors.length > 0)
    return {
      state: 'failure',
      description: `${named(objectors)} requests changes: the review has to be withdrawn.`,
    };
  const open = unanswered(review, pullRequest.approvedBy).length;
  if (open > 0)
    return {
      state: 'pending',
      description: `${count(open, 'question')} to answer by approving this commit.`,
    };
  return review.verdict === 'pass'
    ? { state: 'success', description: 'The review passes: no plugin gains a capability.' }
    : { state: 'success', description: 'All questions are answered by approvals of this commit.' };
}

/**
 * Whose request for changes closes the gate. A change by a curator needs another curator's answer, and the maintainers of the plugin cannot
 * prevent it.
 */
function thoseWhoMayObject(review: Review): readonly string[] {
  return isAmong(review.author, review.curators)
    ? review.curators
    : [...review.curators, ...everyoneAsked(review)];
}

/** The first of some logins, and how many more there are. */
function named([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** The jobs that look at a pull request, and what each does; a pull request that edits the workflow could add others, which are not named. */
export const knownJobs: Readonly<Record<string, string>> = {
  Review: 'compares the change with the base',
  Client: 'validates and installs each changed plugin with Claude Code',
  Site: 'builds the catalog with the change',
};

/** The jobs that did not succeed. */
export function unsuccessfulJobs(jobs: Checks['jobs']): Checks['jobs'] {
  return jobs.filter(({ name, conclusion }) => Object.hasOwn(knownJobs, name) && conclusion !== 'success');
}

function failedJobs(jobs: Checks['jobs']): string {
  const failed = unsuccessfulJobs(jobs).slice(0, 3);
  if (failed.length === 0) return 'The run of the jobs did not succeed: see its log, and run it again.';
  const list = failed.map(({ name, conclusion }) => `${name} (${conclusion.slice(0, 20)})`);
  return `Did not succeed: ${list.join(', ')}. The comment says what to do.`;
}

/** The questions that nobody who may answer them has answered. */
export function unanswered({ reasons }: Review, approvedBy: readonly string[]): Reason[] {
  return reasons.filter(
    ({ verdict, askOf = [] }) => verdict === 'review' && !approvedBy.some((login) => isAmong(login, askOf)),
  );
}

/** Everyone who may answer a question of a review, sorted. */
export function everyoneAsked({ reasons }: Review): string[] {
  const asked = new Map(
    reasons.flatMap(({ askOf = [] }) => askOf.map((login) => [login.toLowerCase(), login])),
  );
  return [...asked.values()].sort();
}
