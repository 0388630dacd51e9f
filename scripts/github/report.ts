// Reports the verdict on a pull request. The default branch's own code judges it again, from git objects: the pull request's own run is not trusted.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sarifReporter } from '../../src/check/reporters/sarif.ts';
import { rules } from '../../src/check/rules.ts';
import { rulesetVersion } from '../../src/check/ruleset.ts';
import { labelsFor, requestReviewers, setLabels, writeGate } from '../../src/github/announce.ts';
import { commentBody, upsertComment } from '../../src/github/comment.ts';
import type { GitHub } from '../../src/github/connection.ts';
import { endedRun } from '../../src/github/event.ts';
import { findingsOf, report } from '../../src/github/findings.ts';
import { type Gate, gateOf } from '../../src/github/gate.ts';
import { fetchBranch, fetchCommit } from '../../src/github/git-access.ts';
import { checksOf, type PullRequest, pullRequestsOf } from '../../src/github/pull-requests.ts';
import type { Review } from '../../src/review/review.ts';
import { reviewCommits } from '../../src/review/review-commits.ts';
import {
  configHere,
  connectHere,
  log,
  readEvent,
  required,
  root,
  runUrl,
  setOutput,
  useTokenForGit,
  workflowCommand,
} from './context.ts';

/** The workflow whose jobs look at a pull request. */
export const judgingWorkflow = 'pull-request.yml';
/** The workflow that reports that somebody reviewed. */
const reviewedWorkflow = 'reviewed.yml';

/** Judges one pull request against the newest base. */
export async function judge(pullRequest: PullRequest): Promise<Review> {
  fetchCommit(root, pullRequest.head);
  const base = fetchBranch(root, pullRequest.base);
  const reviewed = await reviewCommits({
    root,
    base,
    head: pullRequest.head,
    author: pullRequest.author,
    rules,
  });
  if (!reviewed.ok) throw new Error(`${reviewed.problem.message} ${reviewed.problem.fix}`);
  return reviewed.review;
}

/** Judges a pull request and updates its gate, comment, labels and reviewers. Undefined where it is not into the default branch. */
export async function reportOn(github: GitHub, pullRequest: PullRequest): Promise<Review | undefined> {
  const { number, head } = pullRequest;
  if (pullRequest.base !== required('DEFAULT_BRANCH')) {
    const gate: Gate = {
      state: 'failure',
      description: 'Only pull requests into the default branch are judged.',
    };
    await writeGate(github, head, gate, runUrl());
    return undefined;
  }
  let review: Review;
  try {
    review = await judge(pullRequest);
  } catch (error) {
    // A pull request that cannot be judged must not be mergeable.
    await writeGate(
      github,
      head,
      { state: 'failure', description: 'It could not be judged; see the log.' },
      runUrl(),
    );
    throw error;
  }
  const checks = await checksOf(github, judgingWorkflow, pullRequest);
  const gate = gateOf({ review, checks, pullRequest });
  await writeGate(github, head, gate, runUrl());
  const comment = commentBody({ review, gate, checks, pullRequest });
  const done = await upsertComment(github, { number, kind: 'review', body: comment });
  await setLabels(github, pullRequest, labelsFor(review));
  const refused = gate.state === 'pending' ? await requestReviewers(github, review, pullRequest) : [];
  log(`#${number} at ${head}: ${review.verdict}, gate ${gate.state}, comment ${done}.`);
  if (refused.length > 0)
    log(`GitHub cannot request a review from these, because they have no access: ${refused.join(', ')}.`);
  return review;
}

/** Writes the findings for code scanning; where one head has several pull requests, the last one's. */
function writeFindings({ number, head }: PullRequest, review: Review): void {
  const { repository } = configHere();
  const folder = join(root, '.cache', 'report');
  const findings = findingsOf(review, repository);
  mkdirSync(folder, { recursive: true });
  const sarif = report(
    sarifReporter((path) => path),
    findings,
    rulesetVersion(),
    `https://github.com/${repository}`,
  );
  writeFileSync(join(folder, 'review.sarif'), sarif);
  setOutput('head', head);
  setOutput('ref', `refs/pull/${number}/head`);
}

async function main(): Promise<number> {
  const { name, payload } = readEvent();
  if (name !== 'workflow_run')
    throw new Error(`Expected the end of a run, not the event ${JSON.stringify(name)}.`);
  const run = endedRun(payload);
  if (
    ![judgingWorkflow, reviewedWorkflow].includes(basename(run.path)) ||
    !run.path.startsWith('.github/workflows/')
  )
    throw new Error('The run that ended is of a workflow that judges nothing.');
  const github = connectHere();
  useTokenForGit();
  if (run.event === 'merge_group') {
    const isOurs = run.headRepository === github.repository && basename(run.path) === judgingWorkflow;
    const isSound = isOurs && run.conclusion === 'success';
    const gate: Gate = isSound
      ? { state: 'success', description: 'Every job succeeded on what the queue would merge.' }
      : { state: 'failure', description: 'A job did not succeed on what the queue would merge.' };
    await writeGate(github, run.head, gate, runUrl());
    log(`Merge group ${run.head}: ${gate.state}.`);
    return 0;
  }
  const pullRequests = await pullRequestsOf(github, run);
  if (pullRequests.length === 0) log(`No open pull request is at ${run.head} any more.`);
  for (const pullRequest of pullRequests) {
    const review = await reportOn(github, pullRequest);
    if (review !== undefined) writeFindings(pullRequest, review);
  }
  return 0;
}

if (import.meta.main)
  await workflowCommand({
    file: 'report',
    about: 'Reports the verdict on a pull request: its status, comment, labels and reviewers.',
    run: main,
  });
