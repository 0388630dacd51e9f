import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('name-removed', () => {
  it('says what the former plugin is called now', async () => {
    const [found] = await diagnose(rule, {}, { config: { renames: { 'tiny-tool': 'small-tool' } } });
    expect(found?.message).toContain('"small-tool"');
  });

  it('is not led astray by names that every object has', async () => {
    expect(await diagnose(rule, manifestWith({ name: 'constructor' }), { folder: 'constructor' })).toEqual(
      [],
    );
    expect(await diagnose(rule, manifestWith({ name: 'toString' }))).toEqual([]);
  });
});
