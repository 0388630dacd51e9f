import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, marketplaceWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-field-invalid', () => {
  it.each([
    ['owner', null],
    ['owner', {}],
    ['owner', { name: 'a', url: 5 }],
    ['plugins', {}],
    ['plugins', undefined],
    ['plugins', [null]],
    ['plugins', ['tiny-tool']],
    ['version', 1],
    ['description', null],
    ['metadata', []],
    ['metadata', { pluginRoot: null }],
    ['renames', []],
    ['renames', { a: 5 }],
    ['allowCrossMarketplaceDependenciesOn', 'other'],
    ['allowCrossMarketplaceDependenciesOn', [5]],
    ['forceRemoveDeletedPlugins', 'yes'],
    ['$schema', 5],
  ])('refuses %s: %j', async (field, value) => {
    expect((await diagnoseMarketplace(marketplaceWith({ [field]: value }), rule)).length).toBe(1);
  });

  it('passes empty text, empty lists and fields that the client does not know', async () => {
    const changes = {
      version: '',
      $schema: '',
      allowCrossMarketplaceDependenciesOn: [],
      renames: { a: null },
      zzz: null,
      owner: { name: ' ', more: 1 },
    };
    expect(await diagnoseMarketplace(marketplaceWith(changes), rule)).toEqual([]);
  });
});
