import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('dependency-not-allowed', () => {
  it('allows only what a list holds, where there is one', async () => {
    const policy = { dependencies: ['audit-logger', 'vault@acme'] };
    const dependencies = [
      'audit-logger',
      'other',
      { name: 'vault', marketplace: 'acme' },
      'vault',
      'vault@acme',
    ];
    const found = await diagnose(rule, manifestWith({ dependencies }), { policy });
    expect(found.map((diagnostic) => diagnostic.message.split('"')[1])).toEqual(['other', 'vault']);
  });

  it('takes any plugin of this marketplace without a list, by either way of naming it', async () => {
    expect(
      await diagnose(
        rule,
        manifestWith({
          dependencies: ['a', 'b@plugin-marketplace', { name: 'c', marketplace: 'plugin-marketplace' }],
        }),
      ),
    ).toEqual([]);
  });

  it('does not judge a folder outside a marketplace by a list that is not there', async () => {
    expect(await diagnose(rule, manifestWith({ dependencies: ['a@b'] }), { alone: true })).toEqual([]);
  });

  it('survives dependencies of any type', async () => {
    for (const dependencies of [null, 7, 'x', { a: 1 }, [null, 7, {}, [], '', '@', { name: 1 }]]) {
      await expect(diagnose(rule, manifestWith({ dependencies }))).resolves.toBeInstanceOf(Array);
    }
  });
});
