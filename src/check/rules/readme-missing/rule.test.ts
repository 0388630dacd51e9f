import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('readme-missing', () => {
  it.each(['readme.md', 'README', 'Readme.markdown', 'README.txt'])('knows %s', async (path) => {
    expect(await diagnose(rule, { 'README.md': null, [path]: 'Greets people.' })).toEqual([]);
  });

  it('wants text, at the root', async () => {
    expect(await diagnose(rule, { 'README.md': null, 'docs/README.md': 'Greets people.' })).toMatchObject([
      { message: 'Expected the plugin to have a README.' },
    ]);
    expect(await diagnose(rule, { 'README.md': { link: '../README.md' } })).toMatchObject([
      { message: 'Expected the plugin to have a README.' },
    ]);
    expect(await diagnose(rule, { 'README.md': null, README: Buffer.from([0, 1, 2]) })).toMatchObject([
      { message: 'Expected the plugin to have a README.' },
    ]);
  });

  it('follows a link that stays inside', async () => {
    expect(
      await diagnose(rule, { 'README.md': { link: 'docs/README.md' }, 'docs/README.md': 'Greets people.' }),
    ).toEqual([]);
  });
});
