import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('name-too-close', () => {
  it.each([
    ['code-review', 'code-reviews'],
    ['code-review', 'codereview'],
    ['code-review', 'c0de-review'],
    ['code-review', 'code-reveiw'],
    ['turn-page', 'tum-page'],
    ['wave-form', 'vvave-form'],
    ['slack-bot', 'slackbot'],
    ['linter', '1inter'],
    ['tools', 'toolz'],
  ])('refuses %j beside %j', async (other, name) => {
    const found = await diagnose(rule, manifestWith({ name }), { folder: name, others: [other] });
    expect(found).toMatchObject([{ message: expect.stringContaining('Disallowed name') }]);
    expect(found[0]?.message).toContain(`"${other}"`);
  });

  it.each([
    ['vue-2', 'vue-3'],
    ['es-2024', 'es-2025'],
    ['lint', 'mint'],
    ['code-review', 'code-writer'],
  ])('takes %j beside %j', async (other, name) => {
    expect(await diagnose(rule, manifestWith({ name }), { folder: name, others: [other] })).toEqual([]);
  });

  it('does not compare a plugin with itself', async () => {
    expect(await diagnose(rule, {}, { others: [] })).toEqual([]);
  });

  it('finds that another plugin has the very name', async () => {
    expect(await diagnose(rule, manifestWith({ name: 'big-tool' }), { others: ['big-tool'] })).toMatchObject([
      { message: 'Disallowed name "big-tool": it reads the same as the plugin "big-tool".' },
    ]);
  });
});
