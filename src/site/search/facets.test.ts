import { describe, expect, test } from 'vitest';
import { oneLine } from '../../plugin/text.ts';
import type { Registry } from '../../registry/registry.ts';
import { facetsOf } from '../capability-groups.ts';
import { createCatalog, tagsOfPlugin } from '../catalog.ts';
import { slug } from '../text.ts';
import { columnsOf } from './build-search.ts';
import { type ColumnFile, decodeColumns, encodeColumns } from './columns-file.ts';
import { type Chosen, type FacetColumns, facetGroups, inOrder, narrow, sorted } from './facets.ts';
import { generatedPlugins } from './quality/catalog.ts';

const plugins = generatedPlugins(500);
const categories: Registry['categories'] = [{ id: 'testing', name: 'Testing', description: '' }];
const { common, rare, dates } = columnsOf(plugins, { categories });
const columns: FacetColumns = { ...common.groups, ...rare.groups };
const all = plugins.map((_, plugin) => plugin);

/** What a plugin has of a group, read from the columns one by one. */
function has(group: keyof FacetColumns, plugin: number): string[] {
  const column = columns[group];
  return [...(column?.of[plugin] ?? [])].map((value) => column?.values[value]?.id ?? '');
}

describe('the columns', () => {
  test.each([
    ['common', common],
    ['rare', rare],
    ['dates', dates],
  ] as const)('are read as they were written: %s', (_, file) => {
    expect(decodeColumns(encodeColumns({ ...file, build: 'b' }))).toEqual({ ...file, build: 'b' });
  });

  test('hold many values, and values with high places', () => {
    const values = Array.from({ length: 40_000 }, (_, at) => ({ id: `v${at}`, title: `v${at}` }));
    const file: ColumnFile = {
      build: 'b',
      count: 3,
      groups: {
        tag: {
          values,
          of: [Uint32Array.of(0, 127, 128, 16_383, 16_384, 39_999), Uint32Array.of(), Uint32Array.of(1)],
        },
      },
      numbers: { created: Uint16Array.of(0, 255, 65_535) },
    };
    expect(decodeColumns(encodeColumns(file))).toEqual(file);
  });

  test('say so where they are cut off', () => {
    expect(() => decodeColumns(encodeColumns(common).slice(0, -1))).toThrow('not complete');
  });

  test('say what the registry says', () => {
    expect(has('category', 7)).toEqual([plugins[7]?.category]);
    expect(has('licence', 7)).toEqual([plugins[7]?.license]);
    expect(has('author', 7)).toEqual([slug(plugins[7]?.author?.name ?? '')]);
    expect(has('tag', 7).sort()).toEqual(tagsOfPlugin(plugins[7] as (typeof plugins)[number]).sort());
    expect(has('kind', 7).sort()).toEqual(
      [...new Set(plugins[7]?.components.map(({ kind }) => kind))].sort(),
    );
    expect(columns.category?.values.find(({ id }) => id === 'testing')?.title).toBe('Testing');
    const { category } = columnsOf(plugins, {
      categories: [{ id: 'none-yet', name: 'None yet', description: '' }],
    }).common.groups;
    expect(category?.values.at(-1)).toEqual({ id: 'none-yet', title: 'None yet' });
    expect(has('can', 7).sort()).toEqual([...facetsOf(plugins[7] as (typeof plugins)[number])].sort());
    expect(columns.can?.values.find(({ id }) => id === 'none')?.title).toBe('Text only');
  });
});

test('an author and a tag are what their pages are: the same ids, names and plugins', () => {
  const written = plugins.map((plugin, index) => ({
    ...plugin,
    ...(index % 9 === 0 ? { tags: ['Web Vitals', 'ça va'], author: { name: 'Jane  Doe' } } : {}),
    ...(index % 9 === 1 ? { keywords: ['web-vitals', `only ${index}`], author: { name: 'jane doe' } } : {}),
    ...(index % 9 === 2 ? { keywords: ['x'.repeat(300)], author: { name: 'ÿ'.repeat(300) } } : {}),
  }));
  const registry = { plugins: written, categories, site: 'https://a.example/' } as Registry;
  const { shelves } = createCatalog(registry, { commit: 'HEAD', dependents: new Map(), removed: [] });
  const file = decodeColumns(encodeColumns(columnsOf(written, registry).rare));
  for (const [group, pages] of [
    ['tag', shelves.tags],
    ['author', shelves.authors],
  ] as const) {
    const { values = [], of = [] } = file.groups[group] ?? {};
    expect(pages.length).toBeGreaterThan(100);
    expect(values.map(({ id }) => id).sort()).toEqual(pages.map(({ id }) => id));
    for (const [place, { id, title }] of values.entries()) {
      const page = pages.find((shelf) => shelf.id === id);
      expect(title, id).toBe(oneLine(page?.title ?? '', 100));
      expect(
        written.filter((_, plugin) => of[plugin]?.includes(place)),
        id,
      ).toEqual(page?.plugins);
    }
  }
  expect(shelves.tags.find(({ id }) => id === 'web-vitals')?.plugins).toHaveLength(112);
});

describe('the values of a group', () => {
  const values = [
    { id: 'none', title: '', count: 9, isChosen: false },
    { id: 'b', title: '', count: 1, isChosen: false },
    { id: 'c', title: '', count: 2, isChosen: false },
    { id: 'a', title: '', count: 0, isChosen: true },
  ];
  const order = (group: keyof FacetColumns, all = values) => inOrder(group, all).map(({ id }) => id);

  test('are shown by how many plugins there are, what is chosen first', () => {
    expect(order('licence')).toEqual(['a', 'none', 'c', 'b']);
  });

  test('end with what stands for having none of them, unless it is chosen', () => {
    expect(order('can')).toEqual(['a', 'c', 'b', 'none']);
    const chosen = values.map((value) => ({ ...value, isChosen: value.id === 'none' }));
    expect(order('can', chosen)[0]).toBe('none');
  });
});

describe('narrowing', () => {
  const choices: Chosen[] = [
    {},
    { category: ['testing'] },
    { category: ['testing', 'security'] },
    { category: ['testing', 'security'], kind: ['hook', 'agent'], licence: ['MIT'] },
    { can: ['none'] },
    { tag: ['aws'], author: [slug(plugins[3]?.author?.name ?? '')] },
    { category: ['no-such'] },
    { category: ['no-such', 'testing'] },
  ];

  test.each(choices.map((chosen) => [JSON.stringify(chosen), chosen] as const))(
    'keeps what has one of each group, and counts as if a group were open: %s',
    (_, chosen) => {
      const { plugins: kept, counts } = narrow(columns, all, chosen);
      const meets = (plugin: number, group: keyof FacetColumns) =>
        chosen[group] === undefined || has(group, plugin).some((value) => chosen[group]?.includes(value));
      expect(kept).toEqual(all.filter((plugin) => facetGroups.every(({ id }) => meets(plugin, id))));
      for (const { id } of facetGroups) {
        const others = all.filter((plugin) =>
          facetGroups.every((other) => other.id === id || meets(plugin, other.id)),
        );
        const expected = columns[id]?.values.map(
          (value) => others.filter((plugin) => has(id, plugin).includes(value.id)).length,
        );
        expect([...(counts[id] ?? [])], id).toEqual(expected);
      }
    },
  );

  test('keeps the order', () => {
    expect(narrow(columns, [5, 3, 9], {}).plugins).toEqual([5, 3, 9]);
  });
});

describe('sorting', () => {
  const days = [3, 9, 9, 0];
  test('leaves the order of relevance, and of equals puts the first by name first', () => {
    expect(sorted([2, 0, 3, 1], 'relevance', [])).toEqual([2, 0, 3, 1]);
    expect(sorted([2, 0, 3, 1], 'name', [])).toEqual([0, 1, 2, 3]);
    expect(sorted([2, 0, 3, 1], 'newest', days)).toEqual([1, 2, 0, 3]);
  });
});
