import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

it('points at each fault, wherever the servers stand', async () => {
  const text = `{
  "name": "tiny-tool",
  "mcpServers": [
    "./more.json",
    {
      "a": { "command": "" },
      "b": {
        "command": "x",
        "args": ["y", 5]
      }
    }
  ]
}`;
  const overlay = {
    [manifestFile]: text,
    'more.json': '{\n  "bare": { "type": "zzz" }\n}',
    '.mcp.json': '{ "mcpServers": {\n  "c": {\n    "command": "x",\n    "env": { "A": 1 }\n  }\n} }',
  };
  const found = await diagnose(rule, overlay);
  expect(found.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
    `${manifestFile}:6 Expected "mcpServers[1].a.command" not to be empty.`,
    `${manifestFile}:9 Expected "mcpServers[1].b.args[1]" to be a string, but it is a number.`,
    '.mcp.json:4 Expected "mcpServers.c.env.A" to be a string, but it is a number.',
    'more.json:2 Expected "bare.type" to be one of "stdio", "http", "streamable-http", "sse", "ws", but it is "zzz".',
  ]);
});

it.each<[string, Overlay]>([
  ['a list, which the client takes for no servers', { '.mcp.json': '[]' }],
  ['an empty file of servers', { '.mcp.json': '{}' }],
  ['a file that is not JSON, which another rule reports', { '.mcp.json': '{' }],
  ['a byte order mark, which another rule reports', { '.mcp.json': '\ufeff{ "a": 5 }' }],
  ['a link, which the client does not read', { 'm.json': '{ "a": 5 }', '.mcp.json': { link: 'm.json' } }],
  ['a file over a megabyte', { '.mcp.json': '{ "a": 5 }'.padEnd((1 << 20) + 1) }],
  ['a folder of that name', { '.mcp.json/x.json': '{ "a": 5 }' }],
  ['a bundle', manifestWith({ mcpServers: ['./a.mcpb', 'https://example.com/a.mcpb'] })],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});

it('asks for each value that nobody is asked for', async () => {
  const servers = {
    a: {
      command: '${user_config.gone}',
      args: ['${user_config.known}', '${user_config.other}'],
      cwd: '${user_config.gone}',
    },
    b: { type: 'http', url: 'https://a.example/${user_config.gone}', headers: { A: '${user_config.known}' } },
    c: { type: 'http', url: 'https://a.example', headersHelper: 'x ${user_config.known}' },
  };
  const option = { type: 'string', title: 't', description: 'd' };
  const overlay = manifestWith({
    userConfig: { known: option },
    channels: [{ server: 'a', userConfig: { other: option } }],
    mcpServers: servers,
  });
  const found = await diagnose(rule, overlay);
  expect(found.map(({ message }) => message)).toEqual([
    'Uses "${user_config.gone}", which "userConfig" in plugin.json does not declare.',
    'Uses "${user_config.gone}", which "userConfig" in plugin.json does not declare.',
    'Uses a "${user_config.…}" value in "headersHelper", which runs in a shell and is refused.',
  ]);
});
