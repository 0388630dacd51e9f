import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-entry-name-refused', () => {
  it.each([
    '',
    ' ',
    '.',
    '..',
    '.a',
    '-a',
    '_a',
    'a b',
    'a/b',
    'a\\b',
    'a@b',
    'a:b',
    'é',
    'a\u200bb',
    'a\u202eb',
    '__proto__',
    null,
    5,
    ['a'],
    undefined,
  ])('refuses %j', async (name) => {
    const found = await diagnoseMarketplace(entryWith({ name }), rule);
    expect(found).toMatchObject([{ message: expect.stringContaining("The plugin's name") }]);
    expect(found[0]?.message).not.toMatch(/[\u200b\u202e]/);
  });

  it.each(['a', '9', 'A_b.c-D', 'a..b', 'a-', 'constructor', 'official', 'x-claude'])(
    'passes %s',
    async (name) => {
      expect(await diagnoseMarketplace(entryWith({ name }), rule)).toEqual([]);
    },
  );

  it.each([
    'claude',
    'Claude-Foo',
    'claude.tools',
    'clau-de',
    'anthropic_tools',
    'cc-plugin-x',
    'claudeofficial',
    'my-official-claude',
  ])('keeps %s for Anthropic', async (name) => {
    expect((await diagnoseMarketplace(entryWith({ name }), rule))[0]?.message).toContain('reserved');
  });

  it("takes Anthropic's names in Anthropic's own marketplaces, of the plugin itself too", async () => {
    const overlay = {
      ...entryWith({ name: 'claude-code-setup' }, { name: 'claude-plugins-official' }),
      'plugins/tiny-tool/.claude-plugin/plugin.json': JSON.stringify({
        name: 'claude-code-setup',
        version: '1',
        description: 'A',
        author: { name: 'A' },
      }),
    };
    expect((await diagnoseMarketplace(overlay)).map(({ rule: id }) => id)).toEqual([
      'marketplace-name-reserved',
    ]);
  });
});
