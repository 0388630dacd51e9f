import { expect, it } from 'vitest';
import { declaredFiles, experimental, insidePath, pathsOf } from './declared.ts';
import { type MemoryFile, memoryFileSystem } from './file-system.ts';
import { readSource, type Source } from './source.ts';

const sourceOf = (files: Record<string, MemoryFile>): Source =>
  readSource(memoryFileSystem(files), 'plugins/tiny-tool');

it.each([
  ['./a/b/', 'a/b'],
  ['.//a/./b', 'a/b'],
  ['./', ''],
  ['.', ''],
  ['/a', 'a'],
  ['./a/../b', undefined],
  ['..', undefined],
  ['a\0b', undefined],
  ['...', '...'],
  [5, undefined],
  [null, undefined],
])('reads the path %j as %j', (value, expected) => {
  expect(insidePath(value)).toBe(expected);
});

it('takes from a list of paths those that lead into the plugin', () => {
  expect(pathsOf(['./a', '../b', 5, './c/'])).toEqual(['a', 'c']);
  expect(pathsOf('./a')).toEqual(['a']);
  expect(pathsOf(undefined)).toEqual([]);
});

it('prefers what stands under "experimental", and says where it stands', () => {
  expect(experimental({ themes: 'a', experimental: { themes: 'b' } }, 'themes')).toEqual({
    value: 'b',
    path: ['experimental', 'themes'],
  });
  expect(experimental({ themes: 'a', experimental: 5 }, 'themes')).toEqual({ value: 'a', path: ['themes'] });
  expect(experimental({}, 'constructor').value).toBeUndefined();
});

it('finds files of a field straight in a folder, through links, each once', () => {
  const source = sourceOf({
    'themes/b.json': '{}',
    'themes/a.json': { link: 'b.json' },
    'themes/a.txt': '',
    'themes/deep/c.json': '{}',
    'one.txt': '',
  });
  const themes = ['themes/a.json', 'themes/b.json'];
  expect(declaredFiles(source, undefined, 'themes', '.json')).toEqual(themes);
  expect(declaredFiles(source, ['./themes', './one.txt', './themes'], 'other', '.json')).toEqual([
    'one.txt',
    'themes/a.json',
    'themes/b.json',
  ]);
  expect(declaredFiles(source, undefined, 'other', '.json')).toEqual([]);
});
