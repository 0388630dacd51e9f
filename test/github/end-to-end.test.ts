// From an opened pull request to the deployed site, by the workflows' own commands against a stand-in for GitHub on loopback.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Registry } from '../../src/registry/registry.ts';
import { manifest, plugin } from '../review/repository.ts';
import { event, logs, type Marketplace, openMarketplace, repository } from './marketplace.ts';
import { type Runner, record } from './runner.ts';
import { git, newIssue, newPull, type Pull, type StandIn } from './stand-in.ts';

let marketplace: Marketplace;
let folder: string;
let github: StandIn;
let runner: Runner;
let main: Marketplace['main'];
let start: Marketplace['start'];
let push: Marketplace['push'];
let look: Marketplace['look'];
let review: Marketplace['review'];
let hear: Marketplace['hear'];
let merge: Marketplace['merge'];
let publish: Marketplace['publish'];
let comment: Marketplace['comment'];
let gateOf: Marketplace['gateOf'];

beforeAll(async () => {
  marketplace = await openMarketplace();
  ({ folder, github, runner, main, start, push, look, review, hear, merge, publish, comment, gateOf } =
    marketplace);
}, 120_000);
afterAll(() => marketplace.close());

describe('a marketplace on GitHub', () => {
  let pull: Pull;

  test('is published: the registry is committed, versions are tagged, the site is attested and deployed', async () => {
    const before = main();
    const published = await publish();
    expect(published.conclusion, logs(published)).toBe('success');
    expect(git(github.origin, 'rev-parse', 'main^')).toBe(before);
    expect(git(github.origin, 'log', '-1', '--format=%an', 'main')).toBe('github-actions[bot]');
    expect(
      git(github.origin, 'diff-tree', '-r', '--name-only', '--no-commit-id', 'main').split('\n'),
    ).toEqual(expect.arrayContaining(['registry.json']));
    const finder = git(github.origin, 'show', 'main:plugins/plugin-finder/.claude-plugin/plugin.json');
    const { version } = JSON.parse(finder);
    expect(git(github.origin, 'tag', '--list').split('\n')).toContain(`plugin-finder--v${version}`);
    expect(existsSync(join(runner.deployed, 'index.html'))).toBe(true);
    expect(existsSync(join(runner.deployed, 'plugins', 'plugin-finder', 'index.html'))).toBe(true);
    expect([...runner.attested.keys()]).toEqual(['registry.json', '.claude-plugin/marketplace.json']);
    expect(github.issues).toEqual([]);
  });

  test('looks at a new plugin, says what it can do, and asks whoever can answer', async () => {
    pull = newPull(github, {
      title: 'Add a plugin',
      body: '',
      author: 'nina',
      branch: 'main',
      headRepository: 'nina/plugin-marketplace',
    });
    push(main(), plugin('greeting-card', ['nina']), `refs/pull/${pull.number}/head`);
    const { looked, told } = await look(pull);
    expect(looked.conclusion, logs(looked)).toBe('success');
    expect(looked.jobs.review?.log).toContain('::notice ');
    expect(looked.jobs.review?.summary).toContain('a person must answer');
    expect(looked.jobs.client?.log).toContain('✓ greeting-card');
    expect(readdirSync(looked.artifacts.get('review') ?? '').sort()).toEqual([
      'review.json',
      'review.md',
      'review.sarif',
    ]);
    expect(
      existsSync(join(looked.artifacts.get('preview') ?? '', 'plugins', 'greeting-card', 'index.html')),
    ).toBe(true);
    expect(told.conclusion, logs(told)).toBe('success');
    expect(gateOf(pull)).toMatchObject({ state: 'PENDING', creator: 'github-actions' });
    expect(pull.comments).toHaveLength(1);
    expect(pull.comments[0]?.body).toContain('Gate: waiting');
    expect(pull.comments[0]?.body).toContain('`greeting-card`');
    expect(pull.labels).toEqual(['verdict: review', 'new plugin']);
    expect(pull.requested).toEqual(['cleo']);
  });

  test('merges nothing that was not answered', async () => {
    const merged = await merge();
    expect(merged.conclusion, logs(merged)).toBe('success');
    expect(merged.jobs.merge?.log).toContain('not merged');
    expect(pull.state).toBe('OPEN');
  });

  test('opens the gate for an approving review, in the same comment', async () => {
    pull.reviews.push({ state: 'APPROVED', author: 'cleo', commit: github.headOf(pull) });
    const told = await hear('reviewed.yml', 'pull_request_review', pull);
    expect(told.conclusion, logs(told)).toBe('success');
    expect(gateOf(pull)?.state).toBe('SUCCESS');
    expect(pull.comments).toHaveLength(1);
    expect(pull.comments[0]?.body).toContain('Gate: open');
  });

  test('takes the approval back at the next push, and merges no other commit', async () => {
    const approved = github.headOf(pull);
    push(
      approved,
      { 'plugins/greeting-card/CHANGELOG.md': '# Changelog\n\n## 1.0.0\n\n- First.\n' },
      `refs/pull/${pull.number}/head`,
    );
    const early = await merge();
    expect(early.jobs.merge?.log).toContain('not merged');
    const { told } = await review(pull);
    expect(told.conclusion, logs(told)).toBe('success');
    expect(gateOf(pull)?.state).toBe('PENDING');
    const merged = await merge();
    expect(merged.jobs.merge?.log).toContain('not merged');
    expect(pull.state).toBe('OPEN');
  });

  test('takes a command for an approval of the commit that it names, by whoever is asked', async () => {
    const head = github.headOf(pull);
    const states = () => (github.statuses.get(head) ?? []).map(({ context, state }) => `${context} ${state}`);
    for (const [body, author] of [
      [`/approve ${head.slice(0, 12)}`, 'nina'],
      [`/approve ${head.slice(0, 12)}`, 'mallory'],
      [`/approve ${'0'.repeat(12)}`, 'cleo'],
      ['/approve', 'cleo'],
    ] as const) {
      const answered = await comment(pull, body, author, true);
      expect(answered.conclusion, logs(answered)).toBe('success');
      expect(states()).toEqual(['gate PENDING']);
    }
    const answered = await comment(pull, `/approve ${head.slice(0, 12)}\nLooks good.`, 'cleo', true);
    expect(answered.conclusion, logs(answered)).toBe('success');
    expect(states().sort()).toEqual(['approval: cleo SUCCESS', 'gate SUCCESS']);
  });

  test('puts exactly that commit into the queue where the branch has one', async () => {
    github.queue = [];
    const head = github.headOf(pull);
    const queued = await merge();
    expect(queued.jobs.merge?.log).toContain(`#${pull.number} at ${head}: put into the queue`);
    expect(github.queue).toEqual([{ number: pull.number, head }]);
    const again = await merge();
    expect(again.conclusion, logs(again)).toBe('success');
    expect(again.jobs.merge?.log).toContain('already in the queue');
    expect(github.queue).toHaveLength(1);
    expect(pull.state).toBe('OPEN');
    expect(github.dispatched).toEqual([]);
    github.queue = undefined;
  });

  test('merges exactly that commit, and publishes it', async () => {
    const head = github.headOf(pull);
    const merged = await merge();
    expect(merged.jobs.merge?.log).toContain('merged');
    expect(pull.state).toBe('MERGED');
    expect(git(github.origin, 'rev-parse', 'main^2')).toBe(head);
    expect(github.dispatched.map(({ workflow, ref }) => `${workflow} ${ref}`)).toEqual(['publish.yml main']);
    const published = await publish();
    expect(published.conclusion, logs(published)).toBe('success');
    expect(git(github.origin, 'tag', '--list').split('\n')).toContain('greeting-card--v1.0.0');
    expect(existsSync(join(runner.deployed, 'plugins', 'greeting-card', 'index.html'))).toBe(true);
    const { plugins } = JSON.parse(readFileSync(join(runner.deployed, 'registry.json'), 'utf8')) as Registry;
    expect(plugins.map(({ name }) => name)).toContain('greeting-card');
  });

  test("merges a maintainer's own update that can do no more, without asking anybody", async () => {
    const update = newPull(github, {
      title: 'Update',
      body: '',
      author: 'nina',
      branch: 'update',
      headRepository: 'nina/plugin-marketplace',
    });
    push(
      main(),
      { 'plugins/greeting-card/.claude-plugin/plugin.json': manifest('greeting-card', { version: '1.1.0' }) },
      `refs/pull/${update.number}/head`,
    );
    const { looked, told } = await review(update);
    expect(looked.conclusion, logs(looked)).toBe('success');
    expect(told.conclusion, logs(told)).toBe('success');
    expect(update.labels).toEqual(['verdict: pass']);
    expect(update.requested).toEqual([]);
    const merged = await merge();
    expect(update.state, logs(merged)).toBe('MERGED');
  });

  test('opens a pull request for a submitted plugin, and renews it when the issue is edited', async () => {
    const theirs = github.bare('oscar/tools');
    const files = Object.entries(plugin('paper-plane', ['somebody-else']));
    const commit = (version: string) => {
      const work = mkdtempSync(join(folder, 'theirs-'));
      git(work, 'init', '--quiet', '--initial-branch=main');
      for (const [path, content] of files) {
        const at = join(work, path);
        mkdirSync(dirname(at), { recursive: true });
        writeFileSync(
          at,
          path.endsWith('plugin.json') ? manifest('paper-plane', { version }) : (content as string),
        );
      }
      git(work, 'add', '--all');
      git(work, 'commit', '--quiet', '--message', version);
      git(work, 'push', '--quiet', '--force', theirs, 'main');
      return git(work, 'rev-parse', 'HEAD');
    };
    const first = commit('1.0.0');
    const issue = newIssue(github, {
      title: 'Submit',
      body: '### Repository\n\noscar/tools plugins/paper-plane\n',
      author: 'oscar',
      labels: ['submission'],
    });
    const ask = () =>
      start('submit.yml', {
        name: 'issues',
        payload: {
          ...event,
          action: 'opened',
          issue: { ...issue, user: { login: issue.author }, labels: [{ name: 'submission' }] },
        },
        sha: main(),
        ref: 'refs/heads/main',
      });
    const answered = await ask();
    expect(answered.conclusion, logs(answered)).toBe('success');
    const opened = github.pulls.find(({ branch }) => branch === `submission-${issue.number}`) as Pull;
    expect(opened, issue.comments[0]?.body).toBeDefined();
    expect(issue.comments[0]?.body).toContain(`#${opened.number}`);
    expect(opened.body).toContain(first);
    expect(github.dispatched.at(-1)).toMatchObject({ workflow: 'pull-request.yml', ref: opened.branch });
    const head = github.headOf(opened);
    expect(
      git(github.origin, 'diff', '--name-only', 'main', head)
        .split('\n')
        .every((path) => path.startsWith('plugins/paper-plane/')),
    ).toBe(true);
    // Whoever submits it maintains it here where it is their own; whom it names itself has no say.
    expect(JSON.parse(git(github.origin, 'show', `${head}:plugins/paper-plane/listing.json`))).toMatchObject({
      maintainers: ['oscar'],
    });

    const looked = await start('pull-request.yml', {
      name: 'workflow_dispatch',
      payload: { ...event, inputs: {} },
      sha: head,
      ref: `refs/heads/${opened.branch}`,
    });
    expect(looked.conclusion, logs(looked)).toBe('success');
    record(
      github,
      {
        workflow: 'pull-request.yml',
        event: 'workflow_dispatch',
        head,
        headRepository: repository,
        branch: opened.branch,
      },
      looked,
    );
    const told = await hear('pull-request.yml', 'workflow_dispatch', opened);
    expect(told.conclusion, logs(told)).toBe('success');
    expect(gateOf(opened)?.state).toBe('PENDING');

    const second = commit('1.0.1');
    const again = await ask();
    expect(again.conclusion, logs(again)).toBe('success');
    expect(github.headOf(opened)).not.toBe(head);
    expect(issue.comments).toHaveLength(1);
    expect(issue.comments[0]?.body).toContain(second);

    const ignored = await comment(issue, '/close', 'mallory', false);
    expect(ignored.conclusion, logs(ignored)).toBe('success');
    expect(issue.state).toBe('open');
    const closed = await comment(issue, '/close', 'oscar', false);
    expect(closed.conclusion, logs(closed)).toBe('success');
    expect([issue.state, opened.state]).toEqual(['closed', 'CLOSED']);
  });

  test('stops publishing for a person where most plugins would go, says so in one issue, and closes it with the next success', async () => {
    const before = main();
    const work = mkdtempSync(join(folder, 'main-'));
    git(work, 'clone', '--quiet', github.origin, '.');
    git(
      work,
      'rm',
      '-r',
      '--quiet',
      ...readdirSync(join(work, 'plugins'))
        .slice(0, 5)
        .map((name) => `plugins/${name}`),
    );
    git(work, 'commit', '--quiet', '--message', 'Oh no');
    git(work, 'push', '--quiet', 'origin', 'HEAD:main');
    const broken = main();
    for (let time = 0; time < 2; time++) {
      const stopped = await publish();
      expect(stopped.conclusion).toBe('failure');
      expect(stopped.jobs.registry?.log).toContain('a person has to look');
      expect(stopped.jobs.deploy?.result).toBe('skipped');
      expect(main()).toBe(broken);
    }
    const open = () =>
      github.issues.filter(({ state, title }) => state === 'open' && title === 'Publishing failed');
    expect(open()).toHaveLength(1);
    git(github.origin, 'update-ref', 'refs/heads/main', before);
    const published = await publish();
    expect(published.conclusion, logs(published)).toBe('success');
    expect(open()).toEqual([]);
  });

  test('gives way where the branch moved while it published, and the next run publishes both', async () => {
    const work = mkdtempSync(join(folder, 'main-'));
    git(work, 'clone', '--quiet', github.origin, '.');
    const change = (text: string) => {
      appendFileSync(join(work, 'plugins', 'plugin-author', 'README.md'), `\n${text}\n`);
      git(work, 'commit', '--all', '--quiet', '--message', text);
      return git(work, 'rev-parse', 'HEAD').trim();
    };
    change('One more line');
    git(work, 'push', '--quiet', 'origin', 'HEAD:main');
    const newer = change('And another');
    git(work, 'push', '--quiet', 'origin', 'HEAD:refs/heads/newer');
    // Somebody else is a moment earlier, once.
    writeFileSync(
      join(github.origin, 'hooks', 'pre-receive'),
      `#!/bin/sh\nrm "$0"\nunset GIT_QUARANTINE_PATH\ngit update-ref refs/heads/main ${newer}\nexit 1\n`,
      { mode: 0o755 },
    );
    const first = await publish();
    expect(first.conclusion, logs(first)).toBe('success');
    expect(first.jobs.registry?.log).toContain(`has moved to ${newer}`);
    expect(['build', 'attest', 'deploy'].map((job) => first.jobs[job]?.result)).toEqual(
      Array(3).fill('skipped'),
    );
    expect(main()).toBe(newer);
    expect(
      github.issues.filter(({ state, title }) => state === 'open' && title === 'Publishing failed'),
    ).toEqual([]);
    // As an owner has it whose plan has no attestations.
    const second = await publish({ ATTESTATIONS: 'off' });
    expect(second.conclusion, logs(second)).toBe('success');
    expect([second.jobs.attest?.result, second.jobs.deploy?.result]).toEqual(['skipped', 'success']);
    expect(
      github.issues.filter(({ state, title }) => state === 'open' && title === 'Publishing failed'),
    ).toEqual([]);
    expect(main()).not.toBe(newer);
  });

  test('lets no job ask GitHub for what it has no right to', () => {
    expect(github.refused).toEqual([]);
  });
});
