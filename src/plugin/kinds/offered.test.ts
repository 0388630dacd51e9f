import { expect, test } from 'vitest';
import { statedAs } from '../../../test/stated.ts';
import { memoryFileSystem } from '../file-system.ts';
import { readDeclared } from '../read-plugin.ts';

const json = (value: unknown) => JSON.stringify(value, null, 2);
const offers = {
  files: '',
  protocolVersion: '2025-11-25',
  tools: [
    { name: 'plant', title: 'Plant', description: 'x'.repeat(5000), inputSchema: { type: 'object' } },
    { name: 'water', inputSchema: { type: 'object' } },
  ],
  resources: [{ uri: 'garden://beds', name: 'beds' }],
  resourceTemplates: [{ uriTemplate: 'garden://{bed}', name: 'bed' }],
  prompts: [{ name: 'plan', description: 'Plans.' }],
};
const componentsOf = (tools: string) => {
  const files = {
    '.mcp.json': json({
      mcpServers: { beds: { command: 'beds' }, far: { url: 'https://a.example', type: 'http' } },
    }),
    'tools.json': tools,
  };
  const { plugin } = readDeclared(memoryFileSystem(files), 'plugins/garden');
  return plugin.components.filter(({ kind }) => kind !== 'mcp-server');
};

test('what the servers of a plugin offer is what it brings', () => {
  const found = componentsOf(json({ servers: { beds: offers, far: offers, gone: offers } }));
  expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'mcp-tool beds:plant',
    'mcp-tool beds:water',
    'mcp-resource beds:bed',
    'mcp-resource beds:beds',
    'mcp-prompt beds:plan',
  ]);
  expect(found[0]).toMatchObject({ server: 'beds', title: 'Plant', file: 'tools.json', line: 7 });
  expect(found[0]?.description).toHaveLength(4096);
  expect(found[2]).toMatchObject({ uri: 'garden://{bed}' });
});

test.each(['{', '[]', json({ servers: { beds: { ...offers, tools: [{}] } } })])(
  'nothing is taken from a file that is wrong',
  (text) => {
    expect(componentsOf(text)).toEqual([]);
  },
);

test('what a listing asks of a host is said in one sentence each', () => {
  const host = {
    modes: ['local'],
    localTools: ['record'],
    minVersion: '1.0.0',
    read: ['~/recordings'],
    write: ['/srv/out'],
    env: ['API_TOKEN'],
    shared: true,
    stateful: false,
  };
  expect(statedAs('host-need', { 'listing.json': json({ host }) }).map(({ summary }) => summary)).toEqual([
    'Runs on a tool host that is `local`.',
    'Offers the tool `record` only on the machine of the one who calls it.',
    'Runs on a tool host of version `1.0.0` or later.',
    'On a tool host, asks to read `~/recordings`.',
    'On a tool host, asks to read and write `/srv/out`.',
    'On a tool host, asks for the value of the environment variable `API_TOKEN`.',
    'On a tool host, may serve all callers with one process, so that one may see what another did.',
  ]);
});

test.each([1, [], 'x', { read: 1, env: [1, {}], modes: {}, shared: 'yes' }])(
  'a listing that is wrong asks for nothing: %j',
  (host) => {
    expect(statedAs('host-need', { 'listing.json': json({ host }) })).toEqual([]);
  },
);
