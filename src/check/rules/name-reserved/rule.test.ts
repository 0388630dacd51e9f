import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('name-reserved', () => {
  it('takes a name that only holds a reserved word', async () => {
    expect(await diagnose(rule, manifestWith({ name: 'security-notes' }))).toEqual([]);
  });

  it('goes by the folder where the manifest has no name', async () => {
    expect(
      await diagnose(rule, { '.claude-plugin/plugin.json': null }, { folder: 'Official' }),
    ).toMatchObject([{ message: 'Disallowed name "Official": this marketplace reserves it.' }]);
  });

  it('cannot be switched off', async () => {
    const found = await diagnose(rule, manifestWith({ name: 'admin' }), {
      policy: { rules: { 'name-reserved': 'off' } },
    });
    expect(found.map((diagnostic) => diagnostic.severity)).toEqual(['error']);
  });
});
