import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('manifest-missing', () => {
  it('says nothing of a folder outside a marketplace', async () => {
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': null }, { alone: true })).toEqual([]);
  });

  it('leaves a manifest that is broken, or a link, to other rules', async () => {
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': 'nonsense' })).toEqual([]);
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': { link: '../x.json' } })).toEqual([]);
  });
});
