// Merges what may be merged, each at the very commit that was judged. Does nothing until the owner switches it on.
import { startWorkflow } from '../../src/github/announce.ts';
import type { GitHub } from '../../src/github/connection.ts';
import { gateOf } from '../../src/github/gate.ts';
import { checksOf, gateName, openPullRequests, type PullRequest } from '../../src/github/pull-requests.ts';
import { configHere, connectHere, log, required, useTokenForGit, workflowCommand } from './context.ts';
import { judge, judgingWorkflow } from './report.ts';

await workflowCommand({
  file: 'merge',
  about: 'Merges the pull requests that may be merged, each at the commit that was judged.',
  async run() {
    if (configHere().review?.merge?.enabled !== true) {
      log('Merging is switched off: "review.merge.enabled" in marketplace.config.json switches it on.');
      return 0;
    }
    const github = connectHere();
    const base = required('DEFAULT_BRANCH');
    useTokenForGit();
    const { repository } = await github.query<{ repository: { mergeQueue: { id: string } | null } }>(
      'query ($owner: String!, $name: String!, $base: String!) { repository(owner: $owner, name: $name) { mergeQueue(branch: $base) { id } } }',
      { base },
    );
    const hasQueue = repository.mergeQueue !== null;
    let merged = 0;
    for (const pullRequest of await openPullRequests(github, base)) {
      const { number, head } = pullRequest;
      const reason = await whyNot(github, pullRequest);
      if (reason !== undefined) {
        log(`#${number} at ${head}: not merged, ${reason}.`);
        continue;
      }
      try {
        await merge(github, pullRequest, hasQueue);
        log(`#${number} at ${head}: ${hasQueue ? 'put into the queue' : 'merged'}.`);
        if (!hasQueue) merged++;
      } catch (error) {
        // It moved on, or a rule of the branch forbids it: the next run looks again.
        log(`#${number} at ${head}: not merged. ${error instanceof Error ? error.message : ''}`);
      }
    }
    // What this token merges starts no workflow by itself. The queue's merges do.
    if (merged > 0) await startWorkflow(github, 'publish.yml', base);
    return 0;
  },
});

/** Why a pull request is not merged; undefined where it may be. It is judged here once more, against the base as it is now. */
async function whyNot(github: GitHub, pullRequest: PullRequest): Promise<string | undefined> {
  if (pullRequest.gate !== 'SUCCESS') return `its status "${gateName}" is ${pullRequest.gate ?? 'not there'}`;
  if (pullRequest.draft) return 'it is a draft';
  if (pullRequest.conflicting) return 'it contradicts what was merged since';
  const review = await judge(pullRequest);
  const checks = await checksOf(github, judgingWorkflow, pullRequest);
  const { state, description } = gateOf({ review, checks, pullRequest });
  return state === 'success' ? undefined : description;
}

/** GitHub refuses where the head is another than the one judged. */
async function merge(github: GitHub, { id, head }: PullRequest, hasQueue: boolean): Promise<void> {
  const mutation = hasQueue
    ? 'enqueuePullRequest(input: { pullRequestId: $id, expectedHeadOid: $head }) { clientMutationId }'
    : 'mergePullRequest(input: { pullRequestId: $id, expectedHeadOid: $head, mergeMethod: MERGE }) { clientMutationId }';
  await github.query(`mutation ($id: ID!, $head: GitObjectID!) { ${mutation} }`, { id, head });
}
