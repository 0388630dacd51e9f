import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('name-similar', () => {
  it.each([
    ['code-review-kit', 'kit-code-review'],
    ['kubernetes-x', 'kubernets-xy'],
    ['release-2024', 'release-2025'],
  ])('warns of %j beside %j', async (other, name) => {
    const found = await diagnose(rule, manifestWith({ name }), { folder: name, others: [other] });
    expect(found).toMatchObject([{ severity: 'warning' }]);
  });

  it('leaves to the strict rule what that finds', async () => {
    expect(
      await diagnose(rule, manifestWith({ name: 'code-reviews' }), {
        folder: 'code-reviews',
        others: ['code-review'],
      }),
    ).toEqual([]);
  });

  it('says nothing of short names that are two letters apart', async () => {
    expect(
      await diagnose(rule, manifestWith({ name: 'ruby-lsp' }), { folder: 'ruby-lsp', others: ['rust-lsp'] }),
    ).toEqual([]);
  });
});
