import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-source-blocked', () => {
  it('finds a file on the way, and in place of the folder of the manifest', async () => {
    expect(
      await diagnoseMarketplace({ ...entryWith({ source: './file/inside' }), file: 'x' }, rule),
    ).toMatchObject([
      {
        message:
          'The source "./file/inside" leads to a file where a folder should be, so the plugin\'s manifest cannot be read.',
      },
    ]);
    expect(
      await diagnoseMarketplace({ ...entryWith({ source: './empty' }), 'empty/.claude-plugin': 'x' }, rule),
    ).toMatchObject([
      {
        message:
          'The source "./empty" leads to a file where a folder should be, so the plugin\'s manifest cannot be read.',
      },
    ]);
  });

  it('passes a folder without a manifest, and one whose "hooks" is a file', async () => {
    expect(
      await diagnoseMarketplace({
        ...entryWith({ source: './bare' }),
        'bare/README.md': 'x',
        'bare/hooks': 'x',
      }),
    ).toEqual([]);
  });
});
