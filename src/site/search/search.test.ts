import { describe, expect, test } from 'vitest';
import { standings } from '../../registry/standing.ts';
import { columnsOf, namesOf } from './build-search.ts';
import { encodeColumns, statuses } from './columns-file.ts';
import { type Engine, textId } from './engine.ts';
import { createNamesIndex } from './names-index.ts';
import { generatedPlugins } from './quality/catalog.ts';
import { readmeParts } from './readme-words.ts';
import { engineRecord } from './record.ts';
import { createSearch, pageSize, type Source } from './search.ts';
import type { SearchState } from './url-state.ts';
import { wordsOf } from './words.ts';

const plugins = generatedPlugins(60);
const records = plugins.map(engineRecord);
const parts = readmeParts(
  plugins.map((_, plugin) => (plugin === 7 || plugin === 9 ? 'quokka wombat' : plugin === 8 ? 'quokka' : '')),
);
const folders = [
  { folder: 'one', plugins: 40 },
  { folder: 'two', plugins: 20 },
];
const nothing: SearchState = { query: '', chosen: {}, sort: 'relevance', page: 1 };

/** An engine that knows whole words alone, and is told nothing else. */
function engine(): Engine {
  const texts = records.map(({ content, meta }) =>
    wordsOf([content, meta.title, meta.words, meta.parts].join(' ')),
  );
  return {
    async search(term) {
      const words = wordsOf(term);
      const results = texts.flatMap((text, plugin) =>
        words.every((word) => text.includes(word)) ? [{ id: textId(plugin), score: 1 }] : [],
      );
      return { results };
    },
  };
}

function source(more: Partial<Source> = {}): Source {
  const columns = columnsOf(plugins, { categories: [] });
  return {
    names: async () => createNamesIndex({ ...namesOf(plugins), build: 'b', texts: folders }),
    columns: async (build, file) => encodeColumns({ ...columns[file], build }),
    engine: async () => engine(),
    text: async (folder, name) => {
      const plugin = records.findIndex(({ url }) => url === name);
      const found = folder === (plugin < 40 ? 'one' : 'two') ? records[plugin] : undefined;
      return new TextEncoder().encode(`pagefind_dcd${JSON.stringify(found ?? {})}`);
    },
    readme: async (_, part) =>
      part === undefined ? parts.map(({ first }) => first).join('\n') : (parts[part]?.text ?? ''),
    ...more,
  };
}

describe('a search', () => {
  test('for nothing lists every plugin by name, page by page, and the last page for any later one', async () => {
    const search = createSearch(source());
    const { names } = await search.names();
    expect(names).toEqual(plugins.map(({ name }) => name));
    const seen: number[] = [];
    for (let page = 1; page <= 6; page++)
      seen.push(...(await search.run({ ...nothing, page }, false)).plugins);
    expect(seen).toEqual(plugins.map((_, plugin) => plugin));
    const last = await search.run({ ...nothing, page: 99 }, false);
    expect([last.page, last.pages, last.total, last.plugins.length]).toEqual([6, 6, 60, pageSize]);
  });

  test.each(['!!!', '🚀', '...', '-'])(
    'for %s, which has no words, finds none and asks for no engine',
    async (query) => {
      const search = createSearch(source({ engine: () => Promise.reject(new Error('It is not needed.')) }));
      const found = await search.run({ ...nothing, query }, false);
      expect(found).toMatchObject({ total: 0, plugins: [], isPartial: false, nearest: [] });
      expect((await search.run({ ...nothing, query: '  ' }, false)).total).toBe(plugins.length);
    },
  );

  test('over no plugins finds none, and asks for no engine', async () => {
    const empty = createSearch(
      source({
        names: async () => createNamesIndex({ build: 'b', names: [], titles: [], words: [], texts: [] }),
        columns: async (build, file) => encodeColumns({ ...columnsOf([], { categories: [] })[file], build }),
        engine: () => Promise.reject(new Error('There is none.')),
        readme: async () => '',
      }),
    );
    for (const query of ['', 'aws', 'aws cost explorer'])
      expect((await empty.run({ ...nothing, query }, true)).total).toBe(0);
  });

  test('reads authors, tags and dates only where they are asked for', async () => {
    const asked: string[] = [];
    const search = createSearch(
      source({
        columns: async (build, file) => {
          asked.push(file);
          return source().columns(build, file);
        },
      }),
    );
    await search.run({ ...nothing, query: 'aws', chosen: { category: ['testing'] } }, false);
    expect(asked).toEqual(['common']);
    const { plugins: newest } = await search.run({ ...nothing, sort: 'newest' }, false);
    expect(asked).toEqual(['common', 'dates']);
    const days = newest.map((plugin) => plugins[plugin]?.created ?? '');
    expect(days).toEqual([...days].sort().reverse());
    await search.run({ ...nothing, chosen: { tag: ['aws'] } }, false);
    expect(asked).toEqual(['common', 'dates', 'rare']);
  });

  test('says how each plugin stands, and of several standings the one that weighs most', async () => {
    const yanked = (version: string) => [{ version, reason: 'It lost files.', date: '2026-01-01' }];
    const deprecated = { reason: 'There is a better one.', date: '2026-01-01' };
    const check = { status: 'error', ruleset: '', errors: 1, warnings: 0, infos: 0 } as const;
    const ok = { ...check, status: 'ok', errors: 0 } as const;
    const [one, ...others] = plugins.map((plugin) => ({ ...plugin, version: '1.0.0', check: ok }));
    if (!one) return expect.fail('There are no plugins.');
    const listed = [
      { ...one, check, deprecated, yanked: yanked('1.0.0') },
      { ...others[0], deprecated, yanked: yanked('1.0.0') },
      { ...others[1], deprecated, yanked: yanked('0.9.0') },
      { ...others[2], yanked: yanked('0.9.0') },
      ...others.slice(3),
    ] as typeof plugins;
    const columns = columnsOf(listed, { categories: [] });
    const search = createSearch(
      source({ columns: async (build, file) => encodeColumns({ ...columns[file], build }) }),
    );
    const { standing } = await search.run(nothing, false);
    expect([0, 1, 2, 3, 59].map(standing)).toEqual(['error', 'withdrawn', 'deprecated', 'ok', 'ok']);
    expect([...statuses].sort()).toEqual([...standings].sort());
  });

  test('finds last, where little else is found, what only a README says', async () => {
    const search = createSearch(source());
    const alone = await search.run({ ...nothing, query: 'quokka' }, false);
    expect(alone).toMatchObject({ plugins: [7, 8, 9], total: 3, isPartial: false });
    expect([...alone.byReadme]).toEqual([7, 8, 9]);
    expect((await search.run({ ...nothing, query: 'quok' }, false)).plugins).toEqual([7, 8, 9]);
    expect((await search.run({ ...nothing, query: 'quokka wombat' }, false)).plugins).toEqual([7, 9]);
    const named = await search.run({ ...nothing, query: `quokka ${plugins[8]?.name}` }, false);
    expect(named.plugins).toEqual([8]);
    expect([...named.byReadme]).toEqual([8]);
  });

  test('asks for no README where enough is found, and goes without where there is none', async () => {
    let asked = 0;
    const failing = createSearch(
      source({
        readme: async () => {
          asked++;
          throw new Error('It is not there.');
        },
      }),
    );
    expect((await failing.run({ ...nothing, query: 'skill' }, false)).total).toBeGreaterThan(pageSize);
    expect((await failing.run(nothing, false)).total).toBe(60);
    expect(asked).toBe(0);
    const { plugins: found, byReadme } = await failing.run(
      { ...nothing, query: plugins[3]?.name ?? '' },
      false,
    );
    expect(found[0]).toBe(3);
    expect(byReadme.size).toBe(0);
    expect(asked).toBeGreaterThan(0);
    await expect(failing.run({ ...nothing, query: 'quokka' }, false)).rejects.toThrow('not there');
  });

  test('for words that no plugin has together finds those that have some, and says so', async () => {
    const search = createSearch(source());
    const [first, second] = [plugins[3]?.name ?? '', plugins[40]?.name ?? ''];
    const both = await search.run({ ...nothing, query: `${first} ${second}` }, false);
    expect(both.isPartial).toBe(true);
    expect(both.plugins).toEqual(expect.arrayContaining([3, 40]));
    const one = await search.run({ ...nothing, query: first }, false);
    expect(one.isPartial).toBe(false);
    expect(one.plugins[0]).toBe(3);
  });

  test('says what it took the query for, and what is near where there is nothing', async () => {
    const search = createSearch(source());
    const word = plugins.flatMap(({ name }) => name.split('-')).find((each) => each.length > 7) ?? '';
    const typed = `${word.slice(0, 3)}${word.slice(4)}`;
    expect(typed.length).toBeGreaterThan(6);
    expect((await search.run({ ...nothing, query: typed }, false)).corrected).toBe(word);
    const none = await search.run(
      { ...nothing, query: plugins[3]?.name ?? '', chosen: { licence: ['none'] } },
      false,
    );
    expect([none.total, none.isPartial]).toEqual([0, false]);
    expect(none.nearest[0]).toBe(3);
  });

  test('tells of a plugin what it was given', async () => {
    const search = createSearch(source());
    expect((await search.details(7)).description).toBe(plugins[7]?.description);
    await expect(search.details(999)).rejects.toThrow('no plugin');
  });

  test('does not mix the files of two builds', async () => {
    const other = createSearch(source({ columns: async (_, file) => source().columns('other', file) }));
    await expect(other.run(nothing, false)).rejects.toThrow('different builds');
    const swapped = createSearch(source({ text: (build, plugin) => source().text(build, plugin + 1) }));
    await expect(swapped.details(0)).rejects.toThrow('different builds');
    const longer = createSearch(
      source({
        engine: async () => ({
          search: async () => ({ results: [{ id: textId(plugins.length), score: 1 }] }),
        }),
      }),
    );
    await expect(longer.run({ ...nothing, query: 'aws' }, false)).rejects.toThrow('different builds');
  });

  test('asks again for what could not be had', async () => {
    let tries = 0;
    const search = createSearch(
      source({
        engine: async () => {
          if (++tries === 1) throw new Error('no network');
          return engine();
        },
      }),
    );
    await expect(search.run({ ...nothing, query: 'aws' }, false)).rejects.toThrow('no network');
    expect((await search.run({ ...nothing, query: 'aws' }, false)).total).toBeGreaterThan(0);
    await search.run({ ...nothing, query: 'gcp' }, false);
    expect(tries).toBe(2);
  });
});
