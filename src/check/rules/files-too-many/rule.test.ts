import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('files-too-many', () => {
  it('counts files and links, not folders', async () => {
    const policy = { limits: { files: 6 } };
    expect(
      await diagnose(rule, { 'a/b/c/d.md': 'Text', 'a/e.md': { link: 'b/c/d.md' } }, { policy }),
    ).toEqual([]);
    expect(
      await diagnose(rule, { 'a/b/c/d.md': 'Text', 'a/e.md': { link: 'b/c/d.md' }, 'f.md': '' }, { policy }),
    ).toMatchObject([{ message: 'Expected 6 files or fewer, and the plugin has 7.' }]);
  });

  it('says that there may be more where the walk stopped', async () => {
    const files = Object.fromEntries(Array.from({ length: 20_100 }, (_, index) => [`many/${index}.md`, '']));
    const [found] = await diagnose(rule, files);
    expect(found?.message).toContain('or more');
  });
});
