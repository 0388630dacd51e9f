import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diffTrees } from './diff-trees.ts';

let folder: string;
const git = (args: readonly string[], input = '') =>
  execFileSync('git', args, { cwd: folder, input, encoding: 'utf8' }).trim();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trees-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A tree of entries as `git mktree` reads them. */
const treeOf = (entries: Readonly<Record<string, [mode: string, id: string]>>) =>
  git(
    ['mktree', '--missing'],
    Object.entries(entries)
      .map(([name, [mode, id]]) => {
        const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
        return `${mode} ${type} ${id}\t${name}\n`;
      })
      .join(''),
  );

test.each(['sha1', 'sha256'])('gives what git diff-tree gives (%s)', (format) => {
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  git(['init', '--quiet', `--object-format=${format}`]);
  const [one, two] = ['1', '2'].map((text) => git(['hash-object', '-w', '--stdin'], text)) as [
    string,
    string,
  ];
  const inner = treeOf({ x: ['100644', one] });
  const before = treeOf({
    same: ['100644', one],
    changed: ['100644', one],
    mode: ['100644', one],
    link: ['100644', one],
    removed: ['100644', one],
    'to-file': ['040000', inner],
    'to-file.md': ['100644', one],
    'to-folder': ['100644', one],
    'to-folder-2': ['100644', one],
    module: ['160000', 'a'.repeat(one.length)],
  });
  const after = treeOf({
    added: ['100755', two],
    same: ['100644', one],
    changed: ['100644', two],
    mode: ['100755', one],
    link: ['120000', one],
    'to-file': ['100644', one],
    'to-file.md': ['100644', one],
    'to-folder': ['040000', inner],
    'to-folder-2': ['100644', two],
    module: ['160000', 'b'.repeat(one.length)],
  });
  const pairs = [
    { before, after },
    { before: after, after: before },
    { after },
    { before: inner },
    { before, after: before },
  ];
  const answer = diffTrees(folder, pairs);
  if (!answer.ok) throw new Error(answer.message);
  const none = '0'.repeat(one.length);
  const lines = (index: number) =>
    answer.differences
      .filter(({ pair }) => pair === index)
      .map(({ name, before: was, after: is }) =>
        [was?.mode ?? '000000', is?.mode ?? '000000', was?.id ?? none, is?.id ?? none, String(name)].join(
          ' ',
        ),
      )
      .sort();
  const empty = treeOf({});
  for (const [index, pair] of pairs.entries()) {
    const written = git([
      'diff-tree',
      '--raw',
      '--no-renames',
      '--abbrev=64',
      pair.before ?? empty,
      pair.after ?? empty,
    ]);
    const expected =
      written === '' ? [] : written.split('\n').map((line) => line.slice(1).replace(/ [A-Z]\t/, ' '));
    expect(lines(index)).toEqual(expected.sort());
  }
  expect(lines(0)).not.toEqual([]);
});

test('leaves out nothing of trees whose entries are not sorted', () => {
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  git(['init', '--quiet']);
  const one = git(['hash-object', '-w', '--stdin'], '1');
  const two = git(['hash-object', '-w', '--stdin'], '2');
  const raw = (entries: readonly (readonly [name: string, id: string])[]) => {
    mkdirSync(join(folder, 'raw'), { recursive: true });
    const path = join(folder, 'raw', 'tree');
    writeFileSync(
      path,
      Buffer.concat(
        entries.flatMap(([name, id]) => [Buffer.from(`100644 ${name}\0`), Buffer.from(id, 'hex')]),
      ),
    );
    return git(['hash-object', '-w', '-t', 'tree', '--literally', path]);
  };
  const answer = diffTrees(folder, [
    {
      before: raw([
        ['a', one],
        ['b', one],
      ]),
      after: raw([
        ['b', one],
        ['a', one],
        ['a', two],
      ]),
    },
  ]);
  if (!answer.ok) throw new Error(answer.message);
  expect(answer.differences.some(({ after }) => after?.id === two)).toBe(true);
});

test('says which tree is not there', () => {
  const missing = '1'.repeat(40);
  expect(diffTrees(folder, [{ before: missing }])).toEqual({
    ok: false,
    message: `Git has no tree "${missing}".`,
  });
});
