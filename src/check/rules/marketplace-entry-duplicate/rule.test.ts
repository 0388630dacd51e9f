import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, marketplaceWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-entry-duplicate', () => {
  it('compares names to the letter', async () => {
    const plugins = ['a', 'A', 'b'].map((name) => ({ name, source: { source: 'github', repo: 'a/b' } }));
    expect(await diagnoseMarketplace(marketplaceWith({ plugins }), rule)).toEqual([]);
  });

  it('names each later entry once, and leaves names that are no text to other rules', async () => {
    const plugins = ['a', 5, 5, 'a', 'a', null].map((name) => ({ name, source: './plugins/tiny-tool' }));
    const found = await diagnoseMarketplace(marketplaceWith({ plugins }), rule);
    expect(found.map(({ message }) => message)).toEqual(
      Array(2).fill('Another entry, "plugins[0]", is called "a" too.'),
    );
    expect(new Set(found.map(({ line }) => line)).size).toBe(2);
  });

  it('judges ten thousand entries of one name', async () => {
    const plugins = Array.from({ length: 10_000 }, () => ({ name: 'a', source: './plugins/tiny-tool' }));
    expect(await diagnoseMarketplace(marketplaceWith({ plugins }), rule)).toHaveLength(9_999);
  });
});
