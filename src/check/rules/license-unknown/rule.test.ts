import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('license-unknown', () => {
  it.each([
    ['mit', 'MIT'],
    ['MIT License', 'MIT'],
    ['Apache License 2.0', 'Apache-2.0'],
    ['GPLv3', 'GPL-3.0-or-later'],
    ['AGPLv3', 'AGPL-3.0-or-later'],
    ['BSD', 'BSD-3-Clause'],
    ['MPL 2.0', 'MPL-2.0'],
    ['Apache-2', 'Apache-2.0'],
  ])('takes %j to mean %j', async (license, meant) => {
    const [found] = await diagnose(rule, manifestWith({ license }));
    expect(found?.fix).toBe(`"license": "${meant}"`);
  });

  it('does not turn a closed license into the Unlicense', async () => {
    const [found] = await diagnose(rule, manifestWith({ license: 'UNLICENSED' }));
    expect(found?.message).toContain('lets others use');
    expect(found?.fix).not.toContain('Unlicense');
  });

  it.each([
    'MIT',
    'ISC',
    '(MIT OR Apache-2.0)',
    'GPL-2.0-only WITH Classpath-exception-2.0',
    'LicenseRef-mine',
    'GPL-3.0',
  ])('takes %j', async (license) => {
    expect(await diagnose(rule, manifestWith({ license }))).toEqual([]);
  });

  it('does not follow an expression that nests without end', async () => {
    expect(await diagnose(rule, manifestWith({ license: `${'('.repeat(100_000)}MIT` }))).toMatchObject([
      {
        message:
          'Unknown license "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((…": it is not an SPDX id or expression.',
      },
    ]);
  });
});
