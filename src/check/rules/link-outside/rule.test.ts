import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('link-outside', () => {
  it.each(['/etc/passwd', '../../../other/README.md', 'skills/../../../../x', 'C:\\Windows', '..\\x'])(
    'refuses a link to %j',
    async (link) => {
      expect(await diagnose(rule, { 'a.md': { link } })).toMatchObject([
        { message: expect.stringContaining('Disallowed symbolic link: it leads out of the plugin, to') },
      ]);
    },
  );

  it('follows links of links', async () => {
    const found = await diagnose(rule, {
      a: { link: 'b' },
      b: { link: 'docs/c' },
      'docs/c': { link: '/x' },
    });
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['a', 'b', 'docs/c']);
  });

  it('lets links inside be', async () => {
    expect(await diagnose(rule, { 'docs/a': { link: '../skills/../README.md' } })).toEqual([]);
  });
});
