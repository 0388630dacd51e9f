import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-field-unknown', () => {
  it('looks at every level that has known fields', async () => {
    const overlay = entryWith(
      {
        icon: 1,
        Description: 1,
        experimental: { themez: 1 },
        relevance: { topics: 1, signals: { cli: ['a'], clis: ['b'] } },
      },
      { zzz: 1, metadata: { pluginroot: 'x' } },
    );
    const found = await diagnoseMarketplace(overlay, rule);
    expect(found.map(({ message, fix }) => [/"([^"]+)"/.exec(message)?.[1], fix])).toEqual([
      ['plugins[0].icon', 'Remove it.'],
      ['plugins[0].Description', 'Write "description".'],
      ['plugins[0].experimental.themez', 'Write "themes".'],
      ['plugins[0].relevance.topics', 'Write "topic".'],
      ['plugins[0].relevance.signals.clis', 'Write "cli".'],
      ['zzz', 'Remove it.'],
      ['metadata.pluginroot', 'Write "pluginRoot".'],
    ]);
  });

  it.each(['metadata', 'experimental', 'relevance', 'engines'])(
    'says that %s is passed over where it is no object',
    async (field) => {
      for (const value of [null, 5, '', []])
        expect(await diagnoseMarketplace(entryWith({ [field]: value }), rule)).toHaveLength(1);
    },
  );

  it('says nothing of fields of sources', async () => {
    expect(
      await diagnoseMarketplace(entryWith({ source: { source: 'github', repo: 'a/b', zzz: 1 } }), rule),
    ).toEqual([]);
  });
});
