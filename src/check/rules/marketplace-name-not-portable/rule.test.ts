import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-name-not-portable', () => {
  it('counts 128 characters, of the marketplace and of each plugin', async () => {
    const overlay = (length: number) => entryWith({ name: 'a'.repeat(length) }, { name: 'b'.repeat(length) });
    expect(await diagnoseMarketplace(overlay(128), rule)).toEqual([]);
    expect(await diagnoseMarketplace(overlay(129), rule)).toMatchObject([
      {
        message:
          'The marketplace\'s name "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…" is longer than Claude Desktop accepts.',
      },
      {
        message:
          'The plugin\'s name "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" is longer than Claude Desktop accepts.',
      },
    ]);
  });

  it.each(['Org', 'org-provisioned', 'UNKNOWN'])(
    'knows %s in any letter case, and only as a marketplace',
    async (name) => {
      expect(await diagnoseMarketplace(entryWith({}, { name }), rule)).toMatchObject([
        { message: expect.stringContaining("The marketplace's name") },
      ]);
      expect(await diagnoseMarketplace(entryWith({ name }), rule)).toEqual([]);
    },
  );
});
