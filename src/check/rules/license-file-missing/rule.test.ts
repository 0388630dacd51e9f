import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('license-file-missing', () => {
  it.each([
    'LICENSE.md',
    'license.txt',
    'LICENCE',
    'COPYING',
    'LICENSE-MIT',
    'LICENSES/MIT.txt',
    'UNLICENSE',
  ])('knows %s', async (path) => {
    expect(await diagnose(rule, { LICENSE: null, [path]: 'Text' })).toEqual([]);
  });

  it('wants it at the root', async () => {
    expect(await diagnose(rule, { LICENSE: null, 'docs/LICENSE': 'Text' })).toMatchObject([
      {
        message:
          "Expected the license's text beside the plugin, because most licenses ask that copies carry it.",
      },
    ]);
  });

  it('asks for none where no license is named', async () => {
    expect(await diagnose(rule, { ...manifestWith({ license: undefined }), LICENSE: null })).toEqual([]);
  });
});
