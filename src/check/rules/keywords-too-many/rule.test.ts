import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('keywords-too-many', () => {
  it('names the keyword that is too long', async () => {
    const [found] = await diagnose(rule, manifestWith({ keywords: ['short', 'x'.repeat(41)] }));
    expect(found?.message).toContain('"xxxx');
  });

  it('takes fifteen, and leaves wrong types to other rules', async () => {
    expect(
      await diagnose(rule, manifestWith({ keywords: Array.from({ length: 15 }, (_, index) => `k${index}`) })),
    ).toEqual([]);
    expect(await diagnose(rule, manifestWith({ keywords: 'greeting' }))).toEqual([]);
    expect(await diagnose(rule, manifestWith({ keywords: [1, null] }))).toEqual([]);
  });
});
