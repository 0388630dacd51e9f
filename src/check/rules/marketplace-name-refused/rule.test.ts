import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, marketplaceWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-name-refused', () => {
  it.each([
    '',
    'a b',
    'tiny ',
    '../x',
    'a/b',
    'a\\b',
    '.',
    '..',
    'a..b',
    '-a',
    '_a',
    '.a',
    'é',
    'a\u200bb',
    'a\u0007b',
    'a@b',
    'a:b',
    '__proto__',
    null,
    5,
    undefined,
  ])('refuses %j', async (name) => {
    expect(await diagnoseMarketplace(marketplaceWith({ name }), rule)).toMatchObject([
      { message: expect.stringContaining("The marketplace's name") },
    ]);
  });

  it.each(['A', 'tiny.market', 'a-', '9', 'local', 'a'.repeat(500)])('passes %s', async (name) => {
    expect(await diagnoseMarketplace(marketplaceWith({ name }), rule)).toEqual([]);
  });

  it('points at the name', async () => {
    const [found] = await diagnoseMarketplace(marketplaceWith({ name: 'a b' }), rule);
    expect(found).toMatchObject({ line: 2, column: 11 });
  });
});
