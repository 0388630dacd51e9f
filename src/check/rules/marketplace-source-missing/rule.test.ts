import { describe, expect, it } from 'vitest';
import {
  diagnoseMarketplace,
  entryWith,
  marketplaceWith,
} from '../../../../test/check/marketplace-fixtures.ts';
import { marketplaceFile } from '../../run/targets.ts';
import { rule } from './rule.ts';

describe('marketplace-source-missing', () => {
  it('says nothing of plugins that are fetched, or of a folder without a manifest', async () => {
    expect(await diagnoseMarketplace(entryWith({ source: { source: 'github', repo: 'a/b' } }), rule)).toEqual(
      [],
    );
    expect(
      await diagnoseMarketplace({ ...entryWith({ source: './bare' }), 'bare/skills/a/SKILL.md': 'x' }, rule),
    ).toEqual([]);
  });

  it('says nothing of a manifest that publishing writes anew', async () => {
    const files: Record<string, string> = {
      ...entryWith({ source: './nowhere' }),
      'marketplace.config.json': '{}',
    };
    expect(await diagnoseMarketplace(files, rule)).toEqual([]);
    expect(await diagnoseMarketplace(files, rule, marketplaceFile)).toEqual([]);
    const other = { 'other.json': files[marketplaceFile] ?? '', 'marketplace.config.json': '{}' };
    expect(await diagnoseMarketplace(other, rule, 'other.json')).toMatchObject([
      {
        message:
          'The source "./nowhere" leads to no folder, so the plugin is listed but cannot be installed.',
      },
    ]);
  });

  it('says so once an entry', async () => {
    const plugins = ['a', 'b'].map((name) => ({ name, source: './nowhere/at/all' }));
    expect(await diagnoseMarketplace(marketplaceWith({ plugins }), rule)).toMatchObject([
      {
        message:
          'The source "./nowhere/at/all" leads to no folder, so the plugin is listed but cannot be installed.',
      },
      {
        message:
          'The source "./nowhere/at/all" leads to no folder, so the plugin is listed but cannot be installed.',
      },
    ]);
  });
});
