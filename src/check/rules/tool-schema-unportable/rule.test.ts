import { expect, test } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { aTool, offering } from '../../../../test/check/tools-fixture.ts';
import { rule } from './rule.ts';

const judge = (inputSchema: object, more: object = {}) =>
  diagnose(rule, offering([aTool({ inputSchema, ...more })]));
const nested = (depth: number): object =>
  depth === 0 ? { type: 'string' } : { type: 'object', properties: { a: nested(depth - 1) } };

test.each<[object, string]>([
  [{}, '"type": "object"'],
  [{ type: ['object'] }, '"type": "object"'],
  [{ type: 'object', oneOf: [] }, '"oneOf" at its root'],
  [
    { type: 'object', properties: { a: { $ref: 'https://a.example/x.json' } } },
    'refers to "https://a.example/x.json"',
  ],
  [{ type: 'object', properties: { a: { type: 'object', properties: { 'b c': {} } } } }, '"b c"'],
  [nested(40), 'deeper than 30'],
])('case %#', async (schema, said) => {
  const found = await judge(schema);
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toContain(said);
});

test('the schema of the output is looked at too, and no list of problems is long', async () => {
  expect(await judge({ type: 'object' }, { outputSchema: { type: 'array' } })).toHaveLength(1);
  const many = Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`a ${index}`, {}]));
  expect((await judge({ type: 'object', properties: many })).length).toBeLessThan(10);
});

test('what every client takes', async () => {
  const schema = {
    type: 'object',
    $defs: { name: { type: 'string', examples: [{ $ref: 'x' }] } },
    properties: { name: { $ref: '#/$defs/name' }, kind: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
  };
  expect(await judge(schema)).toEqual([]);
  expect(await judge(nested(12))).toEqual([]);
});
