import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findRepository } from '../src/plugin/git.ts';
import { keptFiles } from '../src/site/kept-files.ts';
import { pluginChanges } from './plugin-changes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugin-changes-'));
  git('init', '--quiet', '--initial-branch', 'main');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
}
let count = 0;
function commit(subject: string, ...paths: string[]): string {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), String(count++));
  }
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', subject);
  return git('rev-parse', 'HEAD');
}

/** What is read with what an earlier reading kept, once it is the same as what is read from nothing. */
function changes(): Record<string, string[]> {
  const { head = '', prefix } = findRepository(folder) as { head?: string; prefix: string };
  const own = pluginChanges(folder, { head, prefix }, keptFiles(join(folder, '.git', 'kept'), 'a'));
  const anew = pluginChanges(folder, { head, prefix }, keptFiles(join(folder, '.git', `${count++}`), 'a'));
  expect([...own].sort()).toEqual([...anew].sort());
  return Object.fromEntries([...own].map(([name, list]) => [name, list.map(({ subject }) => subject)]));
}

test('says of each plugin which commits changed it, newest first', () => {
  const first = commit('Add both', 'plugins/a/x', 'plugins/b/x', 'README.md');
  commit('Change a', 'plugins/a/x');
  commit('Nothing of a plugin', 'README.md');
  expect(changes()).toEqual({ a: ['Change a', 'Add both'], b: ['Add both'] });
  const { head = '', prefix = '' } = findRepository(folder) ?? {};
  const read = pluginChanges(folder, { head, prefix }, keptFiles(join(folder, '.git', 'kept'), 'a'));
  const [{ commit: id, date } = { commit: '', date: '' }] = read.get('b') ?? [];
  expect(id).toBe(first);
  expect(date).toBe(
    new Date(Number(git('log', '-1', '--format=%ct', first)) * 1000).toISOString().slice(0, 10),
  );
});

test('gives a commit the date that it has in UTC, which is that of the registry', () => {
  const dates = ['2026-01-01T23:30:00-0500', '2026-01-03T00:30:00+0900'];
  const ids = dates.map((date, index) => {
    vi.stubEnv('GIT_COMMITTER_DATE', date);
    return commit(`Change ${index}`, 'plugins/a/.claude-plugin/plugin.json');
  });
  vi.unstubAllEnvs();
  const { head = '', prefix = '' } = findRepository(folder) ?? {};
  const read = pluginChanges(folder, { head, prefix }, keptFiles(join(folder, '.git', 'kept'), 'a'));
  expect(read.get('a')?.map(({ commit: id, date }) => [id, date])).toEqual([
    [ids[1], '2026-01-02'],
    [ids[0], '2026-01-02'],
  ]);
});

test('does not take for it what an earlier release kept in another form', () => {
  const id = commit('Add a', 'plugins/a/x');
  const old = keptFiles(join(folder, '.git', 'kept'), 'a');
  const commits = [{ commit: id, date: '1999-01-01', subject: 'Old', names: ['a'] }];
  old.keep(`changes-${hash('sha256', '')}`, Buffer.from(JSON.stringify({ head: id, commits })));
  old.close();
  expect(changes()).toEqual({ a: ['Add a'] });
});

test('reads on from where it was, and anew where the branch was rewritten', () => {
  const first = commit('Add a', 'plugins/a/x');
  expect(changes()).toEqual({ a: ['Add a'] });
  commit('Change a', 'plugins/a/x');
  commit('Add b', 'plugins/b/x');
  expect(changes()).toEqual({ a: ['Change a', 'Add a'], b: ['Add b'] });
  git('reset', '--quiet', '--hard', first);
  expect(changes()).toEqual({ a: ['Add a'] });
  commit('Change a otherwise', 'plugins/a/x');
  expect(changes()).toEqual({ a: ['Change a otherwise', 'Add a'] });
  git('commit', '--quiet', '--amend', '--message', 'Say it better');
  expect(changes()).toEqual({ a: ['Say it better', 'Add a'] });
  git('checkout', '--quiet', '--orphan', 'other');
  commit('Start again', 'plugins/a/x');
  expect(changes()).toEqual({ a: ['Start again'] });
});

test('counts a merge as one change, also where what was read last came in by it', () => {
  commit('Add a', 'plugins/a/x');
  git('checkout', '--quiet', '-b', 'side');
  commit('One', 'plugins/a/y');
  commit('Two', 'plugins/a/z');
  expect(changes()).toEqual({ a: ['Two', 'One', 'Add a'] });
  git('checkout', '--quiet', 'main');
  commit('Add b', 'plugins/b/x');
  git('merge', '--quiet', '--no-ff', '--message', 'Merge side', 'side');
  expect(changes()).toEqual({ a: ['Merge side', 'Add a'], b: ['Add b'] });
});

test('leaves out what touched the whole marketplace, and names no more than are shown', () => {
  commit('Add all', ...Array.from({ length: 201 }, (_, index) => `plugins/p${index}/x`));
  for (let index = 0; index < 32; index++) commit(`Change ${index}`, 'plugins/p7/x');
  const { p7 = [], ...others } = changes();
  expect(others).toEqual({});
  expect(p7).toHaveLength(30);
  expect(p7[0]).toBe('Change 31');
  commit('One more', 'plugins/p7/x');
  expect(changes().p7?.slice(0, 2)).toEqual(['One more', 'Change 31']);
});

test('takes what a subject says as words', () => {
  commit('Say "\u0000quoted" \\ <b> plugins/b/x\nplugins/c/x'.replace('\u0000', ''), 'plugins/a b/ü\nx');
  expect(changes()).toEqual({ 'a b': ['Say "quoted" \\ <b> plugins/b/x plugins/c/x'] });
});

test.each([
  '\u0001a b c',
  `${'\u0001'.padEnd(41, 'a')} 86400 Official release`,
  `a\u0001${'b'.repeat(40)} 86400 Official release`,
  `${'b'.repeat(40)} 86400 Official release`,
  '\u202e\u0085 “quoted” \\0 %x00',
])('takes the subject of a commit as it is: %j', (subject) => {
  const id = commit(subject, 'plugins/a/x', 'plugins/a/\n86400');
  expect(changes()).toEqual({ a: [subject.trim()] });
  expect(id).toMatch(/^[0-9a-f]{40}$/);
});

test('a commit without a subject has none, and the one before it keeps its own', () => {
  commit('First', 'plugins/a/x');
  writeFileSync(join(folder, 'plugins/a/x'), 'else');
  git('commit', '--all', '--quiet', '--allow-empty-message', '--message', '');
  expect(changes()).toEqual({ a: ['', 'First'] });
});
