import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aCapability } from '../../test/capabilities.ts';
import { type Capability, capabilityKinds } from '../plugin/kinds/list.ts';
import { capabilityFlags } from '../plugin/kinds/vocabulary.ts';
import { flagsOf } from './capability-flags.ts';

describe('flags', () => {
  const flags = (...capabilities: Capability[]) => flagsOf({ capabilities });

  test('say what a plugin does on a machine, each once', () => {
    expect(flags()).toEqual([]);
    expect(flags(aCapability('user-config'))).toEqual([]);
    expect(flags(aCapability('user-config', { sensitive: true }))).toEqual(['asks-for-secrets']);
    expect(flags(aCapability('lsp-server'), aCapability('hook'), aCapability('mcp-server'))).toEqual([
      'runs-hooks',
      'starts-servers',
    ]);
  });

  test('say that the network is reached by what is called there, and not by the machine itself', () => {
    expect(flags(aCapability('mcp-server', { url: 'https://a.example/mcp' }))).toEqual([
      'starts-servers',
      'reaches-network',
    ]);
    expect(flags(aCapability('mcp-server', { url: 'http://localhost:3000/mcp' }))).toEqual([
      'starts-servers',
    ]);
    expect(flags(aCapability('network-host', { host: '127.0.0.1' }))).toEqual([]);
    expect(flags(aCapability('network-host', { host: '127.0.0.1.a.example' }))).toEqual(['reaches-network']);
  });

  test('leave out no kind of capability', () => {
    const all = capabilityKinds.map((kind) => ({ ...aCapability(kind), sensitive: true }) as Capability);
    expect(flags(...all)).toEqual([...capabilityFlags]);
    const quiet = ['feeds-claude', 'host-need'];
    for (const one of all)
      expect(flags(one).length, one.kind).toBeGreaterThanOrEqual(quiet.includes(one.kind) ? 0 : 1);
  });

  test('are those that the page about the API names', () => {
    const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
    expect(capabilityFlags.filter((flag) => !text.includes(`\`${flag}\``))).toEqual([]);
  });
});
