import type { GitHub } from './connection.ts';
import { isObjectId } from './git-access.ts';

/** An open pull request on GitHub. */
export type PullRequest = {
  id: string;
  number: number;
  draft: boolean;
  /** Whether it has merge conflicts. */
  conflicting: boolean;
  /** The branch that it would be merged into. */
  base: string;
  head: string;
  branch: string;
  /** `owner/name`; empty where the repository was deleted. */
  headRepository: string;
  /** Login, with `[bot]` for an app; absent where the account was deleted. */
  author?: string;
  labels: readonly string[];
  /** Logins of those who approved exactly this head and did not change their mind since. */
  approvedBy: readonly string[];
  /** Logins of those who request changes, of any commit. */
  objectedBy: readonly string[];
  /** State of our own status of the head: `SUCCESS`, `PENDING`, `FAILURE` or `ERROR`. */
  gate?: string;
};

/** The status that a pull request needs. Only the default branch's workflows write it. */
export const gateName = 'gate';
/** A command approves one commit with a status of this name, followed by the login. */
export const approvalPrefix = 'approval: ';
/** The account of a workflow's token. */
const machine = 'github-actions';

const fields = `
  id number isDraft mergeable baseRefName headRefName headRefOid
  headRepository { nameWithOwner }
  author { __typename login }
  labels(first: 50) { nodes { name } }
  latestOpinionatedReviews(first: 100) { nodes { state author { __typename login } commit { oid } } }
  commits(last: 1) { nodes { commit { oid status { contexts { context state creator { __typename login } } } } } }`;

type Actor = { __typename: string; login: string } | null;
type Node = {
  id: string;
  number: number;
  isDraft: boolean;
  mergeable: string;
  baseRefName: string;
  headRefName: string;
  headRefOid: string;
  headRepository: { nameWithOwner: string } | null;
  author: Actor;
  labels: { nodes: { name: string }[] } | null;
  latestOpinionatedReviews: {
    nodes: { state: string; author: Actor; commit: { oid: string } | null }[];
  } | null;
  commits: {
    nodes: {
      commit: {
        oid: string;
        status: { contexts: { context: string; state: string; creator: Actor }[] } | null;
      };
    }[];
  };
};

/** The open pull requests from a branch at one commit: normally one, and none where the branch has moved on. */
export async function pullRequestsOf(
  github: GitHub,
  { branch, head, headRepository }: { branch: string; head: string; headRepository: string },
): Promise<PullRequest[]> {
  const { repository } = await github.query<{ repository: { pullRequests: { nodes: Node[] } } }>(
    `query ($owner: String!, $name: String!, $branch: String!) {
      repository(owner: $owner, name: $name) {
        pullRequests(states: OPEN, headRefName: $branch, first: 50) { nodes { ${fields} } }
      }
    }`,
    { branch },
  );
  return repository.pullRequests.nodes
    .map(pullRequestFrom)
    .filter((pullRequest) => pullRequest.head === head && pullRequest.headRepository === headRepository);
}

/** One open pull request; undefined where no open one has this number. */
export async function pullRequestNumbered(github: GitHub, number: number): Promise<PullRequest | undefined> {
  const { repository } = await github.query<{
    repository: { pullRequest: (Node & { state: string }) | null };
  }>(
    `query ($owner: String!, $name: String!, $number: Int!) {
      repository(owner: $owner, name: $name) { pullRequest(number: $number) { state ${fields} } }
    }`,
    { number },
  );
  const { pullRequest } = repository;
  return pullRequest?.state === 'OPEN' ? pullRequestFrom(pullRequest) : undefined;
}

/** The open pull requests into a branch that were updated last, at most 100. */
export async function openPullRequests(github: GitHub, base: string): Promise<PullRequest[]> {
  const { repository } = await github.query<{ repository: { pullRequests: { nodes: Node[] } } }>(
    `query ($owner: String!, $name: String!, $base: String!) {
      repository(owner: $owner, name: $name) {
        pullRequests(states: OPEN, baseRefName: $base, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
          nodes { ${fields} }
        }
      }
    }`,
    { base },
  );
  return repository.pullRequests.nodes.map(pullRequestFrom).sort((a, b) => a.number - b.number);
}

function pullRequestFrom(node: Node): PullRequest {
  const head = node.headRefOid;
  if (!isObjectId(head)) throw new Error('GitHub names a head that is no commit.');
  const reviews = node.latestOpinionatedReviews?.nodes ?? [];
  const by = (state: string, onlyHead: boolean) =>
    reviews.flatMap((review) => {
      const login = loginFrom(review.author);
      return login !== undefined && review.state === state && (!onlyHead || review.commit?.oid === head)
        ? [login]
        : [];
    });
  const commit = node.commits.nodes.find((item) => item.commit.oid === head)?.commit;
  const statuses = (commit?.status?.contexts ?? []).filter(({ creator }) => isMachine(creator));
  const byCommand = statuses
    .filter(({ context, state }) => context.startsWith(approvalPrefix) && state === 'SUCCESS')
    .map(({ context }) => context.slice(approvalPrefix.length));
  const gate = statuses.find(({ context }) => context === gateName)?.state;
  const author = loginFrom(node.author);
  return {
    id: node.id,
    number: node.number,
    draft: node.isDraft,
    conflicting: node.mergeable === 'CONFLICTING',
    base: node.baseRefName,
    head,
    branch: node.headRefName,
    headRepository: node.headRepository?.nameWithOwner ?? '',
    ...(author === undefined ? {} : { author }),
    labels: (node.labels?.nodes ?? []).map(({ name }) => name),
    approvedBy: [...new Set([...by('APPROVED', true), ...byCommand])].sort(),
    objectedBy: by('CHANGES_REQUESTED', false).sort(),
    ...(gate === undefined ? {} : { gate }),
  };
}

/** GraphQL omits `[bot]`, without which an app could be mistaken for a person of the same login. */
function loginFrom(actor: Actor): string | undefined {
  if (actor === null) return undefined;
  return actor.__typename === 'Bot' ? `${actor.login}[bot]` : actor.login;
}

function isMachine(actor: Actor): boolean {
  return actor?.__typename === 'Bot' && actor.login === machine;
}

/** The result of the jobs for one commit. */
export type Checks = {
  /** `success`, another conclusion of GitHub's, `running`, or `none` where nothing has run. */
  conclusion: string;
  /** The page of the run. */
  url?: string;
  jobs: readonly { name: string; conclusion: string }[];
};

type Run = {
  id: number;
  event: string;
  status: string;
  conclusion: string | null;
  html_url: string;
  head_sha: string;
  path: string;
  head_repository: { full_name: string } | null;
};

/** Events for which the workflow judges a pull request. */
const judging: ReadonlySet<string> = new Set(['pull_request', 'workflow_dispatch']);

/**
 * The result of the newest run of a workflow for a commit.
 * @param workflow the name of its file
 */
export async function checksOf(
  github: GitHub,
  workflow: string,
  { head, headRepository }: Pick<PullRequest, 'head' | 'headRepository'>,
): Promise<Checks> {
  const { data } = await github.rest<{ workflow_runs: Run[] }>(
    'GET',
    `/repos/${github.repository}/actions/workflows/${workflow}/runs?head_sha=${head}&per_page=50`,
  );
  const run = data.workflow_runs
    .filter(
      (item) =>
        item.head_sha === head &&
        judging.has(item.event) &&
        item.head_repository?.full_name === headRepository,
    )
    .sort((a, b) => b.id - a.id)[0];
  if (run === undefined) return { conclusion: 'none', jobs: [] };
  const { data: found } = await github.rest<{ jobs: { name: string; conclusion: string | null }[] }>(
    'GET',
    `/repos/${github.repository}/actions/runs/${run.id}/jobs?per_page=50`,
  );
  return {
    conclusion: run.status === 'completed' ? (run.conclusion ?? 'none') : 'running',
    url: run.html_url,
    jobs: found.jobs.map(({ name, conclusion }) => ({ name, conclusion: conclusion ?? 'running' })),
  };
}
