// Answers an issue that submits a plugin, and the commands that people write below issues and pull requests.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { curatorsOf } from '../../src/check/config/policy.ts';
import { rules } from '../../src/check/rules.ts';
import { startWorkflow, writeApproval } from '../../src/github/announce.ts';
import { type Command, type Conversation, commandIn, conversationIn } from '../../src/github/commands.ts';
import { upsertComment } from '../../src/github/comment.ts';
import type { GitHub } from '../../src/github/connection.ts';
import { everyoneAsked } from '../../src/github/gate.ts';
import { fetchBranch, isObjectId } from '../../src/github/git-access.ts';
import { type PullRequest, pullRequestNumbered, pullRequestsOf } from '../../src/github/pull-requests.ts';
import { listExternal, type Origin, originIn, submissionLabel } from '../../src/github/submission.ts';
import { runGit } from '../../src/plugin/git.ts';
import { isAmong } from '../../src/review/people.ts';
import { code, markdownReport } from '../../src/review/reporters/markdown.ts';
import { reviewCommits } from '../../src/review/review-commits.ts';
import {
  configHere,
  connectHere,
  log,
  readEvent,
  required,
  root,
  runUrl,
  serverUrl,
  useTokenForGit,
  workflowCommand,
} from './context.ts';
import { judge, judgingWorkflow, reportOn } from './report.ts';

/** Kilobytes of a repository that a plugin may be taken from. */
const largestRepository = 512 << 10;
const patience = { seconds: 120 };
const bot = { name: 'github-actions[bot]', email: '41898282+github-actions[bot]@users.noreply.github.com' };
/** Who opens the pull request of a submission. */
const machine = 'github-actions[bot]';

await workflowCommand({
  file: 'submit',
  about: 'Answers an issue that submits a plugin, and the commands in comments.',
  async run() {
    const { name, payload } = readEvent();
    const conversation = conversationIn(payload);
    const github = connectHere();
    useTokenForGit();
    if (name === 'issues') {
      if (!isSubmission(conversation)) return 0;
      await submit(github, conversation);
      return 0;
    }
    if (name !== 'issue_comment')
      throw new Error(`Expected an issue or a comment, not the event ${JSON.stringify(name)}.`);
    const asked = commandIn(conversation.comment?.body ?? '');
    if (asked === undefined || !conversation.isOpen) return 0;
    if ('problem' in asked) {
      await answer(github, conversation, asked.problem);
      return 0;
    }
    await obey(github, conversation, asked);
    return 0;
  },
});

function isSubmission({ isPullRequest, isOpen, labels }: Conversation): boolean {
  return !isPullRequest && isOpen && labels.includes(submissionLabel);
}

/** Does what a comment asks for, where its author may ask for it. */
async function obey(github: GitHub, conversation: Conversation, asked: Command): Promise<void> {
  const who = conversation.comment?.author;
  const isCurator = isAmong(who, curatorsOf(configHere()));
  const isAuthor = isAmong(who, conversation.author === undefined ? [] : [conversation.author]);
  if (!conversation.isPullRequest && !isSubmission(conversation)) return;
  if (asked.name === 'approve') {
    const pullRequest = conversation.isPullRequest
      ? await pullRequestNumbered(github, conversation.number)
      : await submittedBy(github, conversation.number);
    if (pullRequest === undefined)
      return answer(github, conversation, 'There is no open pull request to approve.');
    return approve(github, conversation, pullRequest, who, asked.commit);
  }
  if (!isCurator && !isAuthor) {
    log(`"/${asked.name}" is for whoever opened this and for curators.`);
    return;
  }
  if (asked.name === 'close') return close(github, conversation);
  if (!conversation.isPullRequest) return submit(github, conversation);
  const pullRequest = await pullRequestNumbered(github, conversation.number);
  if (pullRequest !== undefined) await reportOn(github, pullRequest);
}

/** Writes down an approval of one commit by somebody whom the review of that commit asks. */
async function approve(
  github: GitHub,
  conversation: Conversation,
  pullRequest: PullRequest,
  who: string | undefined,
  commit: string,
): Promise<void> {
  if (!pullRequest.head.startsWith(commit)) {
    return answer(
      github,
      conversation,
      `The pull request is at ${code(pullRequest.head)} now, which is not the commit that was named: nothing is approved.`,
    );
  }
  const review = await judge(pullRequest);
  if (who === undefined || !isAmong(who, everyoneAsked(review))) {
    log('The review asks nothing of whoever wrote this.');
    return;
  }
  await writeApproval(github, pullRequest.head, who);
  const now = await pullRequestNumbered(github, pullRequest.number);
  if (now?.head === pullRequest.head) await reportOn(github, now);
}

async function close(github: GitHub, conversation: Conversation): Promise<void> {
  const pullRequest = conversation.isPullRequest ? undefined : await submittedBy(github, conversation.number);
  for (const number of [conversation.number, ...(pullRequest === undefined ? [] : [pullRequest.number])])
    await github.rest('PATCH', `/repos/${github.repository}/issues/${number}`, { state: 'closed' });
  if (pullRequest !== undefined) push(`:refs/heads/${branchOf(conversation.number)}`);
  log(`Closed #${conversation.number}.`);
}

function branchOf(number: number): string {
  return `submission-${number}`;
}

/** The open pull request that an issue led to. */
async function submittedBy(github: GitHub, number: number): Promise<PullRequest | undefined> {
  const branch = branchOf(number);
  const answer = runGit(
    root,
    ['ls-remote', '--exit-code', 'origin', `refs/heads/${branch}`],
    undefined,
    patience,
  );
  const head = answer.ok ? answer.output.toString('latin1').split('\t')[0] : undefined;
  if (!isObjectId(head)) return undefined;
  const [first] = await pullRequestsOf(github, { branch, head, headRepository: github.repository });
  return first;
}

/** Validates what an issue submits, and opens or renews the pull request that lists it. */
async function submit(github: GitHub, conversation: Conversation): Promise<void> {
  const { number, author, body } = conversation;
  const origin = originIn(body);
  if ('problem' in origin) return answer(github, conversation, origin.problem);
  const external = await fetchExternal(github, origin);
  if ('problem' in external) return answer(github, conversation, external.problem);

  const branch = required('DEFAULT_BRANCH');
  const base = fetchBranch(root, branch);
  const listed = listExternal({
    root,
    base,
    external: external.commit,
    origin,
    // Somebody else's plugin may be submitted, and then whoever submits it has no say in it.
    maintainers: isAmong(author, [origin.owner]) && author !== undefined ? [author] : [],
    // The base's time, so that the same issue gives the same commit and nothing is pushed anew.
    by: { ...bot, time: Number(said('show', '--no-patch', '--format=%ct', base)) },
  });
  if ('problem' in listed) return answer(github, conversation, listed.problem);
  const reviewed = await reviewCommits({ root, base, head: listed.commit, author: machine, rules });
  if (!reviewed.ok) throw new Error(reviewed.problem.message);
  const report = markdownReport(reviewed.review, 55_000);
  if (reviewed.review.verdict === 'fail') {
    return answer(
      github,
      conversation,
      `The plugin ${code(listed.name)} cannot be listed as it is. Fix it in its own repository, then edit this issue or comment \`/recheck\`.\n\n${report}`,
    );
  }
  push(`+${listed.commit}:refs/heads/${branchOf(number)}`);
  const pullRequest = await openPullRequest(github, conversation, origin, {
    ...listed,
    external: external.commit,
  });
  // A pull request that this token opens starts no workflow by itself.
  await startWorkflow(github, judgingWorkflow, branchOf(number));
  await answer(
    github,
    conversation,
    `The plugin ${code(listed.name)} is proposed in #${pullRequest}, taken from commit ${code(external.commit)}. Editing this issue or the comment \`/recheck\` takes the newest one.\n\n${report}`,
  );
}

/** Brings the newest commit of the default branch of a public repository, as objects. */
async function fetchExternal(
  github: GitHub,
  { owner, name }: Origin,
): Promise<{ commit: string } | { problem: string }> {
  const { status, data } = await github.rest<{
    private: boolean;
    size: number;
    archived: boolean;
    full_name: string;
  }>('GET', `/repos/${owner}/${name}`, undefined, [301, 403, 404, 451]);
  if (status !== 200 || data.private)
    return { problem: `There is no public repository ${code(`${owner}/${name}`)}.` };
  if (data.archived)
    return { problem: `The repository ${code(`${owner}/${name}`)} is archived, so nobody looks after it.` };
  if (data.size > largestRepository)
    return { problem: `The repository ${code(`${owner}/${name}`)} is larger than what is looked at.` };
  const url = `${serverUrl()}/${owner}/${name}.git`;
  const found = runGit(root, ['ls-remote', url, 'HEAD'], undefined, patience);
  const commit = found.ok ? found.output.toString('latin1').split('\t')[0] : undefined;
  if (!isObjectId(commit)) return { problem: `The repository ${code(`${owner}/${name}`)} has no commit.` };
  // Beside this repository: were it a fork of it, leaving out its history would leave out ours.
  const folder = mkdtempSync(join(tmpdir(), 'external-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  runGit(folder, ['init', '--quiet', '--bare']);
  const fetched = runGit(
    folder,
    ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', url, commit],
    undefined,
    patience,
  );
  process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES = join(folder, 'objects');
  return fetched.ok ? { commit } : { problem: `The repository ${code(`${owner}/${name}`)} cannot be read.` };
}

async function openPullRequest(
  github: GitHub,
  { number, author }: Conversation,
  { owner, name, path }: Origin,
  listed: { name: string; commit: string; external: string },
): Promise<number> {
  const branch = branchOf(number);
  const known = await pullRequestsOf(github, {
    branch,
    head: listed.commit,
    headRepository: github.repository,
  });
  if (known[0] !== undefined) return known[0].number;
  const where = path === '' ? '' : `, folder ${code(path)}`;
  const by = author === undefined ? '' : ` by ${code(author)}`;
  const { status, data } = await github.rest<{ number: number }>(
    'POST',
    `/repos/${github.repository}/pulls`,
    {
      title: `List ${listed.name}`,
      head: branch,
      base: required('DEFAULT_BRANCH'),
      body: `Submitted in #${number}${by}.\n\nFrom ${code(`${owner}/${name}`)} at commit ${code(listed.external)}${where}.\n\nCloses #${number}\n`,
    },
    [422],
  );
  if (status < 400) return data.number;
  // It is open already, and GitHub has not seen the push yet.
  const { data: open } = await github.rest<{ number: number }[]>(
    'GET',
    `/repos/${github.repository}/pulls?state=open&head=${github.owner}:${branch}`,
  );
  const [first] = open;
  if (first === undefined)
    throw new Error(
      'GitHub does not let workflows open pull requests: Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests".',
    );
  return first.number;
}

async function answer(github: GitHub, { number }: Conversation, body: string): Promise<void> {
  await upsertComment(github, { number, kind: 'answer', body });
  log(`Answered #${number}. ${runUrl() ?? ''}`);
}

function push(refspec: string): void {
  execFileSync('git', ['push', '--quiet', 'origin', refspec], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function said(...args: string[]): string {
  const answer = runGit(root, args);
  if (!answer.ok) throw new Error(answer.message);
  return answer.output.toString('latin1').trim();
}
