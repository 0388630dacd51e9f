import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('name-folder-mismatch', () => {
  it('compares with the folder, whatever the path to it', async () => {
    expect(await diagnose(rule, manifestWith({ name: 'big-tool' }), { folder: 'big-tool' })).toEqual([]);
    expect(await diagnose(rule, {}, { folder: 'Tiny-Tool' })).toMatchObject([
      { message: 'Expected "name" to equal the plugin\'s folder, "Tiny-Tool", but it is "tiny-tool".' },
    ]);
  });

  it('says nothing of a folder outside a marketplace', async () => {
    expect(await diagnose(rule, {}, { folder: 'my-checkout', alone: true })).toEqual([]);
  });

  it('says nothing where there is no name to compare', async () => {
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': '{' })).toEqual([]);
  });
});
