import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('license-missing', () => {
  it('finds an empty one', async () => {
    expect(await diagnose(rule, manifestWith({ license: '' }))).toHaveLength(1);
  });

  it('leaves a wrong type and a missing manifest to other rules', async () => {
    expect(await diagnose(rule, manifestWith({ license: { type: 'MIT' } }))).toEqual([]);
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': null })).toEqual([]);
  });
});
