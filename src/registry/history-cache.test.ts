import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findRepository, type Repository } from '../plugin/git.ts';
import { pluginChanges, pluginHistories } from '../plugin/git-history.ts';
import { type Cache, folderCache, memoryCache } from './cache.ts';
import { keptCommits } from './history-cache.ts';

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

const keptIn = (edition = '1') => folderCache(join(folder, '.git', 'kept'), edition);
const commitsWith = (cache: Cache) => keptCommits(folder, findRepository(folder) as Repository, cache);

/** The subjects of each plugin's changes, read on from where the last call ended. Asserts that reading all of it again gives the same. */
function changes(): Record<string, string[]> {
  const onward = commitsWith(keptIn());
  expect(onward).toEqual(commitsWith(memoryCache()));
  return Object.fromEntries(
    [...pluginChanges(onward)].map(([name, list]) => [name, list.map(({ subject }) => subject)]),
  );
}

test('says of each plugin which commits changed it, newest first', () => {
  const first = commit('Add both', 'plugins/a/x', 'plugins/b/x', 'README.md');
  commit('Change a', 'plugins/a/x');
  commit('Nothing of a plugin', 'README.md');
  expect(changes()).toEqual({ a: ['Change a', 'Add both'], b: ['Add both'] });
  const read = pluginChanges(commitsWith(keptIn()));
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
  const read = pluginChanges(commitsWith(keptIn()));
  expect(read.get('a')?.map(({ commit: id, date }) => [id, date])).toEqual([
    [ids[1], '2026-01-02'],
    [ids[0], '2026-01-02'],
  ]);
});

test('does not use what another edition of the code kept', () => {
  const id = commit('Add a', 'plugins/a/x');
  const old = [
    { commit: id, date: '1999-01-01', subject: 'Old', isBoundary: false, plugins: [{ name: 'a' }] },
  ];
  keptIn('0').keep('history', JSON.stringify({ head: id, commits: old }));
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
  const commits = Array.from(
    { length: 32 },
    (_, index) => `commit refs/heads/main
committer Somebody <somebody@example.org> ${1_800_000_000 + index} +0000
data <<END
Change ${index}
END
${index === 0 ? 'from refs/heads/main^0\n' : ''}M 100644 inline plugins/p7/x
data ${String(index).length}
${index}
`,
  );
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: commits.join('') });
  git('reset', '--quiet', '--hard');
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

test('keeps nothing of a shallow clone, which may be deepened', () => {
  for (const subject of ['One', 'Two', 'Three']) commit(subject, 'plugins/a/x');
  const clone = join(folder, '.git', 'clone');
  git('clone', '--quiet', '--depth', '1', `file://${folder}`, clone);
  const cache = memoryCache();
  const read = () =>
    pluginChanges(keptCommits(clone, findRepository(clone) as Repository, cache)).get('a')?.length;
  expect(read()).toBe(1);
  execFileSync('git', ['fetch', '--quiet', '--unshallow'], { cwd: clone });
  expect(read()).toBe(3);
});

test('gives dates and versions from the same commits', () => {
  const path = 'plugins/a/.claude-plugin/plugin.json';
  const versions = ['1.0.0', '1.1.0'].map((version) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify({ version }));
    return commit(version);
  });
  const tree = git('rev-parse', 'HEAD:plugins/a');
  const histories = () => pluginHistories(folder, new Map([['a', tree]]), commitsWith(keptIn()));
  expect(
    histories()
      .get('a')
      ?.versions.map(({ commit: id }) => id),
  ).toEqual(versions.toReversed());
  commit('Other', 'plugins/b/x');
  expect(
    histories()
      .get('a')
      ?.versions.map(({ commit: id }) => id),
  ).toEqual(versions.toReversed());
});
