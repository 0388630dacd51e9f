import { describe, expect, it } from 'vitest';
import { diagnoseTarget } from '../../../../test/check/target-fixtures.ts';
import { rule } from './rule.ts';

describe('path-unusable', () => {
  it.each(['nowhere', 'notes.txt', 'deep/.claude-plugin/other.json'])('finds %s', async (path) => {
    const files = { 'notes.txt': 'Notes.', 'deep/.claude-plugin/other.json': '{}' };
    expect(await diagnoseTarget(rule, files, path)).toMatchObject([{ severity: 'error', file: '.' }]);
  });

  it('says what to type', async () => {
    const [found] = await diagnoseTarget(rule, {}, 'nowhere');
    expect(found?.fix).toContain('npm run check -- ');
  });
});
