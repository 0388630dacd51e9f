import { describe, expect, test } from 'vitest';
import { aCapability } from '../../test/capabilities.ts';
import { capabilityKinds } from '../plugin/kinds/list.ts';
import { capabilityFlags, capabilityGroups } from '../plugin/kinds/vocabulary.ts';
import { groupOf } from '../registry/capability-flags.ts';
import { capabilityFacets, facetsOf } from './capability-groups.ts';
import { groupWords } from './capability-words.ts';
import { keyCapabilities } from './words.ts';

const host = (name: string) => aCapability('network-host', { host: name });
const server = (url: string) => aCapability('mcp-server', { url });

test('every kind of capability is shown in a group, and every group has words', () => {
  expect(capabilityKinds.length).toBeGreaterThan(10);
  for (const kind of capabilityKinds) expect(capabilityGroups).toContain(groupOf(aCapability(kind)));
  expect(Object.keys(groupWords).sort()).toEqual([...capabilityGroups].sort());
});

test('a server that is called is the network’s, one that is started is a program', () => {
  expect(groupOf(server('https://a.example/mcp'))).toBe('reaches-the-network');
  expect(groupOf(aCapability('mcp-server', { command: 'node x http: y' }))).toBe('starts-programs');
  expect(groupOf(aCapability('mcp-server', { headersHelper: 'echo http: y' }))).toBe('starts-programs');
});

test('only what is kept secret counts as a secret', () => {
  expect(groupOf(aCapability('user-config', { sensitive: true }))).toBe('asks-for-secrets');
  expect(groupOf(aCapability('user-config', { sensitive: false }))).toBe('changes-your-setup');
});

test('a command that draws a status line runs by itself, an agent is a setting', () => {
  expect(groupOf(aCapability('settings', { setting: 'subagentStatusLine' }))).toBe('runs-by-itself');
  expect(groupOf(aCapability('settings', { setting: 'agent', value: 'subagentStatusLine' }))).toBe(
    'changes-your-setup',
  );
});

describe('what leads to the machine itself', () => {
  test.each(['localhost', 'app.localhost', '127.0.0.1', '127.8.0.1', '[::1]'])(
    'is told apart, and is not the network: %s',
    (name) => {
      const told = [host(name), server(`http://${name}:3000/mcp`)];
      expect(told.map(groupOf)).toEqual(['stays-on-your-machine', 'stays-on-your-machine']);
      expect(facetsOf({ capabilities: told })).toEqual(['starts-servers']);
      expect(keyCapabilities({ capabilities: told })).toEqual(['Starts or calls 1 MCP server']);
    },
  );

  test.each([
    'localhost.example.org',
    '127.0.0.1.example.org',
    'notlocalhost',
    'localhost.…',
    '127.0.0.1.…',
    '0.0.0.0',
    '10.0.0.1',
    '[::2]',
  ])('is not what only looks like it: %s', (name) => {
    expect(groupOf(host(name))).toBe('reaches-the-network');
    expect(facetsOf({ capabilities: [host(name)] })).toEqual(['reaches-network']);
    expect(keyCapabilities({ capabilities: [host(name)] })).toEqual(['May reach 1 host']);
  });

  test.each([
    '${ADDRESS}',
    'http://localhost:${PORT}/mcp',
    'http://localhost:${PORT:-1@a.example}/mcp',
    'http://localhost${REST}/mcp',
    'http://localhost@a.example/mcp',
  ])('is not an address that leads elsewhere, or that is only known when it runs: %s', (address) => {
    expect(groupOf(server(address))).toBe('reaches-the-network');
  });
});

describe('facets', () => {
  test('are the flags of the API, and none where there is no flag', () => {
    expect(facetsOf({ capabilities: [] })).toEqual(['none']);
    expect(facetsOf({ capabilities: [host('a.example'), aCapability('hook'), aCapability('hook')] })).toEqual(
      ['runs-hooks', 'reaches-network'],
    );
  });

  test('are none only for questions that are no secret, for a tool host and for the machine itself', () => {
    const none = capabilityKinds.filter((kind) =>
      facetsOf({ capabilities: [aCapability(kind)] }).includes('none'),
    );
    expect(none).toEqual(['user-config', 'host-need', 'feeds-claude']);
  });

  test('name every flag in its order, and none last', () => {
    expect(capabilityFacets.map(({ id }) => id)).toEqual([...capabilityFlags, 'none']);
  });

  test('each have a name that says something where it stands alone', () => {
    expect(
      capabilityFacets
        .map(({ title }) => title)
        .filter((title) => /\b(?:these|those|other|above)\b/.test(title)),
    ).toEqual([]);
  });
});
