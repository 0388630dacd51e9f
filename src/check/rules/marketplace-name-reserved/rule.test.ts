import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, marketplaceWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-name-reserved', () => {
  it.each([
    'inline',
    'builtin',
    'Synced',
    'skills-dir',
    'HEALTHCARE',
    'Agent-Skills',
    'first-party-plugins',
    'claude-code-marketplace',
    // Names that only look like a reserved one.
    'claude-marketplace',
    'claude_plugins',
    'CLAUDE-PLUGINS',
    'anthropic-plugins-v2',
    'cla-ude-plugins',
    'x-claude-official',
    'unofficial-claude',
    'official-anthropics',
  ])('refuses %s', async (name) => {
    expect(await diagnoseMarketplace(marketplaceWith({ name }), rule)).toMatchObject([
      { message: expect.stringContaining("The marketplace's name") },
    ]);
  });

  it.each([
    'my-claude-plugins',
    'claude-skills',
    'anthropics',
    'anthropics-plugins',
    'claude-code-official',
    'official-tools-claude',
    'official',
    'c1aude-plugins',
    'local',
  ])('passes %s', async (name) => {
    expect(await diagnoseMarketplace(marketplaceWith({ name }), rule)).toEqual([]);
  });
});
