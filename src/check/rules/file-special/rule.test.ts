import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('file-special', () => {
  it('names each', async () => {
    const found = await diagnose(rule, { 'a.sock': { special: true }, 'b/pipe': { special: true } });
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['a.sock', 'b/pipe']);
  });

  it('cannot be switched off', async () => {
    expect(
      await diagnose(rule, { pipe: { special: true } }, { policy: { rules: { 'file-special': 'off' } } }),
    ).toMatchObject([{ severity: 'error' }]);
  });
});
