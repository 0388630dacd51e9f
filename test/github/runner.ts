// Runs a workflow's jobs on this machine: its own shell lines, in a clone of the stand-in's repository, with the environment that GitHub gives.
// Expressions are evaluated by GitHub's own engine; of the actions, what they do to files is done here.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { ensureClaude } from '../client/claude.ts';
import { git, type Run, type StandIn } from './stand-in.ts';
import { asWorkflow, type Job, needsOf, root, type Step } from './workflows.ts';

/** What started a workflow. */
export type Event = {
  name: string;
  payload: Record<string, unknown>;
  /** The commit and the ref that GitHub says the run belongs to. */
  sha: string;
  ref: string;
  inputs?: Record<string, unknown>;
  vars?: Record<string, string>;
};

type JobOutcome = {
  name: string;
  result: 'success' | 'failure' | 'skipped';
  outputs: Record<string, string>;
  log: string;
  summary: string;
};

export type RunOutcome = {
  conclusion: 'success' | 'failure';
  jobs: Record<string, JobOutcome>;
  /** Folders that were uploaded, by name. */
  artifacts: Map<string, string>;
};

/** What runs need to know. */
export type Runner = {
  github: StandIn;
  /** An empty folder on the file system of the packages, which are linked into each clone. */
  folder: string;
  /** Where what is deployed goes. */
  deployed: string;
  /** Files that were attested, with their hashes. */
  attested: Map<string, string>;
};

let made = 0;

/** Runs the workflow of a file as it is in the repository's default branch, or for a pull request as it is here: the texts are given. */
export async function runWorkflow(runner: Runner, text: string, event: Event): Promise<RunOutcome> {
  const workflow = asWorkflow(text);
  const outcome: RunOutcome = { conclusion: 'success', jobs: {}, artifacts: new Map() };
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const done = await runJob(runner, workflow.name, job, event, outcome);
    outcome.jobs[id] = done;
    if (done.result === 'failure') outcome.conclusion = 'failure';
  }
  return outcome;
}

async function runJob(
  runner: Runner,
  workflow: string,
  job: Job,
  event: Event,
  run: RunOutcome,
): Promise<JobOutcome> {
  const { github } = runner;
  // One place for all jobs, of which one runs at a time: what is kept compiled of a file is kept by its path.
  const folder = join(runner.folder, 'job');
  rmSync(folder, { recursive: true, force: true });
  const workspace = join(folder, 'workspace');
  const home = join(folder, 'home');
  for (const path of [workspace, home]) mkdirSync(path, { recursive: true });
  const outcome: JobOutcome = { name: job.name ?? '', result: 'success', outputs: {}, log: '', summary: '' };
  const token = github.token(job.permissions as Record<string, string>);
  const needs = Object.fromEntries(
    needsOf(job).map((id) => [
      id,
      { result: run.jobs[id]?.result ?? 'skipped', outputs: run.jobs[id]?.outputs ?? {} },
    ]),
  );
  const steps: Record<string, { outputs: Record<string, string>; outcome: string }> = {};
  const contexts = {
    github: {
      token,
      event: event.payload,
      event_name: event.name,
      sha: event.sha,
      ref: event.ref,
      ref_name: event.ref.replace(/^refs\/(?:heads|tags)\//, ''),
      repository: github.repository,
      workflow,
    },
    needs,
    steps,
    inputs: event.inputs ?? {},
    vars: event.vars ?? {},
    secrets: {},
  };
  const results = Object.values(needs).map(({ result }) => result);
  const neededAll = results.every((result) => result === 'success');
  // What was skipped did not fail: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#failure
  if (!isMet(job.if, contexts, neededAll, results.includes('failure')))
    return { ...outcome, result: 'skipped' };

  const files = {
    event: join(folder, 'event.json'),
    summary: join(folder, 'summary.md'),
    output: join(folder, 'output'),
  };
  writeFileSync(files.event, JSON.stringify(event.payload));
  writeFileSync(files.summary, '');
  const environment = {
    PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
    HOME: home,
    NODE_COMPILE_CACHE: join(runner.folder, 'compiled'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.api,
    GITHUB_GRAPHQL_URL: github.graphql,
    GITHUB_SERVER_URL: github.server,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_SHA: event.sha,
    GITHUB_REF: event.ref,
    GITHUB_WORKSPACE: workspace,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_OUTPUT: files.output,
    GITHUB_RUN_ID: '1',
    ...(process.env.npm_config_registry === undefined
      ? {}
      : { npm_config_registry: process.env.npm_config_registry }),
  };
  for (const [index, step] of (job.steps ?? []).entries()) {
    if (!isMet(step.if, contexts, outcome.result === 'success')) continue;
    writeFileSync(files.output, '');
    const values = (record: Record<string, unknown> | undefined) =>
      Object.fromEntries(
        Object.entries(record ?? {}).map(([key, value]) => [key, fill(String(value), contexts)]),
      );
    let ok: boolean;
    if (step.uses === undefined) {
      const env = { ...environment, ...values(step.env) };
      const done = await shell(runner, step.run ?? '', workspace, env);
      outcome.log += done.log;
      ok = done.ok;
    } else {
      ok = act(runner, run, workspace, step, values(step.with), event.sha);
      outcome.log += `${step.uses}: ${ok ? 'done' : 'failed'}\n`;
    }
    const outputs = Object.fromEntries(
      readFileSync(files.output, 'utf8')
        .split('\n')
        .filter((line) => line.includes('='))
        .map((line): [string, string] => [
          line.slice(0, line.indexOf('=')),
          line.slice(line.indexOf('=') + 1),
        ]),
    );
    if (step.id !== undefined)
      steps[step.id] = {
        outputs: step.id === 'deploy' ? { page_url: 'https://site.example/' } : outputs,
        outcome: ok ? 'success' : 'failure',
      };
    if (!ok) {
      outcome.result = 'failure';
      outcome.log += `Step ${index + 1} failed.\n`;
    }
  }
  outcome.outputs = Object.fromEntries(
    Object.entries(job.outputs ?? {}).map(([key, value]) => [key, fill(value, contexts)]),
  );
  outcome.summary = readFileSync(files.summary, 'utf8');
  rmSync(folder, { recursive: true, force: true });
  return outcome;
}

/** What an action does, as far as files go. */
function act(
  runner: Runner,
  run: RunOutcome,
  workspace: string,
  { uses = '' }: Step,
  given: Record<string, string>,
  sha: string,
): boolean {
  const { github } = runner;
  switch (uses.split('@')[0]) {
    case 'actions/checkout': {
      const ref = given.ref === undefined || given.ref === '' ? sha : given.ref;
      git(workspace, 'init', '--quiet', '--initial-branch=main', '--template=');
      git(workspace, 'remote', 'add', 'origin', `${github.server}/${github.repository}`);
      if (given['fetch-depth'] === '0')
        git(
          workspace,
          'fetch',
          '--quiet',
          'origin',
          '+refs/heads/*:refs/remotes/origin/*',
          '+refs/tags/*:refs/tags/*',
        );
      const isId = /^[0-9a-f]{40}$/.test(ref);
      git(
        workspace,
        'fetch',
        '--quiet',
        ...(given['fetch-depth'] === '0' ? [] : ['--depth=1']),
        'origin',
        isId ? ref : `refs/heads/${ref}`,
      );
      git(workspace, 'checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD');
      return true;
    }
    case 'actions/setup-node':
      return true;
    case 'actions/upload-artifact':
    case 'actions/upload-pages-artifact': {
      const from = join(workspace, given.path ?? '');
      const name = uses.includes('pages') ? 'github-pages' : (given.name ?? '');
      if (!existsSync(from)) return given['if-no-files-found'] !== 'error';
      const to = join(runner.folder, `artifact-${++made}`);
      cpSync(from, to, { recursive: true });
      run.artifacts.set(name, to);
      return true;
    }
    case 'actions/download-artifact': {
      const from = run.artifacts.get(given.name ?? '');
      if (from === undefined) return false;
      cpSync(from, join(workspace, given.path ?? ''), { recursive: true });
      return true;
    }
    case 'actions/attest': {
      const paths = (given['subject-path'] ?? '').split('\n').filter((path) => path !== '');
      for (const path of paths)
        runner.attested.set(
          path,
          createHash('sha256')
            .update(readFileSync(join(workspace, path)))
            .digest('hex'),
        );
      return paths.length > 0;
    }
    case 'actions/deploy-pages': {
      const from = run.artifacts.get('github-pages');
      if (from === undefined) return false;
      rmSync(runner.deployed, { recursive: true, force: true });
      cpSync(from, runner.deployed, { recursive: true });
      return true;
    }
    case 'github/codeql-action/upload-sarif':
      return existsSync(join(workspace, given.sarif_file ?? ''));
    default:
      throw new Error(`The runner does not know ${uses}.`);
  }
}

/** Installing what the lockfile holds is stood in for by the packages that are here already. */
async function shell(
  runner: Runner,
  line: string,
  workspace: string,
  env: Record<string, string>,
): Promise<{ ok: boolean; log: string }> {
  if (line === 'npm ci --ignore-scripts') return install(runner, workspace);
  if (line === 'npm ci --ignore-scripts --prefix .github/client') {
    const { first } = ensureClaude();
    const modules = join(dirname(first[0] ?? ''), '..', '..');
    symlinkSync(modules, join(workspace, '.github', 'client', 'node_modules'));
    return { ok: existsSync(modules), log: '' };
  }
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', line], {
    cwd: workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = `$ ${line}\n`;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { ok: code === 0, log };
}

function install({ folder }: Runner, workspace: string): { ok: boolean; log: string } {
  const modules = join(folder, 'node_modules');
  if (!existsSync(modules)) {
    linkTree(join(root, 'node_modules'), modules);
    // A file of our own, since it is written to where packages are held against the lockfile.
    rmSync(join(modules, '.lockfile-sha256'), { force: true });
  }
  symlinkSync(modules, join(workspace, 'node_modules'));
  return { ok: true, log: '' };
}

/** The same files under another folder, each the same on the disk: what is removed there stays here. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      // What is kept between runs is each clone's own.
      if (entry.name !== '.cache' && entry.name !== '.vite') linkTree(source, target);
    } else if (entry.isSymbolicLink()) cpSync(source, target, { verbatimSymlinks: true });
    else linkSync(source, target);
  }
}

const statusFunctions = ['always', 'success', 'failure', 'cancelled'];

function isMet(
  condition: string | undefined,
  contexts: object,
  isFineSoFar: boolean,
  hasFailed = !isFineSoFar,
): boolean {
  if (condition === undefined) return isFineSoFar;
  const text = condition.replace(/^\$\{\{|\}\}$/g, '');
  const asksForStatus = statusFunctions.some((name) => text.includes(`${name}(`));
  return (asksForStatus || isFineSoFar) && truth(evaluate(text, contexts, isFineSoFar, hasFailed));
}

function fill(text: string, contexts: object): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts, true).coerceString(),
  );
}

function truth(value: data.ExpressionData): boolean {
  return value.kind === data.Kind.Boolean
    ? value.value
    : value.coerceString() !== '' && value.coerceString() !== '0';
}

function evaluate(
  expression: string,
  contexts: object,
  isFineSoFar: boolean,
  hasFailed = !isFineSoFar,
): data.ExpressionData {
  const { tokens } = new Lexer(expression.trim()).lex();
  const functions = statusFunctions.map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () =>
      new data.BooleanData(
        name === 'always' || (name === 'success' && isFineSoFar) || (name === 'failure' && hasFailed),
      ),
  }));
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const context = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, context, new Map(functions.map((item) => [item.name, item]))).evaluate();
}

/** Writes down a run as GitHub would know it. */
export function record(
  github: StandIn,
  run: Omit<Run, 'id' | 'jobs' | 'conclusion'>,
  { conclusion, jobs }: RunOutcome,
): Run {
  const known: Run = {
    ...run,
    id: github.runs.length + 1,
    conclusion,
    jobs: Object.values(jobs).map(({ name, result }) => ({ name, conclusion: result })),
  };
  github.runs.push(known);
  return known;
}
