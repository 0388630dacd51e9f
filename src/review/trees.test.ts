import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readObjects } from '../plugin/git.ts';
import { differingEntries, type TreeEntry } from './trees.ts';

let temporary: string;
beforeAll(() => {
  temporary = realpathSync(mkdtempSync(join(tmpdir(), 'trees-')));
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const git = (folder: string, args: readonly string[], input = '') =>
  execFileSync('git', args, { cwd: folder, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });

/** What `git diff-tree` says of two trees, as `differingEntries` says it. */
function saidByGit(folder: string, before: string, after: string): string[] {
  const fields = git(folder, ['diff-tree', '--raw', '-z', '--no-renames', before, after]).split('\0');
  return Array.from({ length: (fields.length - 1) / 2 }, (_, index) => {
    const [formerMode = '', mode = '', formerId = '', id = ''] = (fields[2 * index] ?? '')
      .slice(1)
      .split(' ');
    const side = (mode: string, id: string) => (mode === '000000' ? '-' : `${mode} ${id}`);
    return `${fields[2 * index + 1]}: ${side(formerMode, formerId)} → ${side(mode, id)}`;
  });
}

function said(before: Buffer, after: Buffer, idBytes: number): string[] | undefined {
  const side = (entry: TreeEntry | undefined) => (entry === undefined ? '-' : `${entry.mode} ${entry.id}`);
  return differingEntries(before, after, idBytes)?.map(
    (pair) => `${(pair.before ?? pair.after)?.name}: ${side(pair.before)} → ${side(pair.after)}`,
  );
}

test.each(['sha1', 'sha256'] as const)('says what git says, with ids of %s', (hash) => {
  const folder = join(temporary, hash);
  git(temporary, ['init', '--quiet', `--object-format=${hash}`, folder]);
  const blobs = ['a', 'b'].map((text) => git(folder, ['hash-object', '-w', '--stdin'], text).trim());
  const subtrees = blobs.map((id) => git(folder, ['mktree'], `100644 blob ${id}\tx\n`).trim());
  const kinds = [
    ...blobs.flatMap((id) => [`100644 blob ${id}`, `100755 blob ${id}`, `120000 blob ${id}`]),
    ...subtrees.map((id) => `040000 tree ${id}`),
    `160000 commit ${'1'.repeat(hash === 'sha1' ? 40 : 64)}`,
  ];
  // Names that a folder's hidden slash puts elsewhere than its letters say.
  const names = ['a', 'a-b', 'a.b', 'a0', 'ab', 'b', 'b ', 'é', 'é-', 'z'.repeat(200)];
  let state = 7;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const trees = Array.from({ length: 12 }, () => {
    const lines = names
      .filter(() => random(4) > 0)
      .map((name) => `${kinds[random(kinds.length)]}\t${name}\n`);
    return git(folder, ['mktree', '--missing'], lines.join('')).trim();
  });
  trees.push(git(folder, ['mktree'], '').trim());
  const read = readObjects(folder, trees);
  const contentOf = (id: string) => (read.ok ? read.objects.get(id)?.content : undefined) ?? Buffer.of(0);
  let differences = 0;
  for (const before of trees) {
    for (const after of trees) {
      const expected = saidByGit(folder, before, after);
      expect(said(contentOf(before), contentOf(after), hash === 'sha1' ? 20 : 32)).toEqual(expected);
      differences += expected.length;
    }
  }
  expect(differences).toBeGreaterThan(500);
});

const id = Buffer.alloc(20, 7);
const entry = (head: string) => Buffer.concat([Buffer.from(`${head}\0`), id]);

test.each([
  ['a mode that git no longer writes', entry('100664 a')],
  ['no mode', entry(' a')],
  ['no name', entry('100644 ')],
  ['a name of two parts', entry('100644 a/b')],
  ['an id cut off', entry('100644 a').subarray(0, -1)],
  ['no end', Buffer.from('100644 a')],
  ['no space', entry('100644')],
])('leaves %s to git', (_, tree) => {
  expect(said(Buffer.of(), tree, 20)).toBeUndefined();
  expect(said(tree, entry('40000 plugin'), 20)).toBeUndefined();
});

test('many entries, of which a few differ', () => {
  const names = Array.from({ length: 3000 }, (_, index) => `plugin-${String(index).padStart(5, '0')}`);
  const tree = (changed: ReadonlySet<number>) =>
    Buffer.concat(
      names.map((name, index) =>
        changed.has(index)
          ? Buffer.concat([Buffer.from(`40000 ${name}\0`), Buffer.alloc(20, 8)])
          : entry(`40000 ${name}`),
      ),
    );
  const changed = [0, 1, 1500, 2999];
  expect(said(tree(new Set()), tree(new Set(changed)), 20)).toEqual(
    changed.map((index) => `${names[index]}: 040000 ${'07'.repeat(20)} → 040000 ${'08'.repeat(20)}`),
  );
});
