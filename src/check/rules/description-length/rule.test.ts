import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('description-length', () => {
  it('makes an error of no description at all', async () => {
    for (const description of [undefined, '', '   ']) {
      expect(await diagnose(rule, manifestWith({ description }))).toMatchObject([{ severity: 'error' }]);
    }
  });

  it('counts characters as people do', async () => {
    expect(await diagnose(rule, manifestWith({ description: '🎉'.repeat(300) }))).toEqual([]);
    expect(await diagnose(rule, manifestWith({ description: '🎉'.repeat(301) }))).toHaveLength(1);
    expect(await diagnose(rule, manifestWith({ description: '🎉'.repeat(19) }))).toHaveLength(1);
  });

  it('goes by the policy', async () => {
    const policy = { limits: { descriptionMin: 1, descriptionMax: 5 } };
    expect(await diagnose(rule, manifestWith({ description: 'Hello' }), { policy })).toEqual([]);
    expect(await diagnose(rule, manifestWith({ description: 'Hello!' }), { policy })).toHaveLength(1);
  });

  it('leaves a wrong type and a broken manifest to other rules', async () => {
    expect(await diagnose(rule, manifestWith({ description: 7 }))).toEqual([]);
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': '[]' })).toEqual([]);
  });
});
