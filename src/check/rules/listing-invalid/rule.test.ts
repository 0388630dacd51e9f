import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('listing-invalid', () => {
  const judge = (listing: unknown, options = {}) =>
    diagnose(rule, { 'listing.json': JSON.stringify(listing, null, 2) }, options);

  it.each([
    [{ categroy: 'productivity' }, '"categroy"'],
    [{ category: 7 }, 'category'],
    [{ category: 'Productivity' }, 'category'],
    [{ tags: 'x' }, '"tags"'],
    [{ tags: ['Two Words'] }, '"Two Words"'],
    [{ tags: ['a', 'a'] }, 'twice'],
    [{ tags: Array.from({ length: 11 }, (_, index) => `t${index}`) }, '11'],
    [{ maintainers: [] }, 'maintainer'],
    [{ maintainers: ['https://github.com/ada'] }, 'login'],
    [{ maintainers: ['ada--x'] }, 'login'],
    [{ maintainers: ['Ada', 'ada'] }, 'twice'],
    [{ relevance: {} }, 'signal'],
    [{ relevance: { signals: {} } }, 'signal'],
    [{ relevance: { topic: 'x'.repeat(65), signals: { cli: ['a'] } } }, 'topic'],
    [{ relevance: { signals: { zzz: ['a'] } } }, '"zzz"'],
    [{ relevance: { signals: { cli: ['x'.repeat(65)] } } }, '64'],
    [{ relevance: { signals: { hosts: ['https://api.example.com'] } } }, 'host name'],
    [{ relevance: { signals: { hosts: ['API.example.com'] } } }, 'host name'],
    [{ relevance: { signals: { manifestDeps: [{ file: '(', pattern: 'x' }] } } }, 'regular expression'],
    [{ relevance: { signals: { manifestDeps: ['package.json'] } } }, 'regular expression'],
    [{ deprecated: true }, 'deprecated'],
    [{ deprecated: { reason: 'Old.', date: '2026-02-30' } }, '2026-02-30'],
    [{ deprecated: { date: '2026-01-01' } }, 'reason'],
    [{ deprecated: { reason: 'Old.', date: '2026-01-01', replacement: 'gone' } }, '"gone"'],
    [{ deprecated: { reason: 'Old.', date: '2026-01-01', replacement: 'tiny-tool' } }, 'another plugin'],
    [{ yanked: '1.0.0' }, 'list'],
    [{ yanked: [] }, 'at least one'],
    [{ yanked: ['1.0.0'] }, 'object'],
    [{ yanked: [{ reason: 'Bad.', date: '2026-01-01' }] }, '.version", which is missing'],
    [{ yanked: [{ version: '1 0', reason: 'Bad.', date: '2026-01-01' }] }, '"1 0"'],
    [{ yanked: [{ version: '1.0.0', reason: ' ', date: '2026-01-01' }] }, 'reason'],
    [{ yanked: [{ version: '1.0.0', reason: 'Bad.', date: '2026-13-01' }] }, '2026-13-01'],
    [{ yanked: [{ version: '1.0.0', reason: 'Bad.', date: '2026-01-01', since: 1 }] }, '"since"'],
    [
      {
        yanked: [
          { version: '1.0.0', reason: 'Bad.', date: '2026-01-01' },
          { version: '1.0.0', reason: 'Worse.', date: '2026-01-02' },
        ],
      },
      'Two items of "yanked" have the version "1.0.0"',
    ],
    [[], 'object'],
  ])('finds what is wrong in %j', async (listing, said) => {
    const found = await judge(listing);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(said);
  });

  it('takes everything that the types allow', async () => {
    const listing = {
      $schema: 'https://example.com/listing.schema.json',
      category: 'productivity',
      tags: ['greeting', 'two-words'],
      maintainers: ['ada-writer', 'someone_acme'],
      relevance: {
        topic: 'Greetings',
        signals: {
          cwd: ['greetings/**'],
          cli: ['greet'],
          hosts: ['api.greetings.example'],
          filesRead: ['**/*.greet'],
          manifestDeps: [{ file: '[/\\\\]package\\.json$', pattern: '"greet"\\s*:' }],
        },
      },
      deprecated: { reason: 'There is a better one.', date: '2026-02-28', replacement: 'better-tool' },
      yanked: [{ version: '1.0.0', reason: 'It deletes files.', date: '2026-02-28' }],
    };
    expect(await judge(listing, { others: ['better-tool'] })).toEqual([]);
    expect(await judge({})).toEqual([]);
  });

  it('says where a file that is not JSON breaks', async () => {
    expect(await diagnose(rule, { 'listing.json': '{\n  "category": "x",\n}' })).toMatchObject([
      { file: 'listing.json', line: 2 },
    ]);
  });

  it('leaves out, without a marketplace, what only a marketplace knows', async () => {
    expect(
      await judge(
        { category: 'anything', deprecated: { reason: 'Old.', date: '2026-01-01', replacement: 'gone' } },
        { alone: true },
      ),
    ).toEqual([]);
  });

  it('says no more of a long list than of a short one', async () => {
    expect((await judge({ tags: Array.from({ length: 50_000 }, () => 'A B') })).length).toBeLessThan(30);
  });

  it('survives keys that every object has', async () => {
    const found = await diagnose(rule, { 'listing.json': '{ "__proto__": 1, "constructor": 2 }' });
    expect(found).toMatchObject([
      { message: 'Unknown field "__proto__".' },
      { message: 'Unknown field "constructor".' },
    ]);
  });

  it('comes back from a hundred thousand unknown keys', async () => {
    const listing = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, 1]));
    const found = await judge(listing);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(100);
  });
});
