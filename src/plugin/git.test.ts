import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderFileSystem } from './file-system.ts';
import {
  catBlobs,
  committedTrees,
  findRepository,
  ignoredPaths,
  type Repository,
  readBlob,
  runGit,
  treeRows,
  uncommittedPlugins,
} from './git.ts';
import { pluginHistories, readCommits } from './git-history.ts';
import { committedPlugins } from './git-tree.ts';
import { digestOf, readSource } from './source.ts';
import { blobIdOf, treeIdOf } from './tree-id.ts';

let temporary: string;
beforeAll(() => {
  temporary = realpathSync(mkdtempSync(join(tmpdir(), 'git-')));
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

function git(folder: string, args: readonly string[], date = '2024-01-01T00:00:00Z'): string {
  return execFileSync(
    'git',
    ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgSign=false', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
      },
    },
  ).trim();
}

function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function newRepository(name: string, files: Record<string, string> = {}): string {
  const folder = join(temporary, name);
  mkdirSync(folder, { recursive: true });
  git(folder, ['init', '-q', '-b', 'main', '.']);
  write(folder, files);
  if (Object.keys(files).length > 0) commit(folder, '2024-01-01T00:00:00Z');
  return folder;
}

function commit(folder: string, date: string): string {
  git(folder, ['add', '-A', '.'], date);
  git(folder, ['commit', '-q', '--allow-empty', '-m', 'Change'], date);
  return git(folder, ['rev-parse', 'HEAD']);
}

const manifest = (name: string, version?: string) =>
  JSON.stringify({ name, ...(version === undefined ? {} : { version }) });

function repositoryOf(folder: string): Repository {
  const repository = findRepository(folder);
  if (repository === undefined) throw new Error('no repository');
  return repository;
}

function historyOf(folder: string, name: string) {
  const trees = committedTrees(folder);
  if ('problem' in trees) throw new Error(trees.problem);
  return historiesOf(folder, new Map([...trees.plugins].filter(([key]) => key === name))).get(name);
}

function historiesOf(folder: string, trees: ReadonlyMap<string, string>) {
  const commits = readCommits(folder, repositoryOf(folder), { names: [...trees.keys()] });
  return pluginHistories(folder, trees, commits);
}

describe('findRepository', () => {
  test('says where a folder stands, without a commit and with one', () => {
    const folder = newRepository('where');
    expect(findRepository(folder)).toEqual({ root: folder, prefix: '', shallow: false, hash: 'sha1' });
    write(folder, { 'market/plugins/a/x': '1' });
    const head = commit(folder, '2024-01-01T00:00:00Z');
    expect(findRepository(join(folder, 'market'))).toEqual({
      root: folder,
      prefix: 'market/',
      shallow: false,
      hash: 'sha1',
      head,
    });
  });

  test('gives nothing where there is no repository or no folder', () => {
    mkdirSync(join(temporary, 'plain'), { recursive: true });
    expect(findRepository(join(temporary, 'plain'))).toBeUndefined();
    expect(findRepository(join(temporary, 'absent'))).toBeUndefined();
  });
});

describe('runGit', () => {
  test('gives one sentence for what git refuses', () => {
    const folder = newRepository('refuses');
    const answer = runGit(folder, ['ls-tree', 'nothing-here']);
    expect(answer).toEqual({
      ok: false,
      missing: false,
      message: expect.stringMatching(/^Git could not do "ls-tree": [^\n]+\.$/),
    });
  });
});

describe('committedTrees', () => {
  test('gives plugin folders alone, sorted by name, with the ids that git has', () => {
    const folder = newRepository('trees', {
      'plugins/b/x': '1',
      'plugins/b-c/x': '2',
      'plugins/a/x/y': '3',
      'plugins/README.md': '4',
      'config.json': '{}',
      'other/x': '5',
    });
    const trees = committedTrees(folder, ['config.json', 'absent.json']);
    if ('problem' in trees) throw new Error(trees.problem);
    expect([...trees.plugins.keys()]).toEqual(['a', 'b', 'b-c']);
    expect(trees.count).toBe(3);
    expect(
      trees.rows
        .toString()
        .split('\0')
        .map((row) => row.slice(53)),
    ).toEqual(['plugins/a', 'plugins/b-c', 'plugins/b', '']);
    expect(treeRows(trees.plugins)).toEqual(trees.rows);
    expect(trees.plugins.get('b-c')).toBe(git(folder, ['rev-parse', 'HEAD:plugins/b-c']));
    expect([...trees.files]).toEqual([['config.json', blobIdOf('{}')]]);
    expect(readBlob(folder, blobIdOf('{}'), 2)?.toString()).toBe('{}');
    expect(readBlob(folder, blobIdOf('{}'), 1)).toBeUndefined();
  });

  test('reads a marketplace below the top of its repository', () => {
    const folder = newRepository('below', { 'market/plugins/a/x': '1', 'plugins/not-this/x': '2' });
    const trees = committedTrees(join(folder, 'market'));
    expect('plugins' in trees && [...trees.plugins.keys()]).toEqual(['a']);
    expect(
      [...committedPlugins(join(folder, 'market'), 'HEAD', ['a'])][0]?.fs.walk({ entries: 9, depth: 9 })
        .entries,
    ).toHaveLength(1);
    expect(historyOf(join(folder, 'market'), 'a')).toMatchObject({ created: '2024-01-01' });
    write(folder, { 'market/plugins/new/x': '1', 'plugins/not-this/y': '2' });
    expect(uncommittedPlugins(join(folder, 'market'), 'market/')).toEqual(new Set(['new']));
  });

  test('says so where there is no commit', () => {
    expect(committedTrees(newRepository('no-commit'))).toEqual({
      problem: expect.stringContaining('ls-tree'),
    });
  });
});

const awkward: Record<string, string> = {
  'plugins/one/README.md': '# One\n',
  'plugins/one/.claude-plugin/plugin.json': manifest('one', '1.0.0'),
  'plugins/one/a': 'file',
  'plugins/one/a.b/c': 'folder that sorts between',
  'plugins/one/a-b/c': 'folder',
  'plugins/one/a0': 'file',
  'plugins/one/empty': '',
  'plugins/one/ünï cödé \t"quoted".md': 'é',
  'plugins/one/deep/er/and/deeper/x': 'x',
};

function awkwardRepository(name: string): string {
  const folder = newRepository(name, awkward);
  symlinkSync('README.md', join(folder, 'plugins/one/link'));
  symlinkSync('../../outside', join(folder, 'plugins/one/out'));
  write(folder, { 'plugins/one/bin/run': '#!/bin/sh\n', 'plugins/two/x': 'y' });
  chmodSync(join(folder, 'plugins/one/bin/run'), 0o755);
  commit(folder, '2024-01-02T00:00:00Z');
  return folder;
}

describe('treeIdOf', () => {
  test.each(['sha1', 'sha256'] as const)('gives the id that git gives (%s)', (algorithm) => {
    const folder = join(temporary, `ids-${algorithm}`);
    mkdirSync(folder);
    git(folder, ['init', '-q', `--object-format=${algorithm}`, '.']);
    const source = awkwardRepository(`awkward-${algorithm}`);
    execFileSync('cp', ['-R', join(source, 'plugins'), folder]);
    mkdirSync(join(folder, 'plugins/one/without-files/below'), { recursive: true });
    commit(folder, '2024-01-01T00:00:00Z');
    const trees = committedTrees(folder);
    if ('problem' in trees) throw new Error(trees.problem);
    expect(trees.plugins.size).toBe(2);
    for (const [name, tree] of trees.plugins) {
      expect(treeIdOf(folderFileSystem(join(folder, 'plugins', name)), algorithm)).toBe(tree);
    }
    expect(repositoryOf(folder).hash).toBe(algorithm);
  });

  test('differs when a byte, a mode or a link differs, and is absent without files', () => {
    const folder = join(awkwardRepository('differs'), 'plugins/one');
    const id = () => treeIdOf(folderFileSystem(folder));
    const ids = [id()];
    write(folder, { empty: '1' });
    ids.push(id());
    chmodSync(join(folder, 'bin/run'), 0o644);
    ids.push(id());
    rmSync(join(folder, 'link'));
    symlinkSync('empty', join(folder, 'link'));
    ids.push(id());
    expect(new Set(ids).size).toBe(4);
    rmSync(folder, { recursive: true });
    mkdirSync(join(folder, 'nothing'), { recursive: true });
    expect(id()).toBeUndefined();
  });
});

describe('committedPlugins', () => {
  test('reads from a commit what a checkout of it holds', () => {
    const folder = awkwardRepository('same');
    const read = [...committedPlugins(folder, 'HEAD', ['one', 'two'])].map(({ name, fs }) =>
      readSource(fs, name),
    );
    expect(read.map((source) => source.dir)).toEqual(['one', 'two']);
    for (const source of read) {
      const onDisk = readSource(folderFileSystem(join(folder, 'plugins', source.dir)), source.dir);
      expect(onDisk.files.size).toBeGreaterThan(0);
      expect(source.files).toEqual(onDisk.files);
      expect(source.directories).toEqual(onDisk.directories);
      const digest = (files: typeof source.files) =>
        digestOf(
          [...files.values()].map((file) => ({ path: file.path, sha256: file.sha256, mode: file.kind })),
        );
      expect(digest(source.files)).toBe(digest(onDisk.files));
    }
  });

  test('does not see what is not committed', () => {
    const folder = awkwardRepository('dirty');
    write(folder, { 'plugins/two/x': 'changed', 'plugins/two/new': 'new' });
    const [two] = [...committedPlugins(folder, 'HEAD', ['two'])];
    expect(
      two === undefined ? [] : [...readSource(two.fs, 'two').files.values()].map((file) => file.text),
    ).toEqual(['y']);
    expect(uncommittedPlugins(folder, '')).toEqual(new Set(['two']));
  });

  test('reads more than one chunk, a blob larger than a chunk, and many plugins', {
    timeout: 300_000,
  }, () => {
    const folder = newRepository('large');
    const files: Record<string, string> = {
      'plugins/zz/huge.txt': 'h'.repeat(34 << 20),
      'plugins/zz/small.txt': 's',
    };
    for (let i = 0; i < 520; i++)
      files[`plugins/p${i}/x.txt`] = `${i} ${'x'.repeat(i % 30 === 0 ? 2 << 20 : 10)}`;
    write(folder, files);
    commit(folder, '2024-01-01T00:00:00Z');
    const trees = committedTrees(folder);
    if ('problem' in trees) throw new Error(trees.problem);
    const wrong: string[] = [];
    let count = 0;
    for (const { name, fs } of committedPlugins(folder, 'HEAD', [...trees.plugins.keys()])) {
      count++;
      for (const entry of fs.walk({ entries: 10, depth: 10 }).entries) {
        const content = fs.read(entry, entry.bytes);
        if (
          content === undefined ||
          Buffer.compare(content, Buffer.from(files[`plugins/${name}/${entry.path}`] ?? '')) !== 0
        )
          wrong.push(name);
      }
    }
    expect(count).toBe(521);
    expect(wrong).toEqual([]);
  });

  test('lists submodules and names that are not UTF-8 without reading them', () => {
    const folder = newRepository('odd', { 'plugins/a/x': '1' });
    const blob = blobIdOf('1');
    const index = `160000 ${git(folder, ['rev-parse', 'HEAD'])}\tplugins/a/module\0`;
    execFileSync('git', ['update-index', '-z', '--index-info'], { cwd: folder, input: index });
    execFileSync('git', ['update-index', '-z', '--index-info'], {
      cwd: folder,
      input: Buffer.concat([Buffer.from(`100644 ${blob}\tplugins/a/`), Buffer.from([0xff, 0xfe, 0])]),
    });
    git(folder, ['commit', '-q', '-m', 'Odd']);
    const [plugin] = [...committedPlugins(folder, 'HEAD', ['a'])];
    const kinds = plugin?.fs.walk({ entries: 10, depth: 10 }).entries.map((entry) => entry.kind);
    expect(kinds?.sort()).toEqual(['file', 'other', 'unreadable']);
  });

  test('fails in a sentence where the commit is not there', () => {
    const folder = newRepository('gone', { 'plugins/a/x': '1' });
    expect(() => [...committedPlugins(folder, '0'.repeat(40), ['a'])]).toThrow(
      /^Git could not do "ls-tree": /,
    );
    expect(catBlobs(folder, ['0'.repeat(40)]).size).toBe(0);
  });
});

describe('pluginHistories', () => {
  test('gives first and last dates and each version once, by the commit that landed it', () => {
    const folder = newRepository('history', { 'README.md': 'x' });
    const at = (version: string | undefined, date: string, extra: Record<string, string> = {}) => {
      write(folder, { 'plugins/a/.claude-plugin/plugin.json': manifest('a', version), ...extra });
      return commit(folder, date);
    };
    const first = at('1.0.0', '2024-02-01T23:30:00-02:00');
    const second = at('1.1.0', '2024-03-01T12:00:00Z', { 'plugins/b/x': '1' });
    at('1.1.0', '2024-03-02T12:00:00Z', { 'plugins/a/README.md': 'more' });
    at('1.0.0', '2024-03-03T12:00:00Z');
    git(folder, ['checkout', '-q', '-b', 'topic']);
    at('2.0.0', '2024-04-01T12:00:00Z');
    git(folder, ['checkout', '-q', 'main']);
    git(folder, ['merge', '-q', '--no-ff', '-m', 'Merge', 'topic'], '2024-05-01T12:00:00Z');
    const merge = git(folder, ['rev-parse', 'HEAD']);
    write(folder, { 'elsewhere.txt': 'x' });
    commit(folder, '2024-06-01T12:00:00Z');

    expect(historyOf(folder, 'a')).toEqual({
      created: '2024-02-02',
      updated: '2024-05-01',
      versions: [
        { version: '2.0.0', commit: merge, date: '2024-05-01' },
        { version: '1.1.0', commit: second, date: '2024-03-01' },
        { version: '1.0.0', commit: first, date: '2024-02-02' },
      ],
    });
    expect(historyOf(folder, 'b')).toEqual({ created: '2024-03-01', updated: '2024-03-01', versions: [] });
    const many = new Map(
      Array.from({ length: 300 }, (_, index) => [index === 7 ? 'a' : `none-${index}`, 'x']),
    );
    expect(historiesOf(folder, many).get('a')).toMatchObject({
      created: '2024-02-02',
      updated: '2024-05-01',
    });
  });

  test('dates a content by when the folder first had it, so that a change taken back changes nothing', () => {
    const folder = newRepository('taken-back', { 'plugins/a/x': '1' });
    write(folder, { 'plugins/a/x': '2' });
    commit(folder, '2024-02-01T00:00:00Z');
    write(folder, { 'plugins/a/x': '1' });
    commit(folder, '2024-03-01T00:00:00Z');
    expect(historyOf(folder, 'a')).toMatchObject({ created: '2024-01-01', updated: '2024-01-01' });
  });

  test('passes over manifests that are not JSON or name no plain version', () => {
    const folder = newRepository('broken');
    const texts = ['{', '[]', '{"version":1}', '{"version":"1.0.0\\u202e"}', '{"version":"3.0.0"}'];
    for (const [index, text] of texts.entries()) {
      write(folder, { 'plugins/a/.claude-plugin/plugin.json': text });
      commit(folder, `2024-01-0${index + 1}T00:00:00Z`);
    }
    expect(historyOf(folder, 'a')?.versions.map((record) => record.version)).toEqual(['3.0.0']);
  });

  test('makes nothing up in a shallow clone', () => {
    const folder = newRepository('deep', {
      'plugins/old/.claude-plugin/plugin.json': manifest('old', '1.0.0'),
      'plugins/still/x': '1',
    });
    write(folder, { 'plugins/still/y': '2' });
    commit(folder, '2024-02-01T00:00:00Z');
    write(folder, {
      'plugins/old/.claude-plugin/plugin.json': manifest('old', '1.1.0'),
      'plugins/new/x': '1',
    });
    const last = commit(folder, '2024-03-01T00:00:00Z');
    const clone = join(temporary, 'shallow');
    git(temporary, ['clone', '-q', '--depth', '2', `file://${folder}`, clone]);
    expect(repositoryOf(clone).shallow).toBe(true);
    expect(historyOf(clone, 'still')).toEqual({ versions: [] });
    expect(historyOf(clone, 'old')).toEqual({
      updated: '2024-03-01',
      versions: [{ version: '1.1.0', commit: last, date: '2024-03-01' }],
    });
    expect(historyOf(clone, 'new')).toEqual({ created: '2024-03-01', updated: '2024-03-01', versions: [] });
  });
});

test('ignoredPaths gives what git ignores below a folder, whole folders by themselves', () => {
  const folder = newRepository('ignores', { '.gitignore': 'node_modules/\n*.log\n', 'plugins/a/x': '1' });
  write(folder, {
    'plugins/a/node_modules/b/c': '1',
    'plugins/a/deep/y.log': '1',
    'plugins/a/kept': '1',
    'other.log': '1',
  });
  expect(ignoredPaths(join(folder, 'plugins/a'))).toEqual(new Set(['node_modules', 'deep', 'deep/y.log']));
  expect(ignoredPaths(join(folder, 'plugins/a/node_modules/b'))).toEqual(new Set());
  write(folder, { 'plugins/a/deep/kept': '1' });
  expect(ignoredPaths(join(folder, 'plugins/a'))).toEqual(new Set(['node_modules', 'deep/y.log']));
  expect(ignoredPaths(temporary)).toEqual(new Set());
});
