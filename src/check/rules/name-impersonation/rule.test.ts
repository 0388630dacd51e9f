import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('name-impersonation', () => {
  it.each([
    'c1aude-tools',
    'cl4ude',
    'anthr0pic-x',
    'g1t-hub',
    'paypa1',
    'rnicrosoft-docs',
    '0penai',
    'my-official-tool',
    'verified-notes',
  ])('refuses %j', async (name) => {
    expect(await diagnose(rule, manifestWith({ name }))).toHaveLength(1);
  });

  it.each([
    'github-helper',
    'git-hub',
    'slack',
    'stripe-notes',
    'modern-table',
    'office-hours',
    'for-claude',
  ])('takes %j', async (name) => {
    expect(await diagnose(rule, manifestWith({ name }))).toEqual([]);
  });
});
