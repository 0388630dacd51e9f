import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('license-missing', () => {
  const without = { ...manifestWith({ license: undefined }), LICENSE: null };
  const apache =
    '                                 Apache License\n                           Version 2.0, January 2004\n';

  it('finds an empty one', async () => {
    expect(await diagnose(rule, { ...manifestWith({ license: '' }), LICENSE: null })).toMatchObject([
      {
        message: 'Expected the manifest to name a "license": without one, nobody may use or copy the plugin.',
        fix: '"license": "MIT", or another id from https://spdx.org/licenses/',
      },
    ]);
  });

  it.each([
    ['LICENSE', apache, 'Apache-2.0'],
    [
      'LICENCE.txt',
      'Permission is hereby granted, free of charge, to any\nperson obtaining a copy of it. The above copyright notice and this permission notice shall be included.',
      'MIT',
    ],
    ['COPYING', 'Mozilla Public License Version 2.0\n', 'MPL-2.0'],
    ['UNLICENSE', 'This is free and unencumbered software released into the public domain.\n', 'Unlicense'],
    ['LICENSE.md', '# Acme\n\n(c) 2026 Acme. All rights reserved.\n', 'LicenseRef-Proprietary'],
    ['package.json', '{ "license": "ISC" }', 'ISC'],
  ])('proposes the license of %s', async (file, text, id) => {
    const [found] = await diagnose(rule, { ...without, [file]: text });
    expect(found?.message).toBe(
      `Expected the manifest to name the license that "${file}" states, because pages and policies read it there.`,
    );
    expect(found?.fix).toContain(`"license": "${id}"`);
  });

  it('proposes a choice of two, and names both forms of a GNU license', async () => {
    const two = { 'LICENSE-APACHE': apache, 'LICENSE-MIT': 'MIT License\n' };
    expect(await diagnose(rule, { ...without, ...two })).toMatchObject([
      { fix: '"license": "Apache-2.0 OR MIT"' },
    ]);
    const gpl = { COPYING: '  GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007\n' };
    expect(await diagnose(rule, { ...without, ...gpl })).toMatchObject([
      { fix: '"license": "GPL-3.0-only", or "GPL-3.0-or-later" where later versions may be used too' },
    ]);
  });

  it('does not say that nobody may use a plugin whose license file it does not know', async () => {
    expect(await diagnose(rule, { ...without, LICENSE: 'You may water plants with it.' })).toMatchObject([
      {
        message:
          'Expected the manifest to name the license that "LICENSE" holds, because pages and policies read it there.',
        fix: '"license": an id from https://spdx.org/licenses/, or "LicenseRef-" and a name for terms of your own',
      },
    ]);
  });

  it('says what the policy allows', async () => {
    const options = { policy: { licenses: ['MIT', 'ISC'] } };
    expect(await diagnose(rule, { ...without, LICENSE: apache }, options)).toMatchObject([
      { fix: '"license": "Apache-2.0"; but this marketplace allows only MIT, ISC, so ask its owner first.' },
    ]);
  });

  it('leaves a wrong type and a missing manifest to other rules', async () => {
    expect(await diagnose(rule, manifestWith({ license: { type: 'MIT' } }))).toEqual([]);
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': null })).toEqual([]);
  });
});
