import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

const servers = {
  '.mcp.json': '{ "mcpServers": { "chat": { "command": "x" }, "mail": { "command": "y" } } }',
};

it('offers the servers that there are', async () => {
  const found = await diagnose(rule, { ...manifestWith({ channels: [{ server: 'Chat' }] }), ...servers });
  expect(found.map(({ message, fix }) => `${message} ${fix}`)).toEqual([
    'The channel\'s server "Chat" is none of the plugin\'s MCP servers. Write one of "chat", "mail".',
  ]);
});

it('points at each channel', async () => {
  const text =
    '{\n  "name": "tiny-tool",\n  "channels": [\n    { "server": "a" },\n    { "server": "chat" },\n    { "server": "b" }\n  ]\n}';
  const found = await diagnose(rule, { [manifestFile]: text, ...servers });
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
    `${manifestFile}:4`,
    `${manifestFile}:6`,
  ]);
});

it('does not count a server that has no command', async () => {
  const overlay = { ...manifestWith({ channels: [{ server: 'chat' }] }), '.mcp.json': '{ "chat": {} }' };
  expect(await diagnose(rule, overlay)).toMatchObject([{ fix: 'Declare the server in .mcp.json.' }]);
});

it.each([
  [{ channels: [{ server: 'chat' }, { server: 'mail' }] }],
  [{ channels: [{ server: 'own' }], mcpServers: { own: { type: 'http', url: 'https://a.example' } } }],
  [{ channels: [{ server: 5 }, null, 'x'] }],
  [{ channels: {} }],
])('accepts %j', async (changes) => {
  expect(await diagnose(rule, { ...manifestWith(changes), ...servers })).toEqual([]);
});
