import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('plugin-too-large', () => {
  it('adds up all files', async () => {
    const files = { 'a.bin': Buffer.alloc(6 << 20), 'b.bin': Buffer.alloc(6 << 20) };
    const [found] = await diagnose(rule, files);
    expect(found?.message).toContain('12.6 MB');
  });

  it('allows as many bytes as the policy says', async () => {
    const base = {
      'README.md': null,
      LICENSE: null,
      'skills/hello/SKILL.md': null,
      '.claude-plugin/plugin.json': null,
    };
    expect(
      await diagnose(rule, { ...base, 'a.md': 'x'.repeat(100) }, { policy: { limits: { totalBytes: 100 } } }),
    ).toEqual([]);
    expect(
      await diagnose(rule, { ...base, 'a.md': 'x'.repeat(101) }, { policy: { limits: { totalBytes: 100 } } }),
    ).toMatchObject([
      { message: 'Expected all files together to have 100 bytes or less, but they have 101 bytes.' },
    ]);
  });
});
