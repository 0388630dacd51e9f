import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aPlugin } from '../../../test/registries.ts';
import { capabilityKinds } from '../../plugin/plugin.ts';
import type { RegistryPlugin } from '../registry.ts';
import { capabilityFlags, flagsOf, searchRecordOf, summaryOf } from './summary.ts';

describe('flags', () => {
  const flags = (...capabilities: { kind: string; sensitive?: boolean; detail?: string }[]) =>
    flagsOf({
      capabilities: capabilities.map((one) => ({
        summary: '',
        detail: '',
        file: '',
        line: 1,
        ...one,
      })) as RegistryPlugin['capabilities'],
    });

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
    const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'api.md'), 'utf8');
    expect(capabilityFlags.filter((flag) => !text.includes(`\`${flag}\``))).toEqual([]);
  });
});

describe('what is said of a plugin', () => {
  const plugin = aPlugin('tiny', {
    author: { name: 'Ann', email: 'ann@catalog.example' },
    deprecated: { reason: 'Old.', date: '2026-01-01' },
    components: [
      { kind: 'hook', name: 'Stop', file: 'hooks/hooks.json', line: 4, type: 'command', target: 'true' },
      { kind: 'skill', name: 'tiny:a', description: 'Does a.', file: 'skills/a/SKILL.md', line: 1 },
      { kind: 'skill', name: 'tiny:b', file: 'skills/b/SKILL.md', line: 1 },
    ],
    capabilities: [
      { kind: 'hook', summary: 'Runs true.', detail: 'true', file: 'hooks/hooks.json', line: 4 },
    ],
  });

  test('in a list counts what it has, and names its author alone', () => {
    const summary = summaryOf(plugin);
    expect(summary).toMatchObject({ author: 'Ann', status: 'deprecated', flags: ['runs-hooks'] });
    expect(Object.entries(summary.components ?? {})).toEqual([
      ['skill', 2],
      ['hook', 1],
    ]);
    expect(summary).not.toHaveProperty('capabilities');
  });

  test('to a search is its words, without what runs', () => {
    expect(searchRecordOf(plugin)).toMatchObject({
      author: 'Ann',
      status: 'deprecated',
      flags: ['runs-hooks'],
    });
    expect(searchRecordOf(plugin).components).toEqual([
      { kind: 'hook', name: 'Stop' },
      { kind: 'skill', name: 'tiny:a', description: 'Does a.' },
      { kind: 'skill', name: 'tiny:b' },
    ]);
  });
});
