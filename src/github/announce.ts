import { isLogin, without } from '../review/people.ts';
import type { Review } from '../review/review.ts';
import type { GitHub } from './connection.ts';
import { everyoneAsked, type Gate } from './gate.ts';
import { approvalPrefix, gateName, type PullRequest } from './pull-requests.ts';

/** Labels that say what a pull request is about; they are removed when they no longer apply. */
const ourLabels = [
  'verdict: pass',
  'verdict: review',
  'verdict: fail',
  'new plugin',
  'new capability',
  'removal',
  'marketplace',
] as const;

/** The labels that apply to a review. */
export function labelsFor({ verdict, plugins, reasons }: Review): string[] {
  const has = (id: string) => reasons.some((reason) => reason.id === id);
  return [
    `verdict: ${verdict}`,
    ...(plugins.some(({ change }) => change === 'added') ? ['new plugin'] : []),
    ...(has('capability-gained') || has('capability-changed') ? ['new capability'] : []),
    ...(plugins.some(({ change }) => change === 'removed') ? ['removal'] : []),
    ...(has('protected-by-curator') || has('protected-touched') ? ['marketplace'] : []),
  ];
}

/** Adds the labels that apply to a pull request, and removes ours that do not. */
export async function setLabels(
  github: GitHub,
  { number, labels }: Pick<PullRequest, 'number' | 'labels'>,
  wanted: readonly string[],
): Promise<void> {
  const path = `/repos/${github.repository}/issues/${number}/labels`;
  const missing = wanted.filter((label) => !labels.includes(label));
  if (missing.length > 0) await github.rest('POST', path, { labels: missing });
  for (const label of ourLabels) {
    if (labels.includes(label) && !wanted.includes(label))
      await github.rest('DELETE', `${path}/${encodeURIComponent(label)}`, undefined, [404]);
  }
}

/** Most reviewers of one pull request. */
const mostReviewers = 10;

/**
 * Requests reviews from those who may answer the questions and have not approved yet.
 * @returns the logins that GitHub refuses, because they have no access to the repository
 */
export async function requestReviewers(
  github: GitHub,
  review: Review,
  pullRequest: PullRequest,
): Promise<string[]> {
  const { number, author, approvedBy } = pullRequest;
  const asked = without(everyoneAsked(review), [...approvedBy, ...(author === undefined ? [] : [author])]);
  const refused: string[] = [];
  for (const login of asked.slice(0, mostReviewers)) {
    if (!isLogin(login) || login.endsWith('[bot]')) continue;
    // One by one: if GitHub refuses one, it refuses the whole request.
    const path = `/repos/${github.repository}/pulls/${number}/requested_reviewers`;
    const { status } = await github.rest('POST', path, { reviewers: [login] }, [403, 404, 422]);
    if (status >= 400) refused.push(login);
  }
  return refused;
}

/** Characters of a status's description. */
const longestDescription = 140;

/** Writes the gate to a commit. */
export async function writeGate(
  github: GitHub,
  commit: string,
  gate: Gate,
  url: string | undefined,
): Promise<void> {
  await github.rest('POST', `/repos/${github.repository}/statuses/${commit}`, {
    state: gate.state,
    context: gateName,
    description: gate.description.slice(0, longestDescription),
    ...(url === undefined ? {} : { target_url: url }),
  });
}

/** Records that somebody approved one commit. It does not apply to other commits. */
export async function writeApproval(github: GitHub, commit: string, login: string): Promise<void> {
  await github.rest('POST', `/repos/${github.repository}/statuses/${commit}`, {
    state: 'success',
    context: `${approvalPrefix}${login}`,
    description: 'Approved by a command, for this commit only.',
  });
}

/** Starts a workflow: what a workflow's own token does starts none by itself. */
export async function startWorkflow(
  github: GitHub,
  workflow: string,
  ref: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<void> {
  await github.rest('POST', `/repos/${github.repository}/actions/workflows/${workflow}/dispatches`, {
    ref,
    inputs,
  });
}
