import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, marketplaceWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-incomplete', () => {
  it('takes the description of "metadata", and no empty one', async () => {
    const described = { description: undefined, metadata: { description: 'Plugins.' } };
    expect(await diagnoseMarketplace(marketplaceWith(described), rule)).toEqual([]);
    expect(
      await diagnoseMarketplace(marketplaceWith({ description: '', metadata: { description: '' } }), rule),
    ).toMatchObject([{ message: 'The marketplace has no "description".' }]);
  });

  it('does not ask to edit a manifest that publishing regenerates', async () => {
    const files = {
      ...marketplaceWith({ plugins: [], description: '' }),
      'marketplace.config.json': '{}',
    };
    expect((await diagnoseMarketplace(files, rule)).map(({ fix }) => fix)).toEqual([
      'Add "description": "What these plugins are for, in a sentence." to marketplace.config.json.',
      'npm run new -- my-plugin writes a first one; publishing lists it.',
    ]);
  });

  it('finds an empty list of plugins', async () => {
    const [found] = await diagnoseMarketplace(marketplaceWith({ plugins: [] }), rule);
    expect(found).toMatchObject({
      severity: 'warning',
      line: 7,
      message: 'The marketplace lists no plugin.',
    });
  });
});
