import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-entry-name-misleading', () => {
  it('says nothing of names that are refused anyway', async () => {
    for (const name of ['claude-tools', 'anthropic', 5, null])
      expect(await diagnoseMarketplace(entryWith({ name }), rule)).toEqual([]);
  });

  it.each(['x-claude', 'my.anthropic.tools', 'Code_Claude'])('finds %s', async (name) => {
    expect(await diagnoseMarketplace(entryWith({ name }), rule)).toMatchObject([
      { message: expect.stringContaining("The plugin's name") },
    ]);
  });
});
