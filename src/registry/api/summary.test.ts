import { describe, expect, test } from 'vitest';
import { aCapability } from '../../../test/capabilities.ts';
import { aPlugin } from '../../../test/registries.ts';
import { searchRecordOf, summaryOf } from './summary.ts';

describe('what is said of a plugin', () => {
  const plugin = aPlugin('tiny', {
    author: { name: 'Ann', email: 'ann@catalog.example' },
    deprecated: { reason: 'Old.', date: '2026-01-01' },
    components: [
      { kind: 'hook', name: 'Stop', file: 'hooks/hooks.json', line: 4, type: 'command', command: 'true' },
      { kind: 'skill', name: 'tiny:a', description: 'Does a.', file: 'skills/a/SKILL.md', line: 1 },
      { kind: 'skill', name: 'tiny:b', file: 'skills/b/SKILL.md', line: 1 },
    ],
    capabilities: [aCapability('hook')],
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
