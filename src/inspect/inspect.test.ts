import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { memoryFileSystem } from '../plugin/file-system.ts';
import { inspect } from './report.ts';
import { targetOf } from './targets.ts';
import { textReport } from './text-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const manifest = { '.claude-plugin/plugin.json': '{"name":"tiny-tool","version":"1.2.0"}' };
const write = (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: join(folder, 'repository'),
    encoding: 'utf8',
  }).trim();

describe('what is named', () => {
  write({
    'repository/plugins/tiny-tool/.claude-plugin/plugin.json': '{"name":"tiny-tool"}',
    'repository/plugins/tiny-tool/old.md': 'Old.',
  });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'Add a plugin');
  const commit = git('rev-parse', 'HEAD');
  rmSync(join(folder, 'repository/plugins/tiny-tool/old.md'));
  const root = join(folder, 'repository');
  const filesOf = async (given: string) => {
    const target = targetOf(given, folder, root);
    if (!target.ok) return target.message;
    const { plugin } = await inspect(target.found.fs, target.found.dir, target.found.name);
    return [target.found.dir, ...plugin.files.map(({ path }) => path)];
  };

  test.for([
    ['repository/plugins/tiny-tool', ['repository/plugins/tiny-tool', '.claude-plugin/plugin.json']],
    ['tiny-tool', ['plugins/tiny-tool', '.claude-plugin/plugin.json']],
    [
      `repository@${commit}:plugins/tiny-tool`,
      [`repository@${commit}:plugins/tiny-tool`, '.claude-plugin/plugin.json', 'old.md'],
    ],
    [
      'repository@HEAD:plugins/tiny-tool/',
      ['repository@HEAD:plugins/tiny-tool/', '.claude-plugin/plugin.json', 'old.md'],
    ],
    ['repository@HEAD:plugins/other', 'There is no folder "plugins/other" in the commit HEAD.'],
    ['repository@0123456:x', 'There is no commit 0123456 in "repository".'],
    [
      'https://example.com/a/b.git@0123456',
      'The commit 0123456 of "https://example.com/a/b.git" is not on this machine. Fetch it in a repository of yours first: git fetch "https://example.com/a/b.git" 0123456',
    ],
    [
      'no\u001b[2Jwhere',
      'There is no plugin at "no\\u{1b}[2Jwhere". Name its folder, or a commit that is on this machine: npm run inspect -- ../repository@<commit>:plugins/my-plugin',
    ],
  ] as const)('%s', async ([given, expected]) => expect(await filesOf(given)).toEqual(expected));
});

describe('the report', () => {
  const reportOf = async (files: Record<string, string>) =>
    textReport(await inspect(memoryFileSystem({ ...manifest, ...files }), 'tiny-tool', 'tiny-tool'));

  test('says that nothing runs only where no program is', async () => {
    const skill = { 'skills/a/SKILL.md': '---\ndescription: Writes.\n---\nWrite well.\n' };
    expect(await reportOf(skill)).toContain('\nNothing runs: it is text only, for Claude to read.\n');
    expect(
      await reportOf({ ...skill, 'skills/a/scripts/x.py': 'print(1)\n', 'tools/y.sh': 'ls\n' }),
    ).toContain('\nNothing starts by itself; brings 2 programs that Claude may run.\n');
  });

  test('shows what runs by itself with its place, and no control character', async () => {
    const hooks = { SessionStart: [{ hooks: [{ type: 'command', command: 'echo \u001b[2J' }] }] };
    const report = await reportOf({ 'hooks/hooks.json': JSON.stringify({ hooks }, null, 1) });
    expect(report).toContain('Claude Code runs parts of it by itself.\nBrings 1 hook.\n\nRuns by itself\n');
    expect(report).toMatch(/\n {6}hooks\/hooks\.json:\d+\n/);
    expect(report).not.toContain('\u001b');
  });

  test('has kind, summary, subject and place of each capability in the JSON', async () => {
    const hooks = { Stop: [{ hooks: [{ type: 'command', command: 'say done' }] }] };
    const files = { ...manifest, 'hooks/hooks.json': JSON.stringify({ hooks }) };
    const { inspected } = await inspect(memoryFileSystem(files), 'here', 'tiny-tool');
    expect(inspected).toMatchObject({ name: 'tiny-tool', dir: 'here' });
    expect(inspected.components.map(({ kind }) => kind)).toEqual(['hook']);
    expect(inspected.capabilities).toContainEqual(
      expect.objectContaining({
        kind: 'hook',
        summary: 'Runs `say done` by itself every time Claude finishes answering.',
        subject: { kind: 'program', value: 'say' },
        trigger: { when: 'event:Stop', by: 'hooks/hooks.json:1' },
        file: 'hooks/hooks.json',
        line: 1,
      }),
    );
  });
});
