// Pull requests, issues, comments and runs that try to soften the judge, to be obeyed, or to reach what holds rights. None succeeds.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureConfig } from '../fixture-marketplace.ts';
import { type Content, json, manifest, plugin } from '../review/repository.ts';
import { event, logs, type Marketplace, openMarketplace, repository } from './marketplace.ts';
import { git, newIssue, newPull, type Pull } from './stand-in.ts';
import { root } from './workflows.ts';

let marketplace: Marketplace;
let canary: string;

beforeAll(async () => {
  marketplace = await openMarketplace();
  canary = join(marketplace.folder, 'canary');
  // A plugin of somebody, so that there is something to take over.
  marketplace.push(marketplace.main(), plugin('paper-lamp', ['nina']), 'refs/heads/main');
});
afterAll(() => marketplace.close());

let pulls = 0;

/** A pull request from a fork, with these files on top of the main branch. */
function open(files: Readonly<Record<string, Content>>, changes: Partial<Pull> = {}): Pull {
  const { github, main, push } = marketplace;
  const pull = newPull(github, {
    title: 'Change',
    body: '',
    author: 'mallory',
    branch: `change-${++pulls}`,
    headRepository: 'mallory/plugin-marketplace',
    ...changes,
  });
  push(main(), files, `refs/pull/${pull.number}/head`);
  return pull;
}

/** Writes down that every job succeeded, as a pull request that edits the workflow could bring about. */
function forge(pull: Pull, jobs = ['Review', 'Client', 'Site', 'Checks']): void {
  const { github } = marketplace;
  github.runs.push({
    id: github.runs.length + 1,
    workflow: 'pull-request.yml',
    event: 'pull_request',
    head: github.headOf(pull),
    headRepository: pull.headRepository,
    branch: pull.branch,
    conclusion: 'success',
    jobs: jobs.map((name) => ({ name, conclusion: 'success' })),
  });
}

/** Everything of a comment that stands outside of code, where GitHub would obey it. */
function outsideOfCode(markdown: string): string {
  return markdown
    .replace(/^( *)(`{3,})[^\n]*\n[\s\S]*?\n\1\2$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

const update = {
  'plugins/paper-lamp/.claude-plugin/plugin.json': manifest('paper-lamp', { version: '1.1.0' }),
};

describe('softening the judge', () => {
  const touch = () =>
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(canary)}, 'run');\nprocess.exitCode = 0;\n`;
  const config = () => JSON.parse(readFileSync(fixtureConfig, 'utf8')) as Record<string, unknown>;

  const attempts: [what: string, files: () => Record<string, Content>][] = [
    [
      'the commands of the gate',
      () => ({
        'scripts/github/review.ts': touch(),
        'scripts/github/report.ts': touch(),
        'scripts/github/client.ts': touch(),
      }),
    ],
    [
      'the workflows',
      () => ({ '.github/workflows/pull-request.yml': 'name: Pull request\non: pull_request\njobs: {}\n' }),
    ],
    ['the rules', () => ({ 'src/check/rules.ts': 'export const rules = [];\n' })],
    ['the review', () => ({ 'src/review/review-commits.ts': touch() })],
    [
      'package.json',
      () => ({
        'package.json': json({
          scripts: { check: `touch ${canary}`, build: `touch ${canary}`, preinstall: `touch ${canary}` },
        }),
      }),
    ],
    ['.npmrc', () => ({ '.npmrc': `script-shell=${canary}\n` })],
    [
      'the configuration, to be a curator',
      () => ({ 'marketplace.config.json': json({ ...config(), review: { curators: ['mallory'] } }) }),
    ],
    ['CODEOWNERS', () => ({ '.github/CODEOWNERS': '* @mallory\n' })],
    ['the registry', () => ({ 'registry.json': '{}\n' })],
    ['the client that is asked', () => ({ '.github/client/package.json': json({ dependencies: {} }) })],
  ];

  test.each(attempts)('%s, by a pull request whose own run says that all is well', async (_, files) => {
    const { gateOf, hear } = marketplace;
    const pull = open({ ...files(), ...update }, { author: 'nina' });
    forge(pull);
    const told = await hear('pull-request.yml', 'pull_request', pull);
    expect(told.conclusion, logs(told)).toBe('success');
    expect(gateOf(pull)?.state).toBe('FAILURE');
    expect(pull.comments[0]?.body).toMatch(/only publishing writes|only its curators may/);
  });

  /** A plugin that holds whatever npm, Astro or Claude Code would run. */
  const runs = (): Record<string, Content> => {
    const run = `touch ${canary}`;
    return {
      ...plugin('red-kite', ['nina']),
      'plugins/red-kite/package.json': json({ scripts: { preinstall: run, postinstall: run, prepare: run } }),
      'plugins/red-kite/hooks/hooks.json': json({
        hooks: { SessionStart: [{ hooks: [{ type: 'command', command: run }] }] },
      }),
      'plugins/red-kite/astro.config.mjs': `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(canary)}, '');\n`,
      'plugins/red-kite/README.md': `# Red kite\n\n${'Flies over the field and looks for what moves. '.repeat(12)}\n`,
    };
  };

  test('all of it at once, with a plugin full of commands: none of the real jobs runs any of it', async () => {
    const { gateOf, look } = marketplace;
    const files = Object.assign({}, ...attempts.map(([, make]) => make())) as Record<string, Content>;
    const pull = open({ ...files, ...update, ...runs() }, { author: 'nina' });
    const { looked } = await look(pull, ['review', 'client', 'site']);
    expect(looked.jobs.review?.log).toMatch(/::error .*title=protected-touched/);
    expect(looked.jobs.review?.log).toMatch(/::error .*title=generated-touched/);
    expect(looked.jobs.client?.log).toContain('✓ paper-lamp');
    expect(looked.jobs.client?.log).toContain('red-kite');
    expect(looked.jobs.site?.result, logs(looked)).toBe('success');
    expect(gateOf(pull)?.state).toBe('FAILURE');
    for (const id of ['review', 'client', 'site'])
      expect(looked.jobs[id]?.log, logs(looked)).toContain('actions/checkout');
    expect(existsSync(canary)).toBe(false);
  });

  test('none of them is merged', async () => {
    const merged = await marketplace.merge();
    expect(merged.jobs.merge?.log.match(/not merged/g)).toHaveLength(attempts.length + 1);
    expect(marketplace.github.pulls.every(({ state }) => state === 'OPEN')).toBe(true);
  });

  test('a plugin that leads out of its folder is never written out', async () => {
    const { look } = marketplace;
    const pull = open({
      ...plugin('grey-heron', ['mallory']),
      'plugins/grey-heron/skills/loot': { link: '/etc' },
    });
    const { looked } = await look(pull, ['review', 'client', 'site']);
    expect(looked.jobs.client?.result).toBe('failure');
    expect(looked.jobs.client?.log).toContain('not a plain file at a plain path');
    expect(looked.jobs.site?.result).toBe('failure');
    expect(looked.artifacts.has('preview')).toBe(false);
  });
});

describe('spoofing', () => {
  test('an artifact that says "pass" is never opened', async () => {
    const { gateOf, hear, runner } = marketplace;
    const pull = open({ ...update });
    forge(pull);
    const folder = join(runner.folder, 'spoofed');
    mkdirSync(folder);
    writeFileSync(join(folder, 'review.json'), json({ verdict: 'pass', number: 1, reasons: [] }));
    const told = await hear('pull-request.yml', 'pull_request', pull, {
      artifacts_url: `file://${folder}`,
      pull_requests: [{ number: 1 }],
    });
    expect(told.conclusion, logs(told)).toBe('success');
    // Mallory does not maintain it, whatever the artifact says.
    expect(gateOf(pull)).toMatchObject({ state: 'FAILURE' });
    expect(pull.comments.at(-1)?.body).toContain('cannot be merged');
  });

  test('a run of another workflow, or of no pull request, changes nothing', async () => {
    const { github, hear } = marketplace;
    const pull = open(update, { author: 'nina' });
    const other = await hear('tests.yml', 'pull_request', pull);
    expect(other.conclusion).toBe('failure');
    const elsewhere = await hear('pull-request.yml', 'pull_request', pull, { path: 'evil/pull-request.yml' });
    expect(elsewhere.conclusion).toBe('failure');
    for (const changes of [
      { head_sha: '0'.repeat(40) },
      { head_repository: { full_name: 'somebody/else' } },
      { head_branch: 'main' },
    ]) {
      const told = await hear('pull-request.yml', 'pull_request', pull, changes);
      expect(told.conclusion, logs(told)).toBe('success');
    }
    const wrong = await hear('pull-request.yml', 'pull_request', pull, { head_sha: '--upload-pack=touch' });
    expect(wrong.conclusion).toBe('failure');
    expect(github.statuses.get(github.headOf(pull))).toBeUndefined();
    expect(pull.comments).toEqual([]);
  });

  test('a merge group that is not ours opens no gate', async () => {
    const { github, hear } = marketplace;
    const pull = open(update);
    const head = github.headOf(pull);
    await hear('pull-request.yml', 'merge_group', pull);
    expect(github.statuses.get(head)).toMatchObject([{ context: 'gate', state: 'FAILURE' }]);
    await hear('pull-request.yml', 'merge_group', pull, { head_repository: { full_name: repository } });
    expect(github.statuses.get(head)).toMatchObject([{ context: 'gate', state: 'SUCCESS' }]);
    await hear('pull-request.yml', 'merge_group', pull, {
      head_repository: { full_name: repository },
      conclusion: 'failure',
    });
    expect(github.statuses.get(head)).toMatchObject([{ context: 'gate', state: 'FAILURE' }]);
  });

  test('statuses that somebody else wrote, approvals of an older commit and of strangers count for nothing', async () => {
    const { github, gateOf, hear, merge, push } = marketplace;
    const pull = open(plugin('blue-tit', ['mallory']));
    forge(pull);
    const old = github.headOf(pull);
    push(
      old,
      { 'plugins/blue-tit/CHANGELOG.md': '# Changelog\n\n## 1.0.0\n\n- First.\n' },
      `refs/pull/${pull.number}/head`,
    );
    forge(pull);
    const head = github.headOf(pull);
    const theirs = { state: 'SUCCESS', description: '', creator: 'mallory', bot: false };
    github.statuses.set(head, [
      { ...theirs, context: 'approval: cleo' },
      { ...theirs, context: 'gate' },
      // An app that is not ours, and a person who calls themselves like ours.
      { ...theirs, context: 'approval: cleo', creator: 'evil-app', bot: true },
      { ...theirs, context: 'approval: cleo', creator: 'github-actions' },
    ]);
    pull.reviews.push(
      { state: 'APPROVED', author: 'cleo', commit: old },
      { state: 'APPROVED', author: 'mallory', commit: head },
      { state: 'APPROVED', author: 'nina', commit: head },
    );
    await merge();
    expect(pull.state).toBe('OPEN');
    const told = await hear('pull-request.yml', 'pull_request', pull);
    expect(told.conclusion, logs(told)).toBe('success');
    expect(gateOf(pull)).toMatchObject({ state: 'PENDING', creator: 'github-actions' });
    await merge();
    expect(pull.state).toBe('OPEN');
  });

  test('somebody else who opens the same commit gains nothing from the gate that it has', async () => {
    const { github, gateOf, hear, merge } = marketplace;
    const honest = open(update, { author: 'nina' });
    forge(honest);
    await hear('pull-request.yml', 'pull_request', honest);
    expect(gateOf(honest)?.state).toBe('SUCCESS');
    honest.state = 'CLOSED';
    const copy = newPull(github, {
      title: 'Mine',
      body: '',
      author: 'mallory',
      branch: 'copy',
      headRepository: 'mallory/plugin-marketplace',
    });
    git(github.origin, 'update-ref', `refs/pull/${copy.number}/head`, github.headOf(honest));
    forge(copy);
    const merged = await merge();
    expect(merged.jobs.merge?.log).toContain('not merged');
    expect(copy.state).toBe('OPEN');
  });
});

describe('being obeyed', () => {
  const hostile = [
    '$(touch canary)',
    '`touch canary`',
    '"; touch canary; "',
    "'; touch canary #",
    '--upload-pack=touch${IFS}canary',
    '\n::set-output name=head::x',
    '${{ github.token }}',
  ];

  test('a title and a branch that a shell, git or a log would obey', async () => {
    const text = hostile.join(' ');
    const { look, gateOf } = marketplace;
    const pull = open(update, { title: text, branch: text, author: 'nina' });
    const { looked, told } = await look(pull, ['review']);
    expect(looked.conclusion, logs(looked)).toBe('success');
    expect(told.conclusion, logs(told)).toBe('success');
    expect(gateOf(pull)).toBeDefined();
    expect(logs(looked) + logs(told)).not.toMatch(/^::set-output/m);
  });

  test('a login that is none makes a stranger of its owner', async () => {
    const { look } = marketplace;
    const pull = open(update, { author: 'nina\n::error::x' });
    const { looked } = await look(pull, ['review']);
    expect(looked.jobs.review?.log).not.toMatch(/^::error::x/m);
    expect(looked.jobs.review?.log).toContain('not-maintainer');
  });

  test('a plugin whose texts mention, link, embed and forge', async () => {
    const { look } = marketplace;
    const nasty =
      '@everyone [x](javascript:alert(1)) ![y](https://evil.example/p.png) <img src=x onerror=alert(1)> <!-- plugin-marketplace: review --> #1 ``` ::error::x';
    const pull = open({
      ...plugin('green-finch', ['mallory']),
      'plugins/green-finch/hooks/hooks.json': json({
        hooks: { SessionStart: [{ hooks: [{ type: 'command', command: nasty }] }] },
      }),
      [`plugins/green-finch/skills/hello/${'@everyone ![x](y) `'.replaceAll('/', '')}.md`]: '# x\n',
    });
    const { looked, told } = await look(pull, ['review']);
    expect(told.conclusion, logs(told)).toBe('success');
    const body = pull.comments.at(-1)?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toContain('everyone');
    const obeyed = outsideOfCode(body.replace(/^<!-- plugin-marketplace: review -->\n/, ''));
    expect(obeyed).not.toMatch(/@everyone|<img|<!--|!\[|javascript:|evil\.example|#1\b/);
    for (const line of (looked.jobs.review?.log ?? '').split('\n'))
      if (line.startsWith('::')) expect(line).toMatch(/^::(?:error|warning|notice) (?:file|title)=/);
  });

  test('a comment that looks like ours is left alone, and ours is written', async () => {
    const { look } = marketplace;
    const pull = open(update, { author: 'nina' });
    const planted = {
      id: 'IC_planted',
      body: '<!-- plugin-marketplace: review -->\n**Gate: open.**',
      author: 'mallory',
    };
    pull.comments.push(planted);
    for (let index = 0; index < 150; index++)
      pull.comments.push({ id: `IC_${index}`, body: 'Hello', author: 'somebody' });
    await look(pull, ['review']);
    await look(pull, ['review']);
    expect(pull.comments[0]).toEqual(planted);
    expect(pull.comments.filter(({ author }) => author === 'github-actions')).toHaveLength(1);
  });

  test('jobs that are called like something else', async () => {
    const { hear } = marketplace;
    const pull = open(update, { author: 'nina' });
    forge(pull, ['Review', '@everyone ![x](https://evil.example/p.png)', '</details><h1>Approved</h1>']);
    const [run] = marketplace.github.runs.slice(-1);
    if (run !== undefined) run.jobs[0] = { name: 'Review', conclusion: '` @everyone <b>' };
    await hear('pull-request.yml', 'pull_request', pull);
    const body = pull.comments.at(-1)?.body ?? '';
    expect(body).not.toContain('evil.example');
    expect(body).not.toContain('<h1>');
    expect(outsideOfCode(body)).not.toMatch(/@everyone|<b>/);
  });
});

describe('submissions', () => {
  const submit = async (body: string, labels = ['submission'], author = 'mallory') => {
    const { github, main, start } = marketplace;
    const issue = newIssue(github, { title: '$(touch canary)', body, author, labels });
    const answered = await start('submit.yml', {
      name: 'issues',
      payload: {
        ...event,
        action: 'opened',
        issue: { ...issue, user: { login: author }, labels: labels.map((name) => ({ name })) },
      },
      sha: main(),
      ref: 'refs/heads/main',
    });
    return { issue, answered };
  };

  test.each([
    ['../../etc', 'is not a repository'],
    ['--upload-pack=$(touch canary)', 'is not a repository'],
    ['nobody/nothing', 'no public repository'],
  ])('%j is answered and opens nothing', async (written, said) => {
    const { github } = marketplace;
    const before = github.pulls.length;
    const { issue, answered } = await submit(`### Repository\n\n${written}\n`);
    expect(answered.conclusion, logs(answered)).toBe('success');
    expect(issue.comments[0]?.body).toContain(said);
    expect(github.pulls.length).toBe(before);
  });

  test('a plugin that is listed already cannot be taken over, nor a broken one be listed', async () => {
    const { folder, github } = marketplace;
    const theirs = github.bare('mallory/tools');
    const work = join(folder, 'mallory');
    git(folder, 'clone', '--quiet', theirs, work);
    const files = {
      ...plugin('paper-lamp', ['mallory']),
      ...plugin('black-bird', ['mallory']),
      'plugins/black-bird/skills/hello/SKILL.md': 'no frontmatter\n',
      'plugins/black-bird/.mcp.json': '{ broken',
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(work, path, '..'), { recursive: true });
      writeFileSync(join(work, path), content as string);
    }
    git(work, 'add', '--all');
    git(work, 'commit', '--quiet', '--message', 'x');
    git(work, 'push', '--quiet', 'origin', 'HEAD:main');
    const before = github.pulls.length;
    const taken = await submit('### Repository\n\nmallory/tools plugins/paper-lamp');
    expect(taken.issue.comments[0]?.body, logs(taken.answered)).toContain('is listed already');
    const broken = await submit(
      '### Repository\n\nhttps://github.com/mallory/tools/tree/main/plugins/black-bird',
    );
    expect(broken.issue.comments[0]?.body, logs(broken.answered)).toContain('cannot be listed as it is');
    expect(github.pulls.length).toBe(before);
    expect(git(github.origin, 'for-each-ref', 'refs/heads', '--format=%(refname:short)')).toBe('main');
  });

  test('an issue without the label, and a comment that is no command, start nothing', async () => {
    const { comment } = marketplace;
    const { issue, answered } = await submit('### Repository\n\nmallory/tools', []);
    expect(answered.jobs.answer?.result).toBe('skipped');
    expect(issue.comments).toEqual([]);
    const said = await comment(issue, 'Please /approve this', 'cleo', false);
    expect(said.jobs.answer?.result).toBe('skipped');
    const other = await comment(issue, '/etc/passwd', 'cleo', false);
    expect(other.conclusion, logs(other)).toBe('success');
    expect(issue.comments).toEqual([]);
  });
});

test('no canary has sung', () => {
  expect(existsSync(canary)).toBe(false);
  expect(existsSync(join(root, 'canary'))).toBe(false);
});
