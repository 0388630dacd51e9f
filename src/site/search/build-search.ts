import { hash } from 'node:crypto';
import { gzipSync } from 'fflate';
import { componentLabels } from '../../plugin/kind-labels.ts';
import { byText, oneLine } from '../../plugin/text.ts';
import type { Cache } from '../../registry/cache.ts';
import type { PutFile } from '../../registry/output-folder.ts';
import { standingOf } from '../../registry/standing.ts';
import { capabilityFacets, facetsOf } from '../capability-groups.ts';
import { authorShelves, type Shelf, tagShelves } from '../catalog.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { capital } from '../words.ts';
import { buildEngine } from './build-engine.ts';
import { type ColumnFile, type ColumnPart, columnParts, encodeColumns, statuses } from './columns-file.ts';
import { type FacetColumn, type FacetColumns, type FacetGroup, facetGroups } from './facets.ts';
import { encodeNames, type Names, sortedSet } from './names-file.ts';
import { readmeParts } from './readme-words.ts';
import { engineRecord, ownName, searchedParts } from './record.ts';
import { wordsOf } from './words.ts';

/** Where the search lies on the site. */
export const searchFolder = 'search';

/**
 * Puts everything that the search reads into `search/` of a site: `names.bin`, which says where the rest is; a folder named after the
 * content with the columns and the engine's files, so that files of two builds are never taken together; and in `text/` what is shown of each
 * plugin, in folders of their own, because most stay as they are. The same registry gives the same names and bytes.
 * @param kept what the engine made of the same texts before is taken from there
 * @param readmeOf `readmeWords` of a plugin's README
 * @throws where the engine cannot be started or refuses a record
 */
export async function buildSearch(
  registry: Registry,
  put: PutFile,
  kept?: Cache,
  readmeOf: (name: string) => string = () => '',
): Promise<void> {
  const plugins = [...registry.plugins].sort((a, b) => byText(a.name, b.name));
  const write: PutFile = (path, content) => put(`${searchFolder}/${path}`, content);
  const columns = columnsOf(plugins, registry);
  const { files, texts, folders } = await buildEngine(plugins.map(engineRecord), kept);
  const names = { ...namesOf(plugins), texts: folders };
  const readmes = readmeParts(plugins.map(({ name }) => readmeOf(name)));
  const build = hash(
    'sha256',
    JSON.stringify([
      files.map(({ path, content }) => [path, hash('sha256', content)]),
      readmes.map(({ text }) => hash('sha256', text)),
      names,
      columnParts.map((part) => Buffer.from(encodeColumns(columns[part])).toString('base64')),
    ]),
    'hex',
  ).slice(0, 16);
  write('names.bin', packed(new TextEncoder().encode(encodeNames({ ...names, build }))));
  for (const part of columnParts)
    write(`${build}/${part}.bin`, packed(encodeColumns({ ...columns[part], build })));
  const text = (words: string) => packed(new TextEncoder().encode(words));
  write(`${build}/readme.bin`, text(readmes.map(({ first }) => first).join('\n')));
  for (const [part, { text: words }] of readmes.entries()) write(`${build}/readme/${part}.bin`, text(words));
  for (const { path, content } of files) write(`${build}/${path}`, content);
  for (const { path, content } of texts) write(`text/${path}`, content);
}

/** Compressed here, because hosts of static files compress only what they know by its ending. */
function packed(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 7, mtime: 0 });
}

/** The first file that the search reads. */
export function namesOf(plugins: readonly RegistryPlugin[]): Omit<Names, 'texts'> {
  const titles = plugins.map(({ name, displayName }) => oneLine(displayName ?? '', 100) || name);
  const inNames = new Set([...plugins.map(({ name }) => name), ...titles].flatMap(wordsOf));
  const words = plugins.flatMap((plugin) =>
    [
      ...(plugin.keywords ?? []),
      ...(plugin.tags ?? []),
      ...searchedParts(plugin).map(({ name }) => ownName(name)),
    ].flatMap(wordsOf),
  );
  return {
    build: '',
    names: plugins.map(({ name }) => name),
    titles,
    words: sortedSet(words.filter((word) => /^[a-z][a-z0-9]{2,23}$/.test(word) && !inNames.has(word))),
  };
}

/** What the search narrows and sorts by, in files: what every search shows, and what is asked for seldom. */
export function columnsOf(
  plugins: readonly RegistryPlugin[],
  { categories }: Pick<Registry, 'categories'>,
): Record<ColumnPart, ColumnFile> {
  const valued = (
    valuesOf: (plugin: RegistryPlugin) => readonly string[],
    titles: [string, string][] = [],
  ): FacetColumn => columnOf(plugins.map(valuesOf), new Map(titles));
  const kindTitles = Object.entries(componentLabels).map(([kind, { many }]): [string, string] => [
    kind,
    capital(many),
  ]);
  const column: Record<FacetGroup, () => FacetColumn> = {
    // Those without a plugin have a page, too, which a search may come from.
    category: () =>
      columnOf(
        plugins.map(({ category }) => (category === undefined ? [] : [category])),
        new Map(categories.map(({ id, name }) => [id, name])),
        categories.map(({ id }) => id),
      ),
    kind: () => valued(({ components }) => components.map(({ kind }) => kind), kindTitles),
    can: () =>
      valued(
        facetsOf,
        capabilityFacets.map(({ id, title }) => [id, title]),
      ),
    licence: () => valued(({ license }) => (license === undefined ? [] : [license])),
    author: () => shelvedColumn(plugins, authorShelves(plugins)),
    tag: () => shelvedColumn(plugins, tagShelves(plugins)),
  };
  const groups = (isRare: boolean): FacetColumns =>
    Object.fromEntries(facetGroups.filter(({ rare }) => rare === isRare).map(({ id }) => [id, column[id]()]));
  const numbers = (of: (plugin: RegistryPlugin) => number) => Uint16Array.from(plugins, of);
  return {
    common: {
      build: '',
      count: plugins.length,
      groups: groups(false),
      numbers: { status: numbers((plugin) => statuses.indexOf(standingOf(plugin))) },
    },
    rare: {
      build: '',
      count: plugins.length,
      groups: groups(true),
      numbers: {},
    },
    dates: {
      build: '',
      count: plugins.length,
      groups: {},
      numbers: {
        created: numbers(({ created }) => daysOf(created)),
        changed: numbers(({ created, updated }) => Math.max(0, daysOf(updated) - daysOf(created))),
      },
    },
  };
}

/** @param also values that are there even where no plugin has them */
function columnOf(
  lists: readonly (readonly string[])[],
  titles: ReadonlyMap<string, string>,
  also: readonly string[] = [],
): FacetColumn {
  const counts = new Map<string, number>(also.map((value) => [value, 0]));
  const own = lists.map((list) =>
    [...new Set(list.map((value) => oneLine(value, 100)))].filter((value) => value !== ''),
  );
  for (const list of own) for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ordered = [...counts].sort(([a, many], [b, others]) => others - many || byText(a, b));
  const places = new Map(ordered.map(([value], index) => [value, index]));
  return {
    values: ordered.map(([id]) => ({ id, title: oneLine(titles.get(id) ?? id, 100) || id })),
    of: own.map((list) => Uint32Array.from(list, (value) => places.get(value) as number).sort()),
  };
}

/** The shelves of a kind as values, so that their pages and the search show the same plugins. */
function shelvedColumn(plugins: readonly RegistryPlugin[], shelves: readonly Shelf[]): FacetColumn {
  const ids = new Map<RegistryPlugin, string[]>();
  for (const { id, plugins: own } of shelves)
    for (const plugin of own) {
      const list = ids.get(plugin);
      if (list === undefined) ids.set(plugin, [id]);
      else list.push(id);
    }
  const titles = new Map(shelves.map(({ id, title }) => [id, title]));
  return columnOf(
    plugins.map((plugin) => ids.get(plugin) ?? []),
    titles,
  );
}

/** Days since `1970-01-01` of `YYYY-MM-DD`; 0 where it is none or does not fit two bytes. */
function daysOf(date: string | undefined): number {
  const days = /^\d{4}-\d{2}-\d{2}$/.test(date ?? '') ? Date.parse(date ?? '') / 86_400_000 : 0;
  return days > 0 && days < 65_536 ? days : 0;
}
