import { describe, expect, it } from 'vitest';
import { baseMarketplace, diagnoseMarketplace } from '../../../../test/check/marketplace-fixtures.ts';
import { marketplaceFile } from '../../run/targets.ts';
import { rule } from './rule.ts';

const marketplaceText = String(baseMarketplace[marketplaceFile]);

describe('marketplace-manifest-invalid', () => {
  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['UTF-16', Buffer.from(`\ufeff${marketplaceText}`, 'utf16le')],
    ['NUL at the end', `${marketplaceText}\0`],
    ['a link that leads out', { link: '../../elsewhere.json' }],
    ['a link that leads nowhere', { link: 'nowhere.json' }],
    ['a link to itself', { link: 'marketplace.json' }],
    ['a link to a folder', { link: '../plugins' }],
  ])('refuses %s', async (_, file) => {
    const found = await diagnoseMarketplace({ [marketplaceFile]: file }, rule);
    expect(found).toMatchObject([{ severity: 'error', file: marketplaceFile }]);
  });

  it('says only this of a manifest that it cannot read', async () => {
    expect(await diagnoseMarketplace({ [marketplaceFile]: '{' })).toMatchObject([
      { message: "The marketplace's manifest is not JSON: the file ends before its last value is closed." },
    ]);
  });

  it('refuses a missing manifest, and a folder in its place', async () => {
    expect(await diagnoseMarketplace({ [marketplaceFile]: null }, rule)).toMatchObject([
      { message: "The marketplace's manifest is missing." },
    ]);
    const [found] = await diagnoseMarketplace(
      { [marketplaceFile]: null, [`${marketplaceFile}/x`]: '' },
      rule,
    );
    expect(found?.message).toContain('is a folder');
  });

  it('passes a byte order mark, carriage returns, bytes that are no text, a repeated key and a link inside', async () => {
    const passed = [
      Buffer.from(`\ufeff${marketplaceText}`),
      marketplaceText.replaceAll('\n', '\r\n'),
      Buffer.concat([Buffer.from(marketplaceText.replace('tests.', 'tests')), Buffer.from([10])]).fill(
        0xff,
        marketplaceText.indexOf('tests'),
        marketplaceText.indexOf('tests') + 2,
      ),
      marketplaceText.replace('"plugins"', '"plugins": 5, "plugins"'),
    ];
    for (const file of passed) expect(await diagnoseMarketplace({ [marketplaceFile]: file })).toEqual([]);
    expect(
      await diagnoseMarketplace({
        [marketplaceFile]: { link: '../manifest.json' },
        'manifest.json': marketplaceText,
      }),
    ).toEqual([]);
  });

  it('bears JSON that nests a hundred thousand deep', async () => {
    const deep = marketplaceText.replace(
      '"plugins"',
      `"zzz": ${'['.repeat(100_000)}${']'.repeat(100_000)}, "plugins"`,
    );
    const found = await diagnoseMarketplace({ [marketplaceFile]: deep });
    expect(found.map(({ rule: id }) => id)).toEqual(['marketplace-field-unknown']);
  });
});
