import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('files-too-deep', () => {
  it('names the topmost folder of each branch that is too deep', async () => {
    const policy = { limits: { depth: 1 } };
    const found = await diagnose(
      rule,
      { 'a/b/c/d.md': 'Text', 'e/f/g.md': 'Text', 'h/i.md': 'Text' },
      { policy },
    );
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['a/b', 'e/f', 'skills/hello']);
  });

  it('takes twelve levels', async () => {
    expect(await diagnose(rule, { [`${'a/'.repeat(12)}b.md`]: 'Text' })).toEqual([]);
    expect(await diagnose(rule, { [`${'a/'.repeat(13)}b.md`]: 'Text' })).toMatchObject([
      { message: 'Expected 12 levels of folders or fewer, but this folder is on level 13.' },
    ]);
  });
});
