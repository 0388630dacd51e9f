import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capabilityKinds } from '../plugin/plugin.ts';
import { capabilityFlags, flagsOf, type Told } from './capability-flags.ts';

describe('flags', () => {
  const flags = (...capabilities: (Partial<Told> & Pick<Told, 'kind'>)[]) =>
    flagsOf({ capabilities: capabilities.map((one) => ({ detail: '', ...one })) });

  test('say what a plugin does on a machine, each once', () => {
    expect(flags()).toEqual([]);
    expect(flags({ kind: 'user-config' })).toEqual([]);
    expect(flags({ kind: 'user-config', sensitive: true })).toEqual(['asks-for-secrets']);
    expect(flags({ kind: 'lsp-server' }, { kind: 'hook' }, { kind: 'mcp-server' })).toEqual([
      'runs-hooks',
      'starts-servers',
    ]);
  });

  test('say that the network is reached by what is called there, and not by the machine itself', () => {
    expect(flags({ kind: 'mcp-server', detail: 'docs http: https://a.example/mcp' })).toEqual([
      'starts-servers',
      'reaches-network',
    ]);
    expect(flags({ kind: 'mcp-server', detail: 'docs http: http://localhost:3000/mcp' })).toEqual([
      'starts-servers',
    ]);
    expect(flags({ kind: 'network-host', detail: '127.0.0.1' })).toEqual([]);
    expect(flags({ kind: 'network-host', detail: '127.0.0.1.a.example' })).toEqual(['reaches-network']);
  });

  test('leave out no kind of capability', () => {
    const all = capabilityKinds.map((kind) => ({ kind, sensitive: true }));
    expect(flags(...all)).toEqual([...capabilityFlags]);
    for (const one of all) expect(flags(one), one.kind).toHaveLength(1);
  });

  test('are those that the page about the API names', () => {
    const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
    expect(capabilityFlags.filter((flag) => !text.includes(`\`${flag}\``))).toEqual([]);
  });
});
