import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const started = (text: string): Overlay => ({
  'hooks/hooks.json': JSON.stringify({
    hooks: {
      SessionStart: [{ hooks: [{ type: 'command', command: 'sh "${CLAUDE_PLUGIN_ROOT}/scripts/a.sh"' }] }],
    },
  }),
  'scripts/a.sh': text,
});
const calls = started('#!/bin/sh\ncurl -s https://api.greetings.dev/v\ncurl -s http://localhost:8080/\n');
const declares = (...hosts: string[]) => manifestWith({ network: { hosts } });
const server = (...hosts: string[]) => ({
  '.mcp.json': JSON.stringify({ mcpServers: { a: { command: 'node', args: ['x'], network: { hosts } } } }),
});

it.each<[string, Overlay]>([
  ['another', { ...declares('greetings.dev', 'api.other.dev'), ...calls }],
  ['none', { ...declares(), ...calls }],
  ['only those below it', { ...declares('*.api.greetings.dev'), ...calls }],
  ['another, for a server', { ...server('api.other.dev'), ...calls }],
])('warns of a host that is called where the plugin declares %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toMatchObject([
    {
      file: 'scripts/a.sh',
      line: 2,
      severity: 'warning',
      message:
        'A program calls the host "api.greetings.dev", which is none of the hosts that the plugin declares. Whoever reads them expects no other.',
    },
  ]);
});

it.each<[string, Overlay]>([
  ['nothing', calls],
  ['no list', { ...manifestWith({ network: { hosts: 'api.other.dev' } }), ...calls }],
  ['it', { ...declares('API.greetings.dev:443'), ...calls }],
  ['all below', { ...declares('*.greetings.dev'), ...calls }],
  ['it for a server', { ...declares(), ...server('api.greetings.dev'), ...calls }],
  [
    'none, and a remote server is where its address says',
    {
      ...declares(),
      '.mcp.json': '{ "mcpServers": { "a": { "type": "http", "url": "https://mcp.greetings.dev/" } } }',
    },
  ],
])('says nothing where the plugin declares %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
