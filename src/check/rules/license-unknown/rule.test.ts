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

  it.each([
    'UNLICENSED',
    'Proprietary',
    'proprietary license',
    'Private',
    'Commercial',
    'All Rights Reserved',
    'Acme EULA',
  ])('names the LicenseRef of a closed license: %s', async (license) => {
    expect(await diagnose(rule, manifestWith({ license }))).toMatchObject([
      {
        message: `Unknown license "${license}": it is not an SPDX id or expression, in which terms of your own are "LicenseRef-" and a name.`,
        fix: '"license": "LicenseRef-Proprietary", which this marketplace allows.',
      },
    ]);
  });

  it('says what the policy allows', async () => {
    const fixWith = async (licenses: string[]) =>
      (await diagnose(rule, manifestWith({ license: 'UNLICENSED' }), { policy: { licenses } }))[0]?.fix;
    expect(await fixWith(['MIT'])).toBe(
      '"license": "LicenseRef-Proprietary"; but this marketplace allows only MIT, so ask its owner first.',
    );
    expect(await fixWith(['MIT', 'LicenseRef-Proprietary'])).toBe(
      '"license": "LicenseRef-Proprietary", which this marketplace allows.',
    );
    const alone = await diagnose(rule, manifestWith({ license: 'UNLICENSED' }), { alone: true });
    expect(alone[0]?.fix).toBe('"license": "LicenseRef-Proprietary"');
  });

  it.each([
    ['SEE LICENSE IN LICENSE', 'Apache License\nVersion 2.0, January 2004', 'Apache-2.0'],
    ['NOASSERTION', 'Apache License\nVersion 2.0, January 2004', 'Apache-2.0'],
    ['SEE LICENSE IN LICENSE', 'Water plants with it.', 'LicenseRef-Proprietary'],
    ['GNU General Public License v3.0', 'Water plants with it.', 'GPL-3.0-only'],
    ['Watering License v1.0', 'Water plants with it.', 'LicenseRef-Watering-License-v1.0'],
  ])('takes %j beside a license file to mean another', async (license, text, id) => {
    const [found] = await diagnose(rule, { ...manifestWith({ license }), LICENSE: text });
    expect(found?.fix).toContain(`"license": "${id}"`);
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
