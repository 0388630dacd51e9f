import { expect, test } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { aTool, offering } from '../../../../test/check/tools-fixture.ts';
import { rule } from './rule.ts';

test.each<[Record<string, string | Uint8Array>, string]>([
  [offering('x'), 'tools'],
  [offering([{}]), 'inputSchema'],
  [offering([], { files: 'x' }), '64'],
  [offering([], { protocolVersion: 1 }), 'protocolVersion'],
  [offering([], { more: 1 }), '"more"'],
  [offering([aTool(), aTool({ description: 'Greets again.' })]), 'two tools "greet"'],
  [offering([], { resources: [1, 2].map(() => ({ uri: 'a:b', name: 'b' })) }), 'two resources "a:b"'],
  [{ ...offering([]), '.mcp.json': '{}' }, 'starts no MCP server "greetings"'],
  [{ 'tools.json': '{ "servers": [' }, 'not JSON'],
  [{ 'tools.json': new Uint8Array([0, 1]) }, ''],
  [{ 'tools.json': `{"servers":{},"$schema":"x","a":${'['.repeat(9_000)}${']'.repeat(9_000)}}` }, '"a"'],
  [
    offering([aTool({ inputSchema: JSON.parse(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`) as object })]),
    'nest deeper than 200 levels',
  ],
])('finds what is wrong in case %#', async (files, said) => {
  const found = await diagnose(rule, files);
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]?.message).toContain(said);
});

test('comes back from many wrong items, and survives keys that every object has', async () => {
  const found = await diagnose(rule, offering(Array.from({ length: 50_000 }, () => 1)));
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(100);
  const text = offering([aTool()])['tools.json']?.replace('"greetings"', '"__proto__"') ?? '';
  expect(await diagnose(rule, { 'tools.json': text })).toMatchObject([
    { message: 'The plugin starts no MCP server "__proto__".' },
  ]);
});

test('takes what a server may say besides', async () => {
  const tool = aTool({ annotations: { readOnlyHint: true }, icons: [], _meta: {}, outputSchema: {} });
  expect(await diagnose(rule, offering([tool], { prompts: [{ name: 'greet', arguments: [] }] }))).toEqual([]);
});
