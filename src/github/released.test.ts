import { describe, expect, test } from 'vitest';
import type { Registry, RegistryPlugin } from '../registry/registry.ts';
import { missingTags, unusualChange } from './released.ts';

function plugin(
  name: string,
  versions: readonly string[] = ['1.0.0'],
  status: 'ok' | 'error' = 'ok',
): RegistryPlugin {
  const history = versions.map((version) => ({ version, commit: 'a'.repeat(40), date: '2026-01-01' }));
  return { name, versions: history, check: { status } } as unknown as RegistryPlugin;
}

const registry = (count: number, prefix = 'p') =>
  ({
    plugins: Array.from({ length: count }, (_, index) => plugin(`${prefix}${index}`)),
  }) as unknown as Registry;

test('every version that has no tag gets one, and no other', () => {
  const plugins = [
    plugin('alpha', ['1.1.0', '1.0.0']),
    plugin('beta', ['2.0.0+build.1']),
    plugin('broken', ['1.0.0'], 'error'),
  ];
  expect(missingTags(plugins, new Set(['alpha--v1.0.0'])).map(({ tag }) => tag)).toEqual([
    'alpha--v1.1.0',
    'beta--v2.0.0+build.1',
  ]);
});

test('a withdrawn version gets no tag again', () => {
  const yanked = [{ version: '1.0.0', reason: 'It deletes what it should keep.', date: '2026-01-02' }];
  const withdrawn = { ...plugin('alpha', ['1.1.0', '1.0.0']), yanked } as RegistryPlugin;
  expect(missingTags([withdrawn], new Set()).map(({ tag }) => tag)).toEqual(['alpha--v1.1.0']);
});

test.each(['1..0', '1.0.', '1.lock', '1 0', '1~0', '1:0', '1\n'])(
  'a version %j is no name of a tag',
  (version) => {
    expect(missingTags([plugin('alpha', [version])], new Set())).toEqual([]);
  },
);

describe('an unusual change', () => {
  const same = { before: 1000, after: 1000 };
  test.each<[string, Registry | undefined, Registry, { before: number; after: number }, number]>([
    ['the first registry', undefined, registry(500), { before: 0, after: 9e6 }, 0],
    ['the first plugins', registry(0), registry(500), same, 0],
    ['nothing', registry(10), registry(10), same, 0],
    ['three go', registry(10), registry(7), same, 0],
    ['four go', registry(10), registry(6), same, 1],
    ['all go', registry(2), registry(0), same, 1],
    ['a tenth of many goes', registry(1000), registry(900), same, 0],
    ['more than a tenth of many goes', registry(1000), registry(899), same, 1],
    ['25 come', registry(10), registry(35), same, 0],
    ['26 come', registry(10), registry(36), same, 1],
    ['all are replaced', registry(30), registry(30, 'q'), same, 2],
    ['it doubles, and is small', registry(10), registry(10), { before: 1000, after: 2000 }, 0],
    ['it doubles, and is large', registry(10), registry(10), { before: 4 << 20, after: 8 << 20 }, 1],
    ['it shrinks to nothing', registry(10), registry(10), { before: 4 << 20, after: 10 }, 1],
  ])('%s', (_, before, after, bytes, sentences) => {
    expect(unusualChange(before, after, bytes)).toHaveLength(sentences);
  });

  test('plugins that stop passing count as gone', () => {
    const after = {
      plugins: registry(10).plugins.map(({ name }) => plugin(name, ['1.0.0'], 'error')),
    } as unknown as Registry;
    expect(unusualChange(registry(10), after, same)).toHaveLength(1);
  });
});
