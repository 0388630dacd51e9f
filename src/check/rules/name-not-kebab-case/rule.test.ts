import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

it.each([
  'A',
  'a.b',
  'a-b-',
  '-a',
  'a--b',
  'tiny_tool',
  'a/b',
  'a:b',
  '..',
  '@a',
  'tіny',
  'tool-🎉',
  '__proto__',
  'ab\u00ad',
  'a\u200bb',
])('warns about %j', async (name) => {
  const found = await diagnose(rule, manifestWith({ name }));
  expect(found).toMatchObject([{ severity: 'warning', line: 2, column: 11 }]);
  expect(found[0]?.message).toContain('is not in kebab-case');
});

it.each(['my-claude', 'a-claude-b', 'for-anthropic', 'x-anthropics'])(
  'warns that %j reads as official',
  async (name) => {
    const found = await diagnose(rule, manifestWith({ name }));
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining("reads as one of Anthropic's own"),
    ]);
  },
);

it('says both of a name that is both', async () => {
  expect(await diagnose(rule, manifestWith({ name: 'My-Claude' }))).toMatchObject([
    { message: 'The name "My-Claude" is not in kebab-case, which some of Claude\'s apps refuse.' },
    { message: 'The name "My-Claude" reads as one of Anthropic\'s own.' },
  ]);
});

it.each(['a', '1a', 'tiny-tool-2', 'claudette', 'claude-x', 'official-x', '', 5, null])(
  'says nothing of %j',
  async (name) => {
    expect(await diagnose(rule, manifestWith({ name }))).toEqual([]);
  },
);
