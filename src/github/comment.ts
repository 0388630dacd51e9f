import { code, markdownReport } from '../review/reporters/markdown.ts';
import type { Review } from '../review/review.ts';
import type { GitHub } from './connection.ts';
import { type Gate, knownJobs, unsuccessfulJobs } from './gate.ts';
import type { Checks, PullRequest } from './pull-requests.ts';

/** Characters of one comment: https://docs.github.com/en/graphql/reference/mutations#addcomment */
const longestComment = 65_536;
/** Characters reserved for the text around the review. */
const around = 5_000;

/** What a comment reports about a pull request. */
type PullRequestReport = { review: Review; gate: Gate; checks: Checks; pullRequest: PullRequest };

const signs: Readonly<Record<Gate['state'], string>> = {
  success: 'open',
  pending: 'waiting',
  failure: 'closed',
};

/** The one comment on a pull request, as Markdown in which text from the pull request has no effect. */
export function commentBody({ review, gate, checks, pullRequest }: PullRequestReport): string {
  const lines = [`**Gate: ${signs[gate.state]}.** ${gate.description}`];
  lines.push(...jobLines(checks));
  if (pullRequest.approvedBy.length > 0)
    lines.push(
      `Approved at this commit by ${pullRequest.approvedBy
        .slice(0, 10)
        .map((login) => code(login))
        .join(', ')}.`,
    );
  return `${lines.join('\n\n')}\n\n${markdownReport(review, longestComment - around)}`;
}

/** Which jobs ran, and of each that did not succeed what it does and what to do about it. */
function jobLines({ jobs, url, conclusion }: Checks): string[] {
  const known = jobs.filter(({ name }) => Object.hasOwn(knownJobs, name));
  if (known.length === 0) return [];
  const address = runUrl(url);
  const list = known.slice(0, 10).map(({ name, conclusion }) => `${name}: ${code(conclusion)}`);
  const log = address === undefined ? '' : ` [Log, findings and a preview of the site](${address})`;
  const lines = [`Jobs: ${list.join(', ')}.${log}`];
  if (conclusion === 'running') return lines;
  for (const { name, conclusion } of unsuccessfulJobs(known).slice(0, 10)) {
    const todo =
      conclusion === 'failure'
        ? 'Its log says why: fix that and push again.'
        : 'It did not run to its end: somebody with write access selects "Re-run failed jobs" in the run, or the next push runs it again.';
    lines.push(`${name}, which ${knownJobs[name]}, ended with ${code(conclusion)}. ${todo}`);
  }
  return lines;
}

/** The address of a run; undefined for anything else. */
function runUrl(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\/[\w.:-]+(?:\/[\w.-]+){2}\/actions\/runs\/\d+$/.test(url)
    ? url
    : undefined;
}

type Comment = { id: string; body: string; viewerDidAuthor: boolean };
type Page = { nodes: Comment[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** Most pages of comments that are searched for ours. */
const mostPages = 20;

/** The first line of our comments, by which they are found again among those that we wrote. */
function markerOf(kind: string): string {
  return `<!-- plugin-marketplace: ${kind} -->`;
}

/**
 * Keeps one comment on an issue or a pull request up to date: creates it, updates it, or leaves it unchanged.
 * @param kind which of our comments it is
 */
export async function upsertComment(
  github: GitHub,
  { number, kind, body }: { number: number; kind: string; body: string },
): Promise<'written' | 'changed' | 'unchanged'> {
  const marker = markerOf(kind);
  const text = `${marker}\n${body}`;
  let after: string | null = null;
  let subjectId = '';
  for (let page = 0; page < mostPages; page++) {
    const subject: { id: string; comments: Page } = await commentsOf(github, number, after);
    subjectId = subject.id;
    const ours = subject.comments.nodes.find(
      (comment) => comment.viewerDidAuthor && comment.body.startsWith(marker),
    );
    if (ours !== undefined) {
      if (ours.body === text) return 'unchanged';
      await github.query(
        'mutation ($id: ID!, $text: String!) { updateIssueComment(input: { id: $id, body: $text }) { issueComment { id } } }',
        { id: ours.id, text },
      );
      return 'changed';
    }
    if (!subject.comments.pageInfo.hasNextPage) break;
    after = subject.comments.pageInfo.endCursor;
  }
  await github.query(
    'mutation ($subject: ID!, $text: String!) { addComment(input: { subjectId: $subject, body: $text }) { subject { id } } }',
    { subject: subjectId, text },
  );
  return 'written';
}

async function commentsOf(
  github: GitHub,
  number: number,
  after: string | null,
): Promise<{ id: string; comments: Page }> {
  const comments = `comments(first: 100, after: $after) {
    nodes { id body viewerDidAuthor } pageInfo { hasNextPage endCursor } }`;
  const { repository } = await github.query<{
    repository: { issueOrPullRequest: { id: string; comments: Page } | null };
  }>(
    `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
      repository(owner: $owner, name: $name) {
        issueOrPullRequest(number: $number) { ... on Issue { id ${comments} } ... on PullRequest { id ${comments} } }
      }
    }`,
    { number, after },
  );
  if (repository.issueOrPullRequest === null) throw new Error(`There is no issue or pull request ${number}.`);
  return repository.issueOrPullRequest;
}
