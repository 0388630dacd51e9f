import { describe, expect, it } from 'vitest';
import { diagnose, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule as outside } from '../link-outside/rule.ts';
import { rule } from './rule.ts';

describe('link-shared', () => {
  it.each<[string, string]>([
    ['skills/shared', '../../../shared/skills'],
    ['a.md', '../other/README.md'],
    ['docs/a.md', '../../../LICENSE'],
  ])('says how to waive or copy %j, which leads to %j', async (file, link) => {
    const overlay: Overlay = { [file]: { link } };
    expect(await diagnose(rule, overlay)).toMatchObject([
      { file, severity: 'error', fix: expect.stringMatching(/copy .*, or waive "link-shared" for/) },
    ]);
    expect(await diagnose(outside, overlay)).toEqual([]);
  });

  it.each([
    ['out of the repository', '../../../x'],
    ['to an absolute path', '/etc/passwd'],
    ['to a file of the plugin', 'README.md'],
  ])('says nothing of a link %s', async (_, link) => {
    expect(await diagnose(rule, { 'a.md': { link } })).toEqual([]);
  });

  it('does not know how deep a plugin outside a marketplace lies', async () => {
    expect(await diagnose(rule, { 'a.md': { link: '../../../x' } }, { alone: true })).toHaveLength(1);
  });
});
