import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('file-too-large', () => {
  it('allows as many bytes as the policy says, and no more', async () => {
    const policy = { limits: { fileBytes: 2000 } };
    expect(await diagnose(rule, { 'a.txt': 'é'.repeat(1000) }, { policy })).toEqual([]);
    expect(await diagnose(rule, { 'a.txt': `${'é'.repeat(1000)}x` }, { policy })).toMatchObject([
      { message: 'Expected files of 2.0 KB or less, but this one has 2.0 KB.' },
    ]);
  });

  it('counts pictures too, and shows sizes in decimal units', async () => {
    const [found] = await diagnose(rule, { 'a.png': Buffer.alloc(3 << 19) });
    expect(found?.message).toContain('1.6 MB');
  });
});
