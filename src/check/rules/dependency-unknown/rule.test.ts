import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('dependency-unknown', () => {
  it('says the new name of a renamed plugin', async () => {
    const [found] = await diagnose(rule, manifestWith({ dependencies: ['logger'] }), {
      others: ['audit-logger'],
      config: { renames: { logger: 'audit-logger' } },
    });
    expect(found?.fix).toBe('Write "audit-logger".');
  });

  it('says that a plugin was removed', async () => {
    const [found] = await diagnose(rule, manifestWith({ dependencies: ['logger'] }), {
      config: { renames: { logger: null } },
    });
    expect(found?.message).toContain('removed');
  });

  it('leaves other marketplaces alone, and knows its own name', async () => {
    const found = await diagnose(
      rule,
      manifestWith({ dependencies: ['x@elsewhere', 'y@plugin-marketplace'] }),
    );
    expect(found.map((diagnostic) => diagnostic.message.split('"')[1])).toEqual(['y']);
  });

  it('finds every plugin that is there', async () => {
    const others = Array.from({ length: 50 }, (_, index) => `plugin-${index}`);
    expect(await diagnose(rule, manifestWith({ dependencies: others }), { others })).toEqual([]);
  });

  it('is not led astray by names that every object has', async () => {
    const found = await diagnose(rule, manifestWith({ dependencies: ['constructor', '__proto__'] }));
    expect(found).toMatchObject([
      { message: 'Unknown dependency "constructor": this marketplace has no plugin of that name.' },
      { message: 'Unknown dependency "__proto__": this marketplace has no plugin of that name.' },
    ]);
  });

  it('comes back from a hundred thousand', async () => {
    const dependencies = Array.from({ length: 100_000 }, (_, index) => `gone-${index}`);
    const others = Array.from({ length: 10_000 }, (_, index) => `plugin-${index}`);
    const found = await diagnose(rule, manifestWith({ dependencies }), { others });
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(100);
  });
});
