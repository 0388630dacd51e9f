import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  buildGrown,
  engineBytes,
  type Judged,
  judge,
  laterWeights,
  openSearch,
  scriptWeights,
  show,
  weightOf,
} from '../../bench/search-source.ts';
import { qualityQueries } from '../../src/site/search/quality/queries.ts';

/** Bytes of gzip, in thousands: what names alone may weigh, everything for a first full search, and what each later query adds. */
const budgets = [
  { plugins: 1_000, names: 10, first: 150, later: 60 },
  { plugins: 10_000, names: 60, first: 360, later: 60 },
];
const temporary = mkdtempSync(join(tmpdir(), 'search-quality-'));
const scripts = scriptWeights();
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

test('the quality set asks enough, and of every kind', () => {
  expect(qualityQueries.length).toBeGreaterThanOrEqual(60);
  expect(new Set(qualityQueries.map(({ query }) => query)).size).toBe(qualityQueries.length);
  const kinds = new Map<string, number>();
  for (const { kind } of qualityQueries) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const kind of ['typo', 'prefix', 'hyphen', 'trailing-word', 'component', 'description'])
    expect(kinds.get(kind), kind).toBeGreaterThanOrEqual(5);
});

test('what every page loads of the search is small', async () => {
  const { everyPage, suggestions } = await scripts;
  expect(everyPage).toBeGreaterThan(500);
  expect(everyPage).toBeLessThanOrEqual(3_000);
  expect(suggestions).toBeLessThanOrEqual(8_500);
});

describe.each(budgets)('over $plugins plugins', ({ plugins, names, first, later }) => {
  const folder = join(temporary, String(plugins));
  let judged: Judged[];
  let again: Judged[];

  beforeAll(async () => {
    await buildGrown(plugins, folder);
    const { search, close } = await openSearch(folder);
    try {
      judged = await judge(search);
      // Prefixes reach further when more of the index is loaded.
      again = await judge(search);
    } finally {
      close();
    }
  });

  test('the right plugin comes first in 95 of 100, and always in the first three, with much of the index loaded and little', () => {
    for (const answers of [judged, again]) {
      const late = answers.filter(({ place }) => place < 1 || place > 3);
      expect(
        late.map(({ query, expect: [wanted], first: came }) => `${query}: ${came}, not ${wanted}`),
      ).toEqual([]);
      expect(answers.filter(({ place }) => place === 1).length / answers.length).toBeGreaterThanOrEqual(0.95);
    }
  });

  test('the names are light', () => {
    expect(statSync(join(folder, 'search', 'names.bin')).size).toBeLessThanOrEqual(names * 1000);
  });

  test.each([
    ['kubernetes', false],
    ['kuberntes', false],
    ['kubernetes', true],
    ['network logger', true],
    ['aws cost', true],
    ['see every request a page makes', true],
    ['untested network database schema migration', true],
    ['ask somebody cost skill beside keep', true],
    ['network database branch duplicate expired orders', true],
  ])('a first full search is light: %s, with authors and tags: %s', async (query, withRare) => {
    const { search, requests, close } = await openSearch(folder);
    try {
      const found = await show(search, query, withRare);
      expect(found.total).toBeGreaterThan(0);
      expect(Object.keys(found.columns)).toHaveLength(withRare ? 6 : 4);
    } finally {
      close();
    }
    const parts = ['names.bin', 'common.bin', '.pf_meta', 'wasm.en', '.pf_index', 'text/'];
    for (const part of withRare ? [...parts, 'rare.bin'] : parts)
      expect(weightOf(requests.filter(({ path }) => path.includes(part))), part).toBeGreaterThan(100);
    const { fullSearch } = await scripts;
    expect(weightOf(requests) + engineBytes(folder) + fullSearch).toBeLessThanOrEqual(first * 1000);
  });

  test('a later query is light', async () => {
    const frequent = [
      'slow',
      'cost',
      'for the',
      'use when asked',
      'duplicate slow costs',
      'ask somebody cost skill beside keep',
      'network database branch duplicate expired orders',
      'ne',
      'c',
    ];
    const asked = qualityQueries.map(({ query }) => query).filter((_, index) => index % 3 === 0);
    const weights = await laterWeights(folder, [...asked, ...frequent]);
    expect(weights.length).toBeGreaterThan(30);
    expect(weights.filter(({ bytes }) => bytes > 100).length).toBeGreaterThan(weights.length / 2);
    expect(weights.filter(({ bytes }) => bytes > later * 1000)).toEqual([]);
  });
});
