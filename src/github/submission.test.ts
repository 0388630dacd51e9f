import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runGit } from '../plugin/git.ts';
import { listExternal, originIn } from './submission.ts';

const form = (answer: string) => `### Repository\n\n${answer}\n`;

test.each([
  ['octocat/tools', 'octocat/tools:'],
  ['octocat/tools plugins/one', 'octocat/tools:plugins/one'],
  ['octocat/tools/plugins/one/', 'octocat/tools:plugins/one'],
  ['https://github.com/octocat/tools', 'octocat/tools:'],
  ['https://github.com/octocat/tools.git', 'octocat/tools:'],
  ['<https://www.github.com/octocat/tools/>', 'octocat/tools:'],
  ['https://github.com/octocat/tools/tree/main/plugins/one?tab=readme#x', 'octocat/tools:plugins/one'],
  ['octocat/tools ./plugins//one', 'octocat/tools:plugins/one'],
])('%s is %s', (answer, origin) => {
  const read = originIn(form(answer));
  expect('problem' in read ? read.problem : `${read.owner}/${read.name}:${read.path}`).toBe(origin);
});

test.each([
  '',
  '_No response_',
  'octocat',
  'octocat/..',
  '-octocat/tools',
  'octo--cat/tools',
  'http://evil.example/a/b',
  'ssh://git@github.com/a/b',
  'octocat/to$(x)ols',
  'octocat/tools ../up',
  'octocat/tools a:b',
  'octocat/tools "a b"',
  `octocat/${'x'.repeat(101)}`,
  `octocat/tools ${'x/'.repeat(200)}`,
])('%j names nothing', (answer) => {
  expect(originIn(form(answer))).toEqual({ problem: expect.stringContaining('owner/repository') });
});

describe('an external plugin becomes a folder among the others', () => {
  let root: string;
  let base: string;
  const origin = { owner: 'octocat', name: 'tools', path: 'one' };
  const by = { name: 'Bot', email: 'bot@example.com', time: 1_750_000_000 };
  const git = (args: readonly string[], input?: string): string => {
    const answer = runGit(root, args, input);
    if (!answer.ok) throw new Error(answer.message);
    return answer.output.toString('utf8').trim();
  };
  const commit = (files: Readonly<Record<string, string>>, branch: string): string => {
    const stream = [
      `commit refs/heads/${branch}`,
      'committer A <a@example.com> 1750000000 +0000',
      'data 1',
      'x',
    ];
    for (const [path, text] of Object.entries(files))
      stream.push(`M 100644 inline "${path}"`, `data ${Buffer.byteLength(text)}`, text);
    git(['fast-import', '--quiet', '--force'], `${stream.join('\n')}\n`);
    return git(['rev-parse', branch]);
  };
  const manifest = (name: unknown) => JSON.stringify({ name, version: '1.0.0' });
  const list = (external: string, changes: Partial<Parameters<typeof listExternal>[0]> = {}) =>
    listExternal({ root, base, external, origin, maintainers: ['octocat'], by, ...changes });

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'submission-'));
    runGit(root, ['init', '--quiet', '--bare']);
    base = commit(
      { 'README.md': 'x', 'plugins/known/.claude-plugin/plugin.json': manifest('known') },
      'main',
    );
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('as it is, with whoever submitted it as the one who looks after it', () => {
    const external = commit(
      {
        'one/.claude-plugin/plugin.json': manifest('one'),
        'one/skills/a/SKILL.md': 'a',
        'one/listing.json': '{"category":"productivity","maintainers":["mallory"]}',
        'elsewhere.md': 'x',
      },
      'external',
    );
    const listed = list(external);
    if ('problem' in listed) throw new Error(listed.problem);
    expect(listed.name).toBe('one');
    expect(git(['rev-parse', `${listed.commit}^`])).toBe(base);
    expect(git(['diff-tree', '-r', '--name-status', base, listed.commit]).split('\n')).toEqual([
      'A\tplugins/one/.claude-plugin/plugin.json',
      'A\tplugins/one/listing.json',
      'A\tplugins/one/skills/a/SKILL.md',
    ]);
    expect(JSON.parse(git(['show', `${listed.commit}:plugins/one/listing.json`]))).toEqual({
      category: 'productivity',
      maintainers: ['octocat'],
    });
    expect(git(['show', '--no-patch', '--format=%b', listed.commit])).toContain(external);
    // The same again is the same commit, so that nothing is pushed anew.
    expect(list(external)).toEqual(listed);
    const fsck = runGit(root, ['fsck', '--strict', listed.commit]);
    expect(fsck.ok).toBe(true);
  });

  test('without anybody, where whoever submitted it does not own it', () => {
    const external = commit(
      {
        'one/.claude-plugin/plugin.json': manifest('one'),
        'one/listing.json': '{"maintainers":["mallory"]}',
      },
      'e2',
    );
    const listed = list(external, { maintainers: [] });
    if ('problem' in listed) throw new Error(listed.problem);
    expect(git(['ls-tree', '-r', '--name-only', listed.commit, 'plugins/one/'])).toBe(
      'plugins/one/.claude-plugin/plugin.json',
    );
  });

  test('from the top of its repository', () => {
    const external = commit({ '.claude-plugin/plugin.json': manifest('whole'), 'README.md': 'x' }, 'e3');
    expect(list(external, { origin: { ...origin, path: '' } })).toMatchObject({ name: 'whole' });
  });

  test.each<[string, Record<string, string>, string]>([
    ['no such folder', { 'other/x': 'x' }, 'no folder "one"'],
    ['a file in its place', { one: 'x' }, 'no folder "one"'],
    ['no manifest', { 'one/README.md': 'x' }, 'which makes a folder a plugin'],
    ['a broken manifest', { 'one/.claude-plugin/plugin.json': '{' }, 'is not JSON'],
    ['no name', { 'one/.claude-plugin/plugin.json': '{}' }, 'has the name ""'],
    [
      'a name that leads elsewhere',
      { 'one/.claude-plugin/plugin.json': manifest('../../.github') },
      'has the name "../../.github"',
    ],
    [
      'a name that is an option',
      { 'one/.claude-plugin/plugin.json': manifest('--force') },
      'has the name "--force"',
    ],
    ['a name that is taken', { 'one/.claude-plugin/plugin.json': manifest('known') }, 'is listed already'],
  ])('not with %s', (_, files, problem) => {
    expect(list(commit(files, 'wrong'))).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('not from what is no commit', () => {
    expect(list('main')).toEqual({ problem: expect.stringContaining('no commit') });
  });
});
