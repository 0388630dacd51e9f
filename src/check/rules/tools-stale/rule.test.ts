import { expect, test } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { offering } from '../../../../test/check/tools-fixture.ts';
import { rule } from './rule.ts';

test('a server that the file lacks, and one that changed, are each named', async () => {
  const files = {
    ...offering([]),
    '.mcp.json': JSON.stringify({ mcpServers: { greetings: { command: 'greet' }, other: { command: 'x' } } }),
  };
  expect((await diagnose(rule, files)).map(({ message }) => message)).toEqual([
    'The file says nothing of the MCP server "other".',
    'Files or the configuration of the MCP server "greetings" changed since it was asked what it offers.',
  ]);
});

test('nothing is said without the file, or of one that is wrong', async () => {
  const { '.mcp.json': config = '' } = offering([]);
  expect(await diagnose(rule, { '.mcp.json': config })).toEqual([]);
  expect(await diagnose(rule, offering(1))).toEqual([]);
});
