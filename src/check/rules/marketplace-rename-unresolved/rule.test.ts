import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, marketplaceWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-rename-unresolved', () => {
  const chain = (length: number, end: string | null) => ({
    ...Object.fromEntries(Array.from({ length }, (_, index) => [`r${index}`, `r${index + 1}`])),
    [`r${length}`]: end,
  });
  const count = async (renames: unknown) =>
    (await diagnoseMarketplace(marketplaceWith({ renames }), rule)).length;

  it('follows fifteen steps and no more', async () => {
    expect(await count(chain(14, 'tiny-tool'))).toBe(0);
    expect(await count(chain(15, 'tiny-tool'))).toBe(1);
    expect(await count(chain(15, null))).toBe(0);
    expect(await count(chain(16, null))).toBe(1);
    expect(await count(chain(30, 'tiny-tool'))).toBe(16);
  });

  it('finds circles, also through a listed plugin', async () => {
    expect(await count({ a: 'a' })).toBe(1);
    expect(await count({ a: 'b', b: 'a' })).toBe(2);
    expect(await count({ a: 'tiny-tool', 'tiny-tool': 'a' })).toBe(2);
  });

  it('does not take what every object has for a plugin', async () => {
    expect(await count({ a: 'constructor', b: 'toString', c: '__proto__' })).toBe(3);
    expect(await count({ constructor: 'tiny-tool' })).toBe(0);
  });

  it('passes removals, and leaves wrong types to another rule', async () => {
    expect(await count({ a: null, 'tiny-tool': null, '': 'tiny-tool', b: 5 })).toBe(0);
    expect(await count([])).toBe(0);
  });
});
