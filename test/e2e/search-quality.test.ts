import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  buildGrown,
  engineBytes,
  type Judged,
  judge,
  openSearch,
  scriptWeights,
} from '../../bench/search-source.ts';
import { qualityQueries } from '../../src/site/search/quality/queries.ts';

/**
 * Bytes of gzip, in thousands of 1024: what names alone may weigh; everything for a first full search; and the same with authors and tags
 * opened, or with a second word, which brings a second part of the index.
 */
const budgets = [
  { plugins: 1_000, names: 10, first: 150, more: 160 },
  { plugins: 10_000, names: 60, first: 360, more: 360 },
];
const temporary = mkdtempSync(join(tmpdir(), 'search-quality-'));
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
  const { everyPage, suggestions } = await scriptWeights();
  expect(everyPage).toBeGreaterThan(500);
  expect(everyPage).toBeLessThanOrEqual(3 * 1024);
  expect(suggestions).toBeLessThanOrEqual(10 * 1024);
});

describe.each(budgets)('over $plugins plugins', ({ plugins, names, first, more }) => {
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
    expect(statSync(join(folder, 'search', 'names.bin')).size).toBeLessThanOrEqual(names * 1024);
  });

  test.each([
    ['kubernetes', false],
    ['kuberntes', false],
    ['waterfall', false],
    ['kubernetes', true],
    ['network logger', false],
    ['aws cost', false],
  ])('a first full search is light: %s, with authors and tags: %s', async (query, withRare) => {
    const most = withRare || query.includes(' ') ? more : first;
    const { search, requests, close } = await openSearch(folder);
    try {
      const found = await search.run({ query, chosen: {}, sort: 'relevance', page: 1 }, withRare);
      expect(found.total).toBeGreaterThan(0);
      expect(Object.keys(found.columns)).toHaveLength(withRare ? 6 : 4);
      await Promise.all(found.plugins.map((plugin) => search.details(plugin)));
    } finally {
      close();
    }
    const data = requests.reduce((sum, { bytes }) => sum + bytes, 0);
    const parts = ['names.bin', 'common.bin', 'ids.bin', '.pf_meta', 'wasm.en', '.pf_index', '.pf_fragment'];
    for (const part of withRare ? [...parts, 'rare.bin'] : parts) {
      const asked = requests.filter(({ path }) => path.includes(part));
      expect(
        asked.reduce((sum, { bytes }) => sum + bytes, 0),
        part,
      ).toBeGreaterThan(100);
    }
    const { fullSearch } = await scriptWeights();
    expect(data + engineBytes(folder) + fullSearch).toBeLessThanOrEqual(most * 1024);
  });

  test('a later query is light', async () => {
    const { search, requests, close } = await openSearch(folder);
    const weights: number[] = [];
    try {
      for (const { query } of qualityQueries.filter((_, index) => index % 3 === 0)) {
        const from = requests.length;
        const { plugins: shown } = await search.run({ query, chosen: {}, sort: 'relevance', page: 1 }, false);
        await Promise.all(shown.map((plugin) => search.details(plugin)));
        weights.push(requests.slice(from).reduce((sum, { bytes }) => sum + bytes, 0));
      }
    } finally {
      close();
    }
    const [, ...later] = weights;
    expect(later.length).toBeGreaterThan(20);
    expect(later.filter((bytes) => bytes > 0).length).toBeGreaterThan(later.length / 2);
    later.sort((a, b) => a - b);
    expect(later[Math.floor(later.length / 2)]).toBeLessThanOrEqual(60 * 1024);
    expect(later.at(-1)).toBeLessThanOrEqual(120 * 1024);
  });
});
