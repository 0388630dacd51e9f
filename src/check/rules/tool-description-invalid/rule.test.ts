import { expect, test } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { aTool, offering } from '../../../../test/check/tools-fixture.ts';
import { rule } from './rule.ts';

const judge = async (description: unknown) =>
  (await diagnose(rule, offering([aTool({ description })]))).map(
    ({ severity, message }) => `${severity} ${message}`,
  );

test.each([
  [' \n', 'warning The tool "greet" has no description'],
  ['x'.repeat(4097), 'warning The description of the tool "greet" has 4097 characters'],
  ['Greets.\u202e', 'error The description of the tool "greet" holds the character "\\u{202e}"'],
  ['Greets.\u{e0041}', 'error The description'],
  ['a\u200db', 'error The description'],
])('%j', async (description, said) => {
  const found = await judge(description);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(said);
});

test('a description as people write it', async () => {
  expect(await judge(`Grüßt 👩‍💻 ❤️‍🔥.\n\n\t- ${'x'.repeat(4000)}`)).toEqual([]);
  expect(await diagnose(rule, offering([], { prompts: [{ name: 'greet' }] }))).toEqual([]);
});
