import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-source-unread', () => {
  const listed = 'plugins/tiny-tool/.claude-plugin/plugin.json';

  it('reads nothing through a link, wherever it leads', async () => {
    for (const link of ['/etc', '..', 'plugins/tiny-tool', 'nowhere', 'loop']) {
      const found = await diagnoseMarketplace({
        ...entryWith({ source: './loop/inside' }),
        loop: { link },
        [listed]: '{',
      });
      expect(found.map(({ rule: id, severity }) => [id, severity])).toEqual([[rule.id, 'warning']]);
    }
  });

  it.each([
    ['a link', { [listed]: { link: '../other.json' } }],
    ['a folder', { [listed]: null, [`${listed}/x`]: '' }],
    ['too large', { [listed]: `{"name":"x","description":"${'x'.repeat(1 << 20)}"}` }],
    ['in a folder that is a link', { [listed]: null, 'plugins/tiny-tool/.claude-plugin': { link: '..' } }],
  ])('does not look at a manifest that is %s', async (_, overlay) => {
    const found = await diagnoseMarketplace({ ...entryWith({ version: '9.9.9' }), ...overlay });
    expect(found.map(({ rule: id, severity }) => [id, severity])).toEqual([[rule.id, 'warning']]);
  });
});
