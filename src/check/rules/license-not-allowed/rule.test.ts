import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('license-not-allowed', () => {
  const policy = { licenses: ['MIT', 'Apache-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'] };

  it.each([
    'MIT AND Apache-2.0',
    'ISC OR MIT',
    '(ISC OR MIT) AND Apache-2.0',
    'GPL-2.0-only WITH Classpath-exception-2.0',
    'Apache-2.0 WITH LLVM-exception',
  ])('takes %j', async (license) => {
    expect(await diagnose(rule, manifestWith({ license }), { policy })).toEqual([]);
  });

  it.each(['ISC', 'MIT AND ISC', 'GPL-2.0-only', 'Apache-2.0+'])('refuses %j', async (license) => {
    expect(await diagnose(rule, manifestWith({ license }), { policy })).toMatchObject([
      { message: expect.stringContaining('Disallowed license') },
    ]);
  });

  it('says nothing without a policy, and of what is no license', async () => {
    expect(await diagnose(rule, manifestWith({ license: 'ISC' }))).toEqual([]);
    expect(await diagnose(rule, manifestWith({ license: 'mine' }), { policy })).toEqual([]);
  });
});
