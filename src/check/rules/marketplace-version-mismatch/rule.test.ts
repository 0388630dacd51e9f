import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-version-mismatch', () => {
  it('compares to the letter', async () => {
    const [found] = await diagnoseMarketplace(entryWith({ version: 'v1.0.0' }), rule);
    expect(found).toMatchObject({
      severity: 'warning',
      fix: 'Remove "version" from the entry, or write "1.0.0".',
    });
  });

  it('does not ask to edit a manifest that publishing regenerates', async () => {
    const files = { ...entryWith({ version: '0.9.0' }), 'marketplace.config.json': '{}' };
    const found = await diagnoseMarketplace(files, rule);
    expect(found.map(({ fix }) => fix)).toEqual(['Leave the file as it is: publishing writes it anew.']);
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
