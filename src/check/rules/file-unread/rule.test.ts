import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('file-unread', () => {
  it('finds that the walk stopped at a level', async () => {
    const [found] = await diagnose(rule, { [`${'a/'.repeat(70)}b.md`]: 'Text' });
    expect(found).toMatchObject({ file: '.', severity: 'error' });
    expect(found?.message).toContain('64 levels');
  });

  it('finds that the walk stopped at a number', async () => {
    const files = Object.fromEntries(Array.from({ length: 20_100 }, (_, index) => [`many/${index}.md`, '']));
    const [found] = await diagnose(rule, files);
    expect(found?.message).toContain('20000');
  });

  it('cannot be waived or switched off', async () => {
    const waivers = JSON.stringify([
      { rule: rule.id, file: 'a.txt', reason: 'Nobody needs to look at this, honestly.' },
    ]);
    const found = await diagnose(
      rule,
      { 'a.txt': 'a'.repeat(5_000_000), 'waivers.json': waivers },
      { policy: { rules: { 'file-unread': 'off' } } },
    );
    expect(found).toMatchObject([{ severity: 'error', file: 'a.txt' }]);
  });
});
