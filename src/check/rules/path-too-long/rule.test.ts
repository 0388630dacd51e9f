import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('path-too-long', () => {
  it('allows as many as the policy says, and no more', async () => {
    expect(await diagnose(rule, { [`docs/${'a'.repeat(172)}.md`]: 'Text' })).toEqual([]);
    expect(await diagnose(rule, { [`docs/${'a'.repeat(173)}.md`]: 'Text' })).toMatchObject([
      {
        message:
          'Expected paths of 180 characters or fewer, because Windows allows 260 including the drive, but this one has 181.',
      },
    ]);
  });

  it('can be waived', async () => {
    const path = `${'a'.repeat(190)}.md`;
    const waivers = JSON.stringify([
      { rule: rule.id, file: path, reason: 'The tool that reads it wants this name.' },
    ]);
    expect(await diagnose(rule, { [path]: 'Text', 'waivers.json': waivers })).toMatchObject([
      { severity: 'info' },
    ]);
  });
});
