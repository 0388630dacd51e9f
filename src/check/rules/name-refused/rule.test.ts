import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

it.each([
  [null, 'to be a string, but it is null'],
  [5, 'to be a string, but it is a number'],
  [['tiny-tool'], 'to be a string, but it is a list'],
  ['', 'not to be empty'],
  [' ', 'holds a space'],
  ['tiny tool', 'holds a space'],
  ['tiny\ttool', '"tiny\\u{9}tool" holds a control or direction-changing character'],
  ['tiny\u202etool', '"tiny\\u{202e}tool" holds a control or direction-changing character'],
  ['tiny\u2066tool', 'direction-changing'],
  ['claude', 'is reserved'],
  ['Claude_Tools', 'is reserved'],
  ['cl-aude-x', 'is reserved'],
  ['x-claude-official', 'is reserved'],
])('refuses %j', async (name, words) => {
  const found = await diagnose(rule, manifestWith({ name }));
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toContain(words);
  expect(found[0]?.line).toBe(2);
});

it.each([
  'a',
  'A.b_c',
  'tiny-',
  '..',
  'a/b',
  '@scope',
  'tool-🎉',
  'claudette',
  'my-claude',
  'official-x',
  '__proto__',
  'a\u00adb',
  'x'.repeat(129),
])('leaves %j to the rules of the marketplace', async (name) => {
  expect(await diagnose(rule, manifestWith({ name }))).toEqual([]);
});

it('asks for a name where there is none, but not where there is no manifest', async () => {
  expect(await diagnose(rule, { [manifestFile]: '{}' })).toMatchObject([
    { message: 'The manifest has no "name".', line: 1 },
  ]);
  for (const text of [null, '{', '[]', '"tiny-tool"']) {
    expect(await diagnose(rule, { [manifestFile]: text })).toEqual([]);
  }
});
