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
    expect(await diagnose(rule, manifestWith({ description: '🎉'.repeat(301) }))).toMatchObject([
      { message: 'Expected "description" to have 20 to 300 characters, but it has more than 300.' },
    ]);
    expect(await diagnose(rule, manifestWith({ description: '🎉'.repeat(19) }))).toMatchObject([
      { message: 'Expected "description" to have 20 to 300 characters, but it has 19.' },
    ]);
  });

  it('goes by the policy', async () => {
    const policy = { limits: { descriptionMin: 1, descriptionMax: 5 } };
    expect(await diagnose(rule, manifestWith({ description: 'Hello' }), { policy })).toEqual([]);
    expect(await diagnose(rule, manifestWith({ description: 'Hello!' }), { policy })).toMatchObject([
      { message: 'Expected "description" to have 1 to 5 characters, but it has more than 5.' },
    ]);
  });

  it('leaves a wrong type and a broken manifest to other rules', async () => {
    expect(await diagnose(rule, manifestWith({ description: 7 }))).toEqual([]);
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': '[]' })).toEqual([]);
  });
});
