import { expect, test } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { aTool, offering } from '../../../../test/check/tools-fixture.ts';
import { rule } from './rule.ts';

const prefix = 'mcp__plugin_tiny-tool_greetings__'.length;
const judge = (...names: string[]) => diagnose(rule, offering(names.map((name) => aTool({ name }))));

test.each([
  [['a b'], 'only letters'],
  [[''], 'only letters'],
  [['grüße'], 'only letters'],
  [['a/b'], 'only letters'],
  [['x'.repeat(128 - prefix + 1)], 'has 129 characters'],
  [['a.b', 'a_b'], 'takes the tools "a.b" and "a_b" for one'],
])('%j', async (names, said) => {
  const found = await judge(...names);
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toContain(said);
});

test('names that Claude can call', async () => {
  expect(await judge('x'.repeat(128 - prefix), 'a.b', 'a-b', 'A_b', '0')).toEqual([]);
  expect(await diagnose(rule, offering([], { prompts: [{ name: 'greet someone' }] }))).toEqual([]);
});
