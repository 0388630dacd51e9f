import { code, markdownReport } from '../review/reporters/markdown.ts';
import type { Review } from '../review/review.ts';
import type { GitHub } from './connection.ts';
import { type Gate, unanswered } from './gate.ts';
import type { Checks, PullRequest } from './pull-requests.ts';

/** Characters of one comment: https://docs.github.com/en/graphql/reference/mutations#addcomment */
const longestComment = 65_536;
/** Characters kept for what stands around the review. */
const around = 5_000;

/** Jobs that are known by name; a pull request that edits the workflow could invent others. */
const knownJobs = ['Review', 'Client', 'Site', 'Checks'] as const;

/** What is told about a pull request. */
export type Told = { review: Review; gate: Gate; checks: Checks; pullRequest: PullRequest };

const signs: Readonly<Record<Gate['state'], string>> = {
  success: 'open',
  pending: 'waiting',
  failure: 'closed',
};

/** The one comment on a pull request, as Markdown in which nothing that came from it is obeyed. */
export function commentBody({ review, gate, checks, pullRequest }: Told): string {
  const lines = [`**Gate: ${signs[gate.state]}.** ${gate.description}`];
  if (gate.state === 'pending' && unanswered(review, pullRequest.approvedBy).length > 0) {
    lines.push(
      `Whoever was asked answers with an approving review of this commit, or with the comment ${code(`/approve ${pullRequest.head.slice(0, 12)}`)}. A further push withdraws it.`,
    );
  }
  const jobs = checks.jobs.filter(({ name }) => (knownJobs as readonly string[]).includes(name));
  if (jobs.length > 0) {
    const list = jobs.slice(0, 10).map(({ name, conclusion }) => `${name}: ${code(conclusion)}`);
    const url = runUrl(checks.url);
    lines.push(
      `Jobs: ${list.join(', ')}.${url === undefined ? '' : ` [Log, findings and a preview of the site](${url})`}`,
    );
  }
  if (pullRequest.approvedBy.length > 0)
    lines.push(
      `Approved at this commit by ${pullRequest.approvedBy
        .slice(0, 10)
        .map((login) => code(login))
        .join(', ')}.`,
    );
  return `${lines.join('\n\n')}\n\n${markdownReport(review, longestComment - around)}`;
}

/** An address that can hold nothing but what GitHub's own have. */
function runUrl(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\/[\w.:-]+(?:\/[\w.-]+){2}\/actions\/runs\/\d+$/.test(url)
    ? url
    : undefined;
}

type Comment = { id: string; body: string; viewerDidAuthor: boolean };
type Page = { nodes: Comment[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** Pages of comments that are searched for ours. */
const mostPages = 20;

/** The first line of our comments, by which they are found again. Only those that we wrote ourselves are looked at. */
function markerOf(kind: string): string {
  return `<!-- plugin-marketplace: ${kind} -->`;
}

/**
 * Keeps one comment up to date on an issue or a pull request: writes it, changes it, or leaves it where nothing changed.
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
