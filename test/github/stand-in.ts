// A GitHub for tests, on loopback: the real GraphQL schema over a store in memory and real bare git repositories, with the few REST endpoints
// that are used. A token has the rights of the job that it was made for, and whatever it may not do is refused.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, graphql } from 'graphql';

const schema = buildSchema(
  readFileSync(
    join(dirname(fileURLToPath(import.meta.resolve('@octokit/graphql-schema'))), 'schema.graphql'),
    'utf8',
  ),
  { assumeValid: true, assumeValidSDL: true },
);

/** Who asks, and with which rights. */
type Viewer = { login: string; bot: boolean; rights: Readonly<Record<string, string>> };

type Comment = { id: string; body: string; author: string };
type Review = { state: 'APPROVED' | 'CHANGES_REQUESTED'; author: string; commit: string };
export type Pull = {
  number: number;
  title: string;
  body: string;
  author: string;
  bot: boolean;
  branch: string;
  headRepository: string;
  base: string;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  draft: boolean;
  labels: string[];
  reviews: Review[];
  requested: string[];
  comments: Comment[];
};
type Issue = {
  number: number;
  title: string;
  body: string;
  author: string;
  bot: boolean;
  state: 'open' | 'closed';
  labels: string[];
  comments: Comment[];
};
type Status = { context: string; state: string; description: string; creator: string; bot: boolean };
export type Run = {
  id: number;
  workflow: string;
  event: string;
  head: string;
  headRepository: string;
  branch: string;
  conclusion: string;
  jobs: { name: string; conclusion: string }[];
};

export type StandIn = {
  /** As a workflow's environment names them. */
  api: string;
  graphql: string;
  server: string;
  repository: string;
  /** The repository itself, bare. */
  origin: string;
  pulls: Pull[];
  issues: Issue[];
  statuses: Map<string, Status[]>;
  runs: Run[];
  dispatched: { workflow: string; ref: string; inputs: Record<string, string> }[];
  collaborators: Set<string>;
  /** What waits in the merge queue, in order; undefined where the branch has none. */
  queue: { number: number; head: string }[] | undefined;
  /** Logs of what was refused. */
  refused: string[];
  /** A token with these rights; by default of the machine. */
  token(rights: Readonly<Record<string, string>>, login?: string): string;
  /** A bare repository of this name; made where there is none. */
  bare(name: string): string;
  headOf(pull: Pull): string;
  close(): Promise<void>;
};

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'Ada Writer',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada Writer',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
    },
  }).trim();
}

/** Starts it over a folder, in which `owner/name.git` become the repositories. */
export async function startGitHub(folder: string, repository: string): Promise<StandIn> {
  const tokens = new Map<string, Viewer>();
  const bare = (name: string) => {
    const path = join(folder, `${name}.git`);
    if (!existsSync(path)) {
      mkdirSync(path, { recursive: true });
      git(path, 'init', '--quiet', '--bare', '--initial-branch=main');
      // GitHub gives any commit that it has by its id.
      git(path, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    }
    return path;
  };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let next = 0;
  const github: StandIn = {
    api: address,
    graphql: `${address}/graphql`,
    server: `file://${folder}`,
    repository,
    origin: bare(repository),
    pulls: [],
    issues: [],
    statuses: new Map(),
    runs: [],
    dispatched: [],
    collaborators: new Set(),
    queue: undefined,
    refused: [],
    token(rights, login = 'github-actions') {
      const token = `token-${++next}`;
      tokens.set(token, { login, bot: login === 'github-actions', rights });
      return token;
    },
    bare,
    headOf: (pull) =>
      pull.headRepository === repository
        ? git(github.origin, 'rev-parse', `refs/heads/${pull.branch}`)
        : git(github.origin, 'rev-parse', `refs/pull/${pull.number}/head`),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const viewer = tokens.get((request.headers.authorization ?? '').replace(/^bearer /, ''));
    const send = (status: number, body?: unknown) => {
      if (status >= 400) github.refused.push(`${status} ${request.method} ${request.url}`);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    if (viewer === undefined) return send(401, { message: 'Bad credentials' });
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    try {
      if (request.url === '/graphql') {
        const result = await graphql({
          schema,
          source: body.query as string,
          variableValues: body.variables as Record<string, unknown>,
          rootValue: rootOf(github, viewer),
        });
        return send(200, result);
      }
      const [status, data] = rest(github, viewer, request.method ?? '', request.url ?? '', body);
      send(status, data);
    } catch (error) {
      if (error instanceof Forbidden) send(403, { message: error.message });
      else send(500, { message: error instanceof Error ? error.message : String(error) });
    }
  }
  return github;
}

class Forbidden extends Error {}

function need({ rights }: Viewer, what: readonly string[], level: 'read' | 'write'): void {
  const has = what.some(
    (right) => rights[right] === 'write' || (level === 'read' && rights[right] === 'read'),
  );
  if (!has) throw new Forbidden(`Resource not accessible by integration: ${what.join(' or ')} ${level}`);
}

/** What `Query` and `Mutation` begin with. */
function rootOf(github: StandIn, viewer: Viewer): object {
  const actor = (login: string, bot: boolean) => ({ __typename: bot ? 'Bot' : 'User', login });
  const commentNode = ({ id, body, author }: Comment) => ({
    id,
    body,
    viewerDidAuthor: author === viewer.login,
  });
  const page = <T>(
    nodes: readonly T[],
    { first = nodes.length, after }: { first?: number; after?: string | null },
  ) => {
    const from = after === null || after === undefined ? 0 : Number(after);
    const shown = nodes.slice(from, from + first);
    return {
      nodes: shown,
      pageInfo: { hasNextPage: from + first < nodes.length, endCursor: String(from + shown.length) },
    };
  };
  const pullNode = (pull: Pull) => ({
    __typename: 'PullRequest',
    id: `PR_${pull.number}`,
    number: pull.number,
    state: pull.state,
    isDraft: pull.draft,
    mergeable: 'MERGEABLE',
    baseRefName: pull.base,
    headRefName: pull.branch,
    headRefOid: () => github.headOf(pull),
    headRepository: { nameWithOwner: pull.headRepository },
    author: actor(pull.author, pull.bot),
    labels: { nodes: pull.labels.map((name) => ({ name })) },
    latestOpinionatedReviews: () => {
      const latest = new Map(pull.reviews.map((review) => [review.author, review]));
      return {
        nodes: [...latest.values()].map((review) => ({
          state: review.state,
          author: actor(review.author, false),
          commit: { oid: review.commit },
        })),
      };
    },
    commits: () => {
      need(viewer, ['statuses'], 'read');
      const oid = github.headOf(pull);
      const contexts = (github.statuses.get(oid) ?? []).map(({ context, state, creator, bot }) => ({
        context,
        state,
        creator: actor(creator, bot),
      }));
      return { nodes: [{ commit: { oid, status: contexts.length === 0 ? null : { contexts } } }] };
    },
    comments: (args: { first?: number; after?: string | null }) => page(pull.comments.map(commentNode), args),
  });
  const issueNode = (issue: Issue) => ({
    __typename: 'Issue',
    id: `I_${issue.number}`,
    number: issue.number,
    comments: (args: { first?: number; after?: string | null }) =>
      page(issue.comments.map(commentNode), args),
  });
  const open = () => github.pulls.filter(({ state }) => state === 'OPEN');
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      if (`${owner}/${name}` !== github.repository) return null;
      need(viewer, ['contents'], 'read');
      return {
        pullRequests: ({ headRefName, baseRefName }: { headRefName?: string; baseRefName?: string }) => ({
          nodes: open()
            .filter((pull) => headRefName === undefined || pull.branch === headRefName)
            .filter((pull) => baseRefName === undefined || pull.base === baseRefName)
            .map(pullNode),
        }),
        pullRequest: ({ number }: { number: number }) => {
          const pull = github.pulls.find((item) => item.number === number);
          return pull === undefined ? null : pullNode(pull);
        },
        issueOrPullRequest: ({ number }: { number: number }) => {
          const pull = github.pulls.find((item) => item.number === number);
          const issue = github.issues.find((item) => item.number === number);
          return pull !== undefined ? pullNode(pull) : issue === undefined ? null : issueNode(issue);
        },
        mergeQueue: () => (github.queue === undefined ? null : { id: 'MQ_1' }),
      };
    },
    addComment: ({ input }: { input: { subjectId: string; body: string } }) => {
      need(viewer, ['issues', 'pull-requests'], 'write');
      const comment = {
        id: `IC_${input.subjectId}_${Math.trunc(performance.now() * 1000)}`,
        body: input.body,
        author: viewer.login,
      };
      const subject = [...github.pulls, ...github.issues].find(({ number }) =>
        input.subjectId.endsWith(`_${number}`),
      );
      if (input.body.length > 65_536) throw new Error('Body is too long (maximum is 65536 characters)');
      subject?.comments.push(comment);
      return { subject: { __typename: 'Issue', id: input.subjectId } };
    },
    updateIssueComment: ({ input }: { input: { id: string; body: string } }) => {
      need(viewer, ['issues', 'pull-requests'], 'write');
      const comment = [...github.pulls, ...github.issues]
        .flatMap(({ comments }) => comments)
        .find(({ id }) => id === input.id);
      if (comment?.author !== viewer.login) throw new Forbidden('Not your comment');
      comment.body = input.body;
      return { issueComment: { id: input.id } };
    },
    enqueuePullRequest: ({ input }: { input: { pullRequestId: string; expectedHeadOid: string } }) => {
      need(viewer, ['contents'], 'write');
      need(viewer, ['pull-requests'], 'write');
      const pull = open().find(({ number }) => input.pullRequestId === `PR_${number}`);
      if (pull === undefined) throw new Error('There is no such pull request.');
      if (github.queue === undefined) throw new Error('Merge queue is not enabled for this branch.');
      const head = github.headOf(pull);
      if (input.expectedHeadOid !== head)
        throw new Error('Head branch was modified. Review and try the merge again.');
      if (github.queue.some(({ number }) => number === pull.number))
        throw new Error('Pull request is already in the queue.');
      github.queue.push({ number: pull.number, head });
      return { clientMutationId: null };
    },
    mergePullRequest: ({ input }: { input: { pullRequestId: string; expectedHeadOid: string } }) => {
      need(viewer, ['contents'], 'write');
      need(viewer, ['pull-requests'], 'write');
      const pull = open().find(({ number }) => input.pullRequestId === `PR_${number}`);
      if (pull === undefined) throw new Error('There is no such pull request.');
      const head = github.headOf(pull);
      if (input.expectedHeadOid !== head)
        throw new Error('Head branch was modified. Review and try the merge again.');
      const gate = github.statuses.get(head)?.find(({ context }) => context === 'gate');
      if (gate?.state !== 'SUCCESS') throw new Error('Required status check "gate" is expected.');
      const main = git(github.origin, 'rev-parse', pull.base);
      const tree = git(github.origin, 'merge-tree', '--write-tree', main, head).split('\n')[0] ?? '';
      const commit = git(
        github.origin,
        'commit-tree',
        tree,
        '-p',
        main,
        '-p',
        head,
        '-m',
        `Merge #${pull.number}`,
      );
      git(github.origin, 'update-ref', `refs/heads/${pull.base}`, commit, main);
      pull.state = 'MERGED';
      return { clientMutationId: null };
    },
  };
}

type Fields = Record<string, unknown>;

function rest(
  github: StandIn,
  viewer: Viewer,
  method: string,
  url: string,
  body: Fields,
): [number, unknown?] {
  const { pathname, searchParams } = new URL(url, 'http://stand.in');
  const [, , owner = '', name = '', ...parts] = pathname.split('/').map(decodeURIComponent);
  const route = `${method} ${parts.map((part) => (/^\d+$/.test(part) ? ':n' : part)).join('/')}`;
  const repository = `${owner}/${name}`;
  if (route === 'GET ') {
    return existsSync(join(dirname(dirname(github.origin)), owner, `${name}.git`))
      ? [200, { full_name: repository, private: false, archived: false, size: 10 }]
      : [404, { message: 'Not Found' }];
  }
  if (repository !== github.repository) return [404, { message: 'Not Found' }];
  const number = Number(parts.find((part) => /^\d+$/.test(part)));
  const subject = [...github.pulls, ...github.issues].find((item) => item.number === number);
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

  if (parts[0] === 'statuses' && method === 'POST') {
    need(viewer, ['statuses'], 'write');
    const status: Status = {
      context: String(body.context),
      state: String(body.state).toUpperCase(),
      description: String(body.description),
      creator: viewer.login,
      bot: viewer.bot,
    };
    if (status.description.length > 140)
      return [422, { message: 'description is too long (maximum is 140 characters)' }];
    const rest = (github.statuses.get(parts[1] ?? '') ?? []).filter(
      ({ context }) => context !== status.context,
    );
    github.statuses.set(parts[1] ?? '', [...rest, status]);
    return [201, {}];
  }
  if (parts[0] === 'actions' && parts[1] === 'workflows' && parts[3] === 'runs') {
    need(viewer, ['actions'], 'read');
    const found = github.runs.filter(
      (run) => run.workflow === parts[2] && run.head === searchParams.get('head_sha'),
    );
    return [
      200,
      {
        workflow_runs: found.map((run) => ({
          id: run.id,
          event: run.event,
          status: 'completed',
          conclusion: run.conclusion,
          html_url: `https://github.com/${github.repository}/actions/runs/${run.id}`,
          head_sha: run.head,
          path: `.github/workflows/${run.workflow}`,
          head_repository: { full_name: run.headRepository },
        })),
      },
    ];
  }
  if (parts[0] === 'actions' && parts[1] === 'workflows' && parts[3] === 'dispatches') {
    need(viewer, ['actions'], 'write');
    github.dispatched.push({
      workflow: parts[2] ?? '',
      ref: String(body.ref),
      inputs: body.inputs as Record<string, string>,
    });
    return [204];
  }
  switch (route) {
    case 'GET actions/runs/:n/jobs':
      need(viewer, ['actions'], 'read');
      return [200, { jobs: github.runs.find(({ id }) => id === number)?.jobs ?? [] }];
    case 'POST issues/:n/labels':
      need(viewer, ['issues', 'pull-requests'], 'write');
      subject?.labels.push(...texts(body.labels).filter((label) => !subject.labels.includes(label)));
      return [200, []];
    case 'POST pulls/:n/requested_reviewers': {
      need(viewer, ['pull-requests'], 'write');
      const pull = github.pulls.find((item) => item.number === number);
      if (texts(body.reviewers).some((login) => !github.collaborators.has(login)))
        return [422, { message: 'Reviews may only be requested from collaborators.' }];
      pull?.requested.push(...texts(body.reviewers).filter((login) => !pull.requested.includes(login)));
      return [201, {}];
    }
    case 'PATCH issues/:n': {
      need(viewer, ['issues', 'pull-requests'], 'write');
      const pull = github.pulls.find((item) => item.number === number);
      const issue = github.issues.find((item) => item.number === number);
      if (pull !== undefined && body.state === 'closed') pull.state = 'CLOSED';
      if (issue !== undefined && body.state === 'closed') issue.state = 'closed';
      return [200, {}];
    }
    case 'GET issues':
      need(viewer, ['issues'], 'read');
      return [
        200,
        github.issues
          .filter(
            ({ state, labels }) => state === 'open' && labels.includes(searchParams.get('labels') ?? ''),
          )
          .map((issue) => ({
            number: issue.number,
            title: issue.title,
            user: { type: issue.bot ? 'Bot' : 'User' },
          })),
      ];
    case 'POST issues': {
      need(viewer, ['issues'], 'write');
      const issue = newIssue(github, {
        title: String(body.title),
        body: String(body.body),
        author: viewer.login,
        labels: texts(body.labels),
      });
      issue.bot = viewer.bot;
      return [201, { number: issue.number }];
    }
    case 'GET pulls': {
      need(viewer, ['pull-requests'], 'read');
      const [, branch] = (searchParams.get('head') ?? '').split(':');
      return [
        200,
        github.pulls
          .filter((pull) => pull.state === 'OPEN' && pull.branch === branch)
          .map((pull) => ({ number: pull.number })),
      ];
    }
    case 'POST pulls': {
      need(viewer, ['pull-requests'], 'write');
      const pull = newPull(github, {
        title: String(body.title),
        body: String(body.body),
        author: viewer.login,
        bot: viewer.bot,
        branch: String(body.head),
        headRepository: github.repository,
      });
      return [201, { number: pull.number }];
    }
    default:
      break;
  }
  if (method === 'DELETE' && parts[0] === 'issues' && parts[2] === 'labels') {
    need(viewer, ['issues', 'pull-requests'], 'write');
    if (subject !== undefined) subject.labels = subject.labels.filter((label) => label !== parts[3]);
    return [200, []];
  }
  return [404, { message: `The stand-in does not know ${route}.` }];
}

function nextNumber({ pulls, issues }: StandIn): number {
  return Math.max(0, ...pulls.map(({ number }) => number), ...issues.map(({ number }) => number)) + 1;
}

export function newPull(
  github: StandIn,
  pull: Pick<Pull, 'title' | 'body' | 'author' | 'branch' | 'headRepository'> & { bot?: boolean },
): Pull {
  const made: Pull = {
    bot: false,
    ...pull,
    number: nextNumber(github),
    base: 'main',
    state: 'OPEN',
    draft: false,
    labels: [],
    reviews: [],
    requested: [],
    comments: [],
  };
  github.pulls.push(made);
  return made;
}

export function newIssue(github: StandIn, issue: Pick<Issue, 'title' | 'body' | 'author' | 'labels'>): Issue {
  const made: Issue = { ...issue, number: nextNumber(github), bot: false, state: 'open', comments: [] };
  github.issues.push(made);
  return made;
}
