import { expect, test } from 'vitest';
import { type CapabilityKind, capabilityKinds } from '../plugin/plugin.ts';
import { capabilityFacets, capabilityGroups, facetsOf, groupOf } from './capability-groups.ts';

const of = (kind: CapabilityKind, more: { detail?: string; sensitive?: boolean } = {}) => ({
  kind,
  detail: 'x',
  ...more,
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
});

test('only what is kept secret counts as a secret', () => {
  expect(groupOf(of('user-config', { sensitive: true }))).toBe('asks-for-secrets');
  expect(groupOf(of('user-config', { sensitive: false }))).toBe('changes-your-setup');
});

test('facets of a plugin, and none where none applies', () => {
  expect(facetsOf({ capabilities: [of('settings'), of('inline-command')] })).toEqual(['none']);
  expect(facetsOf({ capabilities: [of('network-host'), of('hook'), of('hook')] })).toEqual([
    'runs-hooks',
    'reaches-network',
  ]);
  expect(new Set(capabilityFacets.map(({ id }) => id)).size).toBe(capabilityFacets.length);
});
