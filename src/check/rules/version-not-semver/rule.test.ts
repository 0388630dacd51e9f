import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('version-not-semver', () => {
  it.each([
    '1.0',
    'latest',
    ' 1.0.0',
    '01.0.0',
    '1.2.3.4',
    'v1.0.0',
    '1.0.0-',
    '1.0.0-01',
    '1.0.0+',
    '1'.repeat(300),
    `1.0.0-${'a'.repeat(300)}`,
  ])('refuses %j', async (version) => {
    const found = await diagnose(rule, manifestWith({ version }));
    expect(found).toMatchObject([
      {
        message: expect.stringContaining('Expected "version" to be a semantic version, but it is'),
      },
    ]);
    expect(await diagnose(rule, manifestWith(JSON.parse(`{${found[0]?.fix}}`)))).toEqual([]);
  });

  it.each(['0.0.1', '1.0.0-alpha.1+build.5', '10.20.30', '1.0.0--x'])('takes %j', async (version) => {
    expect(await diagnose(rule, manifestWith({ version }))).toEqual([]);
  });

  it('leaves a missing version and one of a wrong type to other rules', async () => {
    for (const version of [undefined, '', 1, null])
      expect(await diagnose(rule, manifestWith({ version }))).toEqual([]);
  });
});
