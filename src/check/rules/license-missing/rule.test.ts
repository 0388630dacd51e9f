import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('license-missing', () => {
  it('finds an empty one', async () => {
    expect(await diagnose(rule, manifestWith({ license: '' }))).toMatchObject([
      {
        message: 'Expected the manifest to name a "license": without one, nobody may use or copy the plugin.',
      },
    ]);
  });

  it('leaves a wrong type and a missing manifest to other rules', async () => {
    expect(await diagnose(rule, manifestWith({ license: { type: 'MIT' } }))).toEqual([]);
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': null })).toEqual([]);
  });
});
