import { describe, expect, test } from 'vitest';
import { type Capability, type CapabilityKind, capabilityKinds } from '../plugin/plugin.ts';
import { capabilityFlags } from '../registry/capability-flags.ts';
import { capabilityFacets, capabilityGroups, facetsOf, groupOf } from './capability-groups.ts';
import { keyCapabilities } from './words.ts';

const of = (kind: CapabilityKind, more: { detail?: string; sensitive?: boolean } = {}) => ({
  kind,
  detail: 'x',
  ...more,
});
const whole = (capability: ReturnType<typeof of>): Capability => ({
  summary: '',
  file: 'x',
  line: 1,
  ...capability,
});

test('every kind of capability is told in a group that there is', () => {
  const groups = capabilityGroups.map(({ id }) => id);
  expect(capabilityKinds.length).toBeGreaterThan(10);
  for (const kind of capabilityKinds) expect(groups).toContain(groupOf(of(kind)));
});

test('a server that is called is the network’s, one that is started is a program', () => {
  expect(groupOf(of('mcp-server', { detail: 'docs http: https://a.example/mcp' }))).toBe(
    'reaches-the-network',
  );
  expect(groupOf(of('mcp-server', { detail: 'docs stdio: node x http: y' }))).toBe('starts-programs');
  expect(groupOf(of('mcp-server', { detail: 'docs headersHelper: echo http: y' }))).toBe('starts-programs');
});

test('only what is kept secret counts as a secret', () => {
  expect(groupOf(of('user-config', { sensitive: true }))).toBe('asks-for-secrets');
  expect(groupOf(of('user-config', { sensitive: false }))).toBe('changes-your-setup');
});

test('a command that draws a status line runs by itself, an agent is a setting', () => {
  expect(groupOf(of('settings', { detail: 'subagentStatusLine: {"command":"x"}' }))).toBe('runs-by-itself');
  expect(groupOf(of('settings', { detail: 'agent: "subagentStatusLine: x"' }))).toBe('changes-your-setup');
});

describe('what leads to the machine itself', () => {
  test.each(['localhost', 'app.localhost', '127.0.0.1', '127.8.0.1', '[::1]'])(
    'is told apart, and is not the network: %s',
    (host) => {
      const told = [
        of('network-host', { detail: host }),
        of('mcp-server', { detail: `docs http: http://${host}:3000/mcp` }),
      ];
      expect(told.map(groupOf)).toEqual(['stays-on-your-machine', 'stays-on-your-machine']);
      expect(facetsOf({ capabilities: told })).toEqual(['starts-servers']);
      expect(keyCapabilities({ capabilities: told.map(whole) })).toEqual(['Starts or calls 1 MCP server']);
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
  ])('is not what only looks like it: %s', (host) => {
    expect(groupOf(of('network-host', { detail: host }))).toBe('reaches-the-network');
    expect(facetsOf({ capabilities: [of('network-host', { detail: host })] })).toEqual(['reaches-network']);
    expect(keyCapabilities({ capabilities: [whole(of('network-host', { detail: host }))] })).toEqual([
      'May reach 1 host',
    ]);
  });

  test.each([
    '${ADDRESS}',
    'http://localhost:${PORT}/mcp',
    'http://localhost:${PORT:-1@a.example}/mcp',
    'http://localhost${REST}/mcp',
    'http://localhost@a.example/mcp',
  ])('is not an address that leads elsewhere, or that is only known when it runs: %s', (address) => {
    expect(groupOf(of('mcp-server', { detail: `docs http: ${address}` }))).toBe('reaches-the-network');
  });
});

describe('facets', () => {
  test('are the flags of the API, and none where there is no flag', () => {
    expect(facetsOf({ capabilities: [] })).toEqual(['none']);
    expect(facetsOf({ capabilities: [of('network-host'), of('hook'), of('hook')] })).toEqual([
      'runs-hooks',
      'reaches-network',
    ]);
  });

  test('are none only for questions that are no secret and for the machine itself', () => {
    const none = capabilityKinds.filter((kind) => facetsOf({ capabilities: [of(kind)] }).includes('none'));
    expect(none).toEqual(['user-config']);
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
