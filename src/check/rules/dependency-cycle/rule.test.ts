import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('dependency-cycle', () => {
  it('finds a plugin that depends on itself', async () => {
    const [found] = await diagnose(rule, manifestWith({ dependencies: ['other', 'tiny-tool'] }), {
      others: ['other'],
    });
    expect(found?.message).toContain('on itself');
  });

  it('says the whole way round', async () => {
    const manifests = {
      a: { dependencies: [{ name: 'b' }] },
      b: { dependencies: [{ name: 'x' }, { name: 'tiny-tool' }] },
    };
    const [found] = await diagnose(rule, manifestWith({ dependencies: ['a'] }), {
      manifests,
      others: ['a', 'b'],
    });
    expect(found?.message).toBe('Disallowed dependency cycle: "tiny-tool" → "a" → "b" → "tiny-tool".');
  });

  it('lets a circle that this plugin is not part of be, and comes back from it', async () => {
    const manifests = { a: { dependencies: [{ name: 'b' }] }, b: { dependencies: [{ name: 'a' }] } };
    expect(
      await diagnose(rule, manifestWith({ dependencies: ['a'] }), { manifests, others: ['a', 'b'] }),
    ).toEqual([]);
  });

  it('asks each plugin once, however many ways lead to it', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => `p${index}`);
    const everything = names.map((name) => ({ name }));
    const manifests = Object.fromEntries(
      names.map((name) => [
        name,
        {
          dependencies:
            name === 'p1999'
              ? [{ name: 'tiny-tool' }]
              : everything.slice(0, 50).concat({ name: `p${Number(name.slice(1)) + 1}` }),
        },
      ]),
    );
    const [found] = await diagnose(rule, manifestWith({ dependencies: ['p0'] }), {
      manifests,
      others: names,
    });
    expect(found?.message.length).toBeLessThan(300);
  });

  it('knows that a plugin of the same name elsewhere is another one', async () => {
    expect(await diagnose(rule, manifestWith({ dependencies: ['tiny-tool@elsewhere'] }))).toEqual([]);
  });
});
