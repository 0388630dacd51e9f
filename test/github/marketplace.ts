// A marketplace on the stand-in: the software as it is here with the plugins of the fixture, and what people and GitHub do to it.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { copyFixtureMarketplace, fixtureConfig } from '../fixture-marketplace.ts';
import { commitOnto, type Files, json } from '../review/repository.ts';
import { type Event, type Runner, type RunOutcome, record, runWorkflow } from './runner.ts';
import { git, type Pull, type StandIn, startGitHub } from './stand-in.ts';
import { asWorkflow, readWorkflows, root } from './workflows.ts';

export const repository = 'plugin-marketplace/plugin-marketplace';

/** What every event tells of the repository. */
export const event = { repository: { default_branch: 'main', full_name: repository } };

const workflows = readWorkflows();
/** The jobs that look at a pull request beside the review. */
const otherJobs = ['Client', 'Site', 'Checks'];

export type Marketplace = {
  folder: string;
  github: StandIn;
  runner: Runner;
  main(): string;
  /** Runs a workflow, or only some of its jobs. */
  start(file: string, started: Event, only?: readonly string[]): Promise<RunOutcome>;
  /** Commits files on top of a commit and has a ref be that, as a push does. */
  push(from: string, files: Files, ref: string): string;
  /** Runs the workflow of pull requests, and lets the report hear of its end. */
  look(pull: Pull, only?: readonly string[]): Promise<{ looked: RunOutcome; told: RunOutcome }>;
  /** The same with only the job of the review: GitHub says of the others that they succeeded. */
  review(pull: Pull): Promise<{ looked: RunOutcome; told: RunOutcome }>;
  /** Lets the report hear of the end of a run. */
  hear(workflow: string, by: string, pull: Pull, changes?: Record<string, unknown>): Promise<RunOutcome>;
  merge(): Promise<RunOutcome>;
  publish(vars?: Record<string, string>): Promise<RunOutcome>;
  comment(subject: Subject, body: string, author: string, isPull: boolean): Promise<RunOutcome>;
  gateOf(pull: Pull): { state: string; creator: string; description: string } | undefined;
  close(): Promise<void>;
};

type Subject = { number: number; author: string; labels: string[]; body: string };

/** What jobs said, for a failed assertion to show. */
export function logs({ jobs }: RunOutcome): string {
  return Object.entries(jobs)
    .map(([id, { log, result }]) => `${id}: ${result}\n${log}`)
    .join('\n');
}

/** Starts with the software as it is here and the fixture marketplace, with merging switched on and `cleo` as its curator, as one commit. */
export async function openMarketplace(): Promise<Marketplace> {
  mkdirSync(join(root, '.cache'), { recursive: true });
  // On the disk of the packages, so that these can be linked.
  const folder = mkdtempSync(join(root, '.cache', 'github-'));
  const github = await startGitHub(join(folder, 'github'), repository);
  github.collaborators.add('cleo');
  const runner = {
    github,
    folder: join(folder, 'runs'),
    deployed: join(folder, 'deployed'),
    attested: new Map(),
  };
  mkdirSync(runner.folder);
  makeOrigin(folder, github);

  const main = () => git(github.origin, 'rev-parse', 'main');
  const start: Marketplace['start'] = (file, started, only) => {
    const text = workflows.get(file) ?? '';
    if (only === undefined) return runWorkflow(runner, text, started);
    const workflow = asWorkflow(text);
    const jobs = Object.fromEntries(Object.entries(workflow.jobs).filter(([id]) => only.includes(id)));
    return runWorkflow(runner, stringify({ ...workflow, jobs }), started);
  };
  const onMain = (name: string, payload: object) => ({
    name,
    payload: { ...event, ...payload },
    sha: main(),
    ref: 'refs/heads/main',
  });
  const hear: Marketplace['hear'] = (workflow, by, pull, changes = {}) =>
    start(
      'report.yml',
      onMain('workflow_run', {
        workflow_run: {
          path: `.github/workflows/${workflow}`,
          event: by,
          head_sha: github.headOf(pull),
          head_branch: pull.branch,
          head_repository: { full_name: pull.headRepository },
          conclusion: 'success',
          pull_requests: [],
          ...changes,
        },
      }),
    );
  const look = async (pull: Pull, only: readonly string[] | undefined, succeeded: readonly string[]) => {
    const { number, author, branch, headRepository, title } = pull;
    const head = github.headOf(pull);
    const payload = {
      ...event,
      pull_request: {
        number,
        title,
        user: { login: author },
        head: { sha: head, ref: branch },
        base: { sha: main(), ref: 'main' },
      },
    };
    const ref = `refs/pull/${number}/merge`;
    const looked = await start('pull-request.yml', { name: 'pull_request', payload, sha: head, ref }, only);
    const run = { workflow: 'pull-request.yml', event: 'pull_request', head, headRepository, branch };
    const { jobs } = record(github, run, looked);
    jobs.push(...succeeded.map((name) => ({ name, conclusion: 'success' })));
    const told = await hear('pull-request.yml', 'pull_request', pull, { conclusion: looked.conclusion });
    return { looked, told };
  };
  return {
    folder,
    github,
    runner,
    main,
    start,
    hear,
    push: (from, files, ref) => commitOnto(github.origin, from, files, ref),
    look: (pull, only) => look(pull, only, []),
    review: (pull) => look(pull, ['review'], otherJobs),
    merge: () => start('merge.yml', onMain('workflow_run', { workflow_run: { conclusion: 'success' } })),
    publish: (vars = {}) => start('publish.yml', { ...onMain('push', {}), vars }),
    comment: (subject, body, author, isPull) =>
      start(
        'submit.yml',
        onMain('issue_comment', {
          action: 'created',
          issue: {
            number: subject.number,
            title: 'x',
            body: subject.body,
            state: 'open',
            user: { login: subject.author },
            labels: subject.labels.map((name) => ({ name })),
            ...(isPull ? { pull_request: {} } : {}),
          },
          comment: { body, user: { login: author } },
        }),
      ),
    gateOf: (pull) => github.statuses.get(github.headOf(pull))?.find(({ context }) => context === 'gate'),
    async close() {
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What every owner replaces: the fixture has its own. */
const owned =
  /^(?:plugins\/|\.claude-plugin\/|marketplace\.config\.json$|registry\.json$|\.github\/CODEOWNERS$)/;

function makeOrigin(folder: string, github: StandIn): void {
  const work = join(folder, 'origin');
  copyFixtureMarketplace(work);
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const isSoftware = (path: string) => !owned.test(path) && existsSync(join(root, path));
  for (const file of files.split('\0').filter((path) => path !== '' && isSoftware(path))) {
    mkdirSync(dirname(join(work, file)), { recursive: true });
    cpSync(join(root, file), join(work, file), { verbatimSymlinks: true });
  }
  const config = JSON.parse(readFileSync(fixtureConfig, 'utf8')) as object;
  const review = { curators: ['cleo'], merge: { enabled: true } };
  writeFileSync(join(work, 'marketplace.config.json'), json({ ...config, review }));
  git(work, 'add', '--all', '--force');
  git(work, 'commit', '--quiet', '--message', 'Begin');
  git(work, 'push', '--quiet', github.origin, 'main');
}
