import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('waiver-invalid', () => {
  const judge = (waivers: unknown) => diagnose(rule, { 'waivers.json': JSON.stringify(waivers, null, 2) });
  const reason = 'The whole of the plugin is one sentence long.';

  it('knows a rule that does not exist, and proposes one', async () => {
    const [found] = await judge([{ rule: 'readme-to-short', file: 'README.md', reason }]);
    expect(found?.fix).toBe('"rule": "readme-too-short"');
    expect(found?.line).toBe(3);
  });

  it('knows a file that does not exist', async () => {
    expect(await judge([{ rule: 'readme-too-short', file: './README.md', reason }])).toMatchObject([
      { line: 4 },
    ]);
    expect(await judge([{ rule: 'files-too-many', file: '.', reason }])).toEqual([]);
  });

  it('points at the waiver that is wrong among others', async () => {
    const found = await judge([
      { rule: 'readme-too-short', file: 'README.md', reason },
      7,
      { rule: 'name-reserved', file: 'README.md', reason },
    ]);
    expect(found.map((diagnostic) => diagnostic.line)).toEqual([7, 9]);
  });

  it.each([
    {},
    'x',
    null,
    [7],
    [{ rule: 'readme-too-short', file: 'README.md' }],
    [{ rule: 'readme-too-short', file: 'README.md', reason: 'because' }],
  ])('refuses %j', async (waivers) => {
    expect(await judge(waivers)).toHaveLength(1);
  });

  it('says that a file is not JSON', async () => {
    expect(await diagnose(rule, { 'waivers.json': '[' })).toMatchObject([
      { message: 'The file is not JSON: the file ends before its last value is closed.' },
    ]);
  });

  it('comes back from twenty thousand', async () => {
    const found = await judge(Array.from({ length: 20_000 }, () => ({ rule: 'gone', file: '.', reason })));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(100);
  });
});
