import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('name-pattern', () => {
  it.each([
    'Tiny',
    'tiny_tool',
    '-tiny',
    'tiny-',
    'tiny--tool',
    'tiny.tool',
    'tіny',
    'tiny\u200btool',
    'ab',
    'x'.repeat(65),
    'a b',
  ])('refuses %j', async (name) => {
    const found = await diagnose(rule, manifestWith({ name }));
    expect(found).toMatchObject([{ message: expect.stringContaining('Expected "name" to') }]);
    expect(found[0]).toMatchObject({ file: '.claude-plugin/plugin.json', line: 2 });
  });

  it.each(['abc', 'tiny-tool-2', '3d', '4x4', 'x'.repeat(64)].filter((name) => name.length > 2))(
    'takes %j',
    async (name) => {
      expect(await diagnose(rule, manifestWith({ name }))).toEqual([]);
    },
  );

  it('proposes a name that it would take', async () => {
    const [found] = await diagnose(rule, manifestWith({ name: 'Mon Outil_Éclair' }));
    expect(found?.fix).toBe('"name": "mon-outil-eclair"');
  });

  it('leaves a missing name and one of a wrong type to the rules about manifests', async () => {
    expect(await diagnose(rule, manifestWith({ name: undefined }))).toEqual([]);
    expect(await diagnose(rule, manifestWith({ name: 7 }))).toEqual([]);
  });

  it('does not linger on a name of a megabyte', async () => {
    const [found] = await diagnose(rule, manifestWith({ name: 'aB-'.repeat(350_000) }));
    expect(found?.message.length).toBeLessThan(300);
  });
});
