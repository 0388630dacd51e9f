import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('path-case-clash', () => {
  it('finds a folder, and names it alone', async () => {
    const found = await diagnose(rule, { 'Docs/a.md': 'A', 'docs/a.md': 'A', 'docs/b.md': 'B' });
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['docs']);
  });

  it('finds the two spellings of an accented letter', async () => {
    expect(await diagnose(rule, { 'caf\u00e9.md': 'A', 'cafe\u0301.md': 'B' })).toMatchObject([
      { message: expect.stringContaining('Disallowed path') },
    ]);
  });

  it('finds a file and a folder of one name', async () => {
    expect(await diagnose(rule, { Docs: 'A', 'docs/b.md': 'B' })).toMatchObject([
      {
        message:
          'Disallowed path "Docs": on Windows and macOS it is the same as "docs", and one of them is lost.',
      },
    ]);
  });

  it('lets equal names in different folders be', async () => {
    expect(await diagnose(rule, { 'a/README.md': 'A', 'b/readme.md': 'B' })).toEqual([]);
  });
});
