import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-name-not-portable', () => {
  it('counts 128 characters, of the marketplace and of each plugin', async () => {
    const overlay = (length: number) => entryWith({ name: 'a'.repeat(length) }, { name: 'b'.repeat(length) });
    expect(await diagnoseMarketplace(overlay(128), rule)).toEqual([]);
    expect(await diagnoseMarketplace(overlay(129), rule)).toHaveLength(2);
  });

  it.each(['Org', 'org-provisioned', 'UNKNOWN'])(
    'knows %s in any letter case, and only as a marketplace',
    async (name) => {
      expect(await diagnoseMarketplace(entryWith({}, { name }), rule)).toHaveLength(1);
      expect(await diagnoseMarketplace(entryWith({ name }), rule)).toEqual([]);
    },
  );
});
