import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-version-mismatch', () => {
  it('compares to the letter', async () => {
    const [found] = await diagnoseMarketplace(entryWith({ version: 'v1.0.0' }), rule);
    expect(found).toMatchObject({
      severity: 'warning',
      fix: 'Remove "version" from the entry, or write "1.0.0".',
    });
  });

  it('says nothing where either has none', async () => {
    const manifest = 'plugins/tiny-tool/.claude-plugin/plugin.json';
    expect(await diagnoseMarketplace(entryWith({ version: '' }), rule)).toEqual([]);
    for (const version of ['', undefined, 5]) {
      const overlay = {
        ...entryWith({ version: '2.0.0' }),
        [manifest]: JSON.stringify({ name: 'tiny-tool', version }),
      };
      expect(await diagnoseMarketplace(overlay, rule)).toEqual([]);
    }
  });
});
