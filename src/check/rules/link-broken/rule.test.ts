import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('link-broken', () => {
  it('finds circles of one, two and through folders', async () => {
    const found = await diagnose(rule, {
      a: { link: 'a' },
      b: { link: 'c' },
      c: { link: 'b' },
      'd/e': { link: '../d/e/f' },
    });
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['a', 'b', 'c', 'd/e']);
  });

  it('lets links that lead somewhere be', async () => {
    expect(
      await diagnose(rule, { a: { link: 'README.md' }, b: { link: 'skills' }, c: { link: '.' } }),
    ).toEqual([]);
  });
});
