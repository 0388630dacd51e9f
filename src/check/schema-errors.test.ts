import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listingProblems } from './listing-problems.ts';
import { patternWords } from './schema-errors.ts';

const schemas = globSync(new URL('../*/schemas/*.schema.json', import.meta.url).pathname);

test('every pattern that a person may break has words', () => {
  const asked = schemas.filter((path) => !path.endsWith('registry.schema.json'));
  expect(asked.length).toBe(3);
  const patterns = new Set<string>();
  for (const path of asked) {
    JSON.parse(readFileSync(path, 'utf8'), (key, value: unknown) => {
      if (key === 'pattern' && typeof value === 'string') patterns.add(value);
      return value;
    });
  }
  expect(patterns.size).toBeGreaterThan(5);
  expect([...patterns].filter((pattern) => patternWords[pattern] === undefined)).toEqual([]);
  for (const pattern of patterns) {
    const example = JSON.parse(patternWords[pattern]?.example ?? '""') as string;
    expect(example).toMatch(new RegExp(pattern, 'u'));
  }
});

const messageOf = (listing: unknown) => listingProblems(listing).map((problem) => problem.message);

test('a listing with everything is one', () => {
  const listing = {
    $schema: '../../src/plugin/schemas/listing.schema.json',
    category: 'development',
    tags: ['one', 'two-words'],
    maintainers: ['octocat', 'A-b'],
    relevance: {
      topic: 'Things',
      signals: {
        cwd: ['infra/**'],
        cli: ['terraform'],
        hosts: ['api.example.com'],
        filesRead: ['**/*.tf'],
        manifestDeps: [{ file: '[/\\\\]package\\.json$', pattern: '"stripe"\\s*:' }],
      },
    },
    deprecated: { reason: 'There is a better one.', date: '2026-01-31', replacement: 'better-one' },
  };
  expect(messageOf(listing)).toEqual([]);
  expect(messageOf({})).toEqual([]);
});

test.each([
  [[], 'Expected the file to be an object, and it is "[]".'],
  [{ catgory: 'x' }, 'Unknown key "catgory".'],
  [{ tags: ['A b'] }, 'Expected "tags[0]" to be lower-case words joined by hyphens, and it is "A b".'],
  [{ tags: ['a', 'a'] }, '"a" stands twice in "tags".'],
  [
    { tags: Array.from({ length: 11 }, (_, index) => `t${index}`) },
    'Expected "tags" to hold at most 10, and it holds 11.',
  ],
  [{ maintainers: ['-x'] }, 'Expected "maintainers[0]" to be a GitHub login, and it is "-x".'],
  [{ relevance: { signals: {} } }, 'Expected "relevance.signals" to hold 1 or more.'],
  [{ relevance: {} }, 'Expected "relevance" to have "signals".'],
  [
    { relevance: { signals: { hosts: ['https://x.example'] } } },
    'Expected "relevance.signals.hosts[0]" to be a bare lower-case host name, without scheme, port or path, and it is "https://x.example".',
  ],
  [
    { deprecated: { reason: 'x', date: '31.1.2026' } },
    'Expected "deprecated.date" to be a date as YYYY-MM-DD, and it is "31.1.2026".',
  ],
  [{ deprecated: { reason: '', date: '2026-01-31' } }, 'Expected "deprecated.reason" not to be empty.'],
  [
    { relevance: { signals: { manifestDeps: [{ file: '(', pattern: 'x' }] } } },
    'Expected "file" to be a regular expression of JavaScript, and it is "(".',
  ],
])('a listing that is none: %j', (listing, message) => {
  expect(messageOf(listing)).toEqual([message]);
});

test('stops at the first mistake of a list without end', () => {
  expect(listingProblems({ tags: Array.from({ length: 1_000_000 }, () => 1) })).toHaveLength(1);
});
