import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeRepository } from '../../test/review/repository.ts';
import { runGit } from '../plugin/git.ts';
import { withDependencies, writePlugins } from './write-plugins.ts';

const { folder: repository, remove } = makeRepository([]);
const root = `${repository}-written`;
const into = join(root, 'out');
mkdirSync(into, { recursive: true });
afterAll(() => {
  remove();
  rmSync(root, { recursive: true, force: true });
});

/** A commit of these files: `mode:path` to text. */
function commit(files: Readonly<Record<string, string>>): string {
  const stream = ['commit refs/heads/main', 'committer A <a@example.com> 1750000000 +0000', 'data 1', 'x'];
  for (const [key, text] of Object.entries(files)) {
    const [mode = '', path = ''] = key.split(/:(.*)/s);
    if (mode === '160000') stream.push(`M 160000 ${text} "${path}"`);
    else stream.push(`M ${mode} inline "${path}"`, `data ${Buffer.byteLength(text)}`, text);
  }
  const made = runGit(repository, ['fast-import', '--quiet', '--force'], `${stream.join('\n')}\n`);
  if (!made.ok) throw new Error(made.message);
  const id = runGit(repository, ['rev-parse', 'refs/heads/main']);
  return id.ok ? id.output.toString('latin1').trim() : '';
}

test('files are written as they are, and replace what stands there', () => {
  mkdirSync(join(into, 'one', 'old'), { recursive: true });
  writeFileSync(join(into, 'one', 'old', 'file'), 'x');
  const tree = commit({
    '100644:plugins/one/a/b.md': 'text',
    '100755:plugins/one/run.sh': '#!',
    '100644:plugins/two/x': 'x',
  });
  expect(writePlugins(repository, tree, ['one'], into)).toEqual([{ name: 'one', files: 2, bytes: 6 }]);
  expect(readdirSync(into, { recursive: true }).sort()).toEqual(['one', 'one/a', 'one/a/b.md', 'one/run.sh']);
  expect(readFileSync(join(into, 'one/a/b.md'), 'utf8')).toBe('text');
  expect(statSync(join(into, 'one/run.sh')).mode & 0o111).not.toBe(0);
  expect(statSync(join(into, 'one/a/b.md')).mode & 0o111).toBe(0);
});

test.each<[string, Record<string, string>]>([
  ['a link', { '120000:plugins/one/loot': '/etc' }],
  [
    'a link beside what would go through it',
    { '120000:plugins/one/a': '../../..', '100644:plugins/one/b': 'x' },
  ],
  ['a submodule', { '160000:plugins/one/sub': `${'0'.repeat(39)}1` }],
  ['a backslash', { '100644:plugins/one/..\\\\..\\\\up': 'x' }],
  ['a colon', { '100644:plugins/one/c:stream': 'x' }],
  ['a control character', { '100644:plugins/one/a\\nb': 'x' }],
])('%s is refused, and nothing leads out', (_, files) => {
  const tree = commit({ '100644:plugins/one/fine': 'x', ...files });
  expect(() => writePlugins(repository, tree, ['one'], into)).toThrow('not a plain file at a plain path');
  expect(existsSync(join(root, 'up'))).toBe(false);
});

test('what a plugin needs comes with it, as far as it is there, and a circle ends', () => {
  const needs = (...dependencies: unknown[]) => JSON.stringify({ name: 'x', dependencies });
  const tree = commit({
    '100644:plugins/one/.claude-plugin/plugin.json': needs('two', 'gone', 'far@elsewhere', '../..'),
    '100644:plugins/two/.claude-plugin/plugin.json': needs({ name: 'three', version: '^1.0.0' }),
    '100644:plugins/three/.claude-plugin/plugin.json': needs('one'),
    '100644:plugins/four/.claude-plugin/plugin.json': needs(),
  });
  expect(withDependencies(repository, tree, ['one'])).toEqual(['one', 'three', 'two']);
  expect(withDependencies(repository, tree, ['four'])).toEqual(['four']);
});
