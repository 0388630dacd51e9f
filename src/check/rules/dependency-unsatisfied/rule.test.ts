import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('dependency-unsatisfied', () => {
  it.each(['not a range', '^', '1.0.0 2.0.0 ||| 3', 'x'.repeat(300)])(
    'refuses the range %j anywhere',
    async (version) => {
      expect(
        await diagnose(rule, manifestWith({ dependencies: [{ name: 'a', version }] }), { alone: true }),
      ).toMatchObject([
        {
          message: expect.stringContaining(
            'Expected the version of the dependency "a" to be a semver range, but it is',
          ),
        },
      ]);
    },
  );

  it.each([
    ['^1.0.0', 0],
    ['>=1.0.0-0 <2', 0],
    ['~1.2.0', 1],
    ['>=2', 1],
  ])('holds %j against what the marketplace has', async (version, count) => {
    const options = { manifests: { a: { name: 'a', version: '1.0.0' } }, others: ['a'] };
    expect(
      await diagnose(rule, manifestWith({ dependencies: [{ name: 'a', version }] }), options),
    ).toHaveLength(count);
  });

  it('refuses a range that nothing has reached, and only warns of one that was passed, since an older release may be tagged', async () => {
    const options = { manifests: { a: { name: 'a', version: '2.0.0' } }, others: ['a'] };
    const judge = (version: string) =>
      diagnose(rule, manifestWith({ dependencies: [{ name: 'a', version }] }), options);
    expect(await judge('^3.0.0')).toMatchObject([{ severity: 'error' }]);
    expect(await judge('^1.0.0')).toMatchObject([{ severity: 'warning' }]);
  });

  it('says that a plugin without a version is in no range', async () => {
    const options = { manifests: { a: { name: 'a' } }, others: ['a'] };
    const [found] = await diagnose(
      rule,
      manifestWith({ dependencies: [{ name: 'a', version: '^1.0.0' }] }),
      options,
    );
    expect(found?.message).toContain('states no version');
  });

  it('says nothing of what is not here', async () => {
    expect(
      await diagnose(
        rule,
        manifestWith({
          dependencies: [
            { name: 'gone', version: '^1.0.0' },
            { name: 'a', marketplace: 'b', version: '^9.0.0' },
          ],
        }),
      ),
    ).toEqual([]);
  });
});
