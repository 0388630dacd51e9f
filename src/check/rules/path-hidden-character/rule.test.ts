import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('path-hidden-character', () => {
  it.each([
    'a\u200b.md',
    'a\n.md',
    'a\u001b[2K.md',
    'a\u202egnp.md',
    'a\u00ad.md',
    'a\u3164.md',
    'a\ufe0f.md',
    'a\ufffd.md',
    'a\ue000.md',
  ])('refuses %j', async (path) => {
    const found = await diagnose(rule, { [path]: 'Text' });
    expect(found).toMatchObject([{ message: expect.stringContaining('Disallowed name of a file,') }]);
    expect(`${found[0]?.file}${found[0]?.message}${found[0]?.fix}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it.each(['déjà.md', '手引き.md', 'a b.md', 'заметки.md'])('takes %j', async (path) => {
    expect(await diagnose(rule, { [path]: 'Text' })).toEqual([]);
  });

  it('names a folder and not what it holds', async () => {
    const found = await diagnose(rule, { 'a\u200b/b.md': 'Text', 'a\u200b/c.md': 'Text' });
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['a\\u{200b}']);
  });
});
