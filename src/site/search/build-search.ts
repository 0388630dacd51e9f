import { hash } from 'node:crypto';
import { gzipSync } from 'fflate';
import { close, createIndex } from 'pagefind';
import type { PutFile } from '../../registry/output-folder.ts';
import { capabilityFacets, facetsOf } from '../capability-groups.ts';
import type { KeptFiles } from '../kept-files.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { byText, oneLine } from '../text.ts';
import { componentWords } from '../words.ts';
import { type ColumnFile, type ColumnPart, columnParts, encodeColumns } from './columns-file.ts';
import { handoverEvent } from './engine.ts';
import { type EngineFile, lightened } from './engine-files.ts';
import { type FacetColumn, type FacetColumns, type FacetGroup, facetGroups } from './facets.ts';
import { encodeNames, type Names, sortedSet } from './names-file.ts';
import { readmeParts } from './readme-words.ts';
import { engineRecord, isSearched, ownName } from './record.ts';
import { wordsOf } from './words.ts';

/** Where the search lies on the site. */
export const searchFolder = 'search';

/**
 * Puts everything that the search reads into `search/` of a site: `names.bin`, which says where the rest is, and a folder named after the
 * content with the columns and the engine's files, so that files of two builds are never taken together. The same registry gives the same
 * names and bytes.
 * @param kept what the engine made of the same texts before is taken from there
 * @param readmeOf `readmeWords` of a plugin's README
 * @throws where the engine cannot be started or refuses a record
 */
export async function buildSearch(
  registry: Registry,
  put: PutFile,
  kept?: KeptFiles,
  readmeOf: (name: string) => string = () => '',
): Promise<void> {
  const plugins = [...registry.plugins].sort((a, b) => byText(a.name, b.name));
  const write: PutFile = (path, content) => put(`${searchFolder}/${path}`, content);
  const columns = columnsOf(plugins, registry);
  const names = namesOf(plugins);
  const records = plugins.map(engineRecord);
  const key = `search-${hash('sha256', JSON.stringify(records))}`;
  let bundle = kept?.find(key);
  if (bundle === undefined) {
    bundle = bundled(lightened(await engineFiles(records), names.names));
    kept?.keep(key, bundle);
  }
  const readmes = readmeParts(plugins.map(({ name }) => readmeOf(name)));
  const build = hash(
    'sha256',
    JSON.stringify([
      hash('sha256', bundle),
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
  for (const { path, content } of unbundled(bundle)) write(`${build}/${path}`, content);
}

/** Files as one: how long the list of them is, the list, and what they hold. */
function bundled(files: readonly EngineFile[]): Uint8Array {
  const list = Buffer.from(JSON.stringify(files.map(({ path, content }) => [path, content.length])));
  const start = Buffer.alloc(4);
  start.writeUInt32LE(list.length);
  return Buffer.concat([start, list, ...files.map(({ content }) => content)]);
}

function* unbundled(bundle: Uint8Array): Generator<EngineFile> {
  const bytes = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.length);
  let at = 4 + bytes.readUInt32LE();
  for (const [path, length] of JSON.parse(bytes.toString('utf8', 4, at)) as [string, number][]) {
    yield { path, content: bytes.subarray(at, at + length) };
    at += length;
  }
}

/** Compressed here, because hosts of static files compress only what they know by its ending. */
function packed(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, mtime: 0 });
}

/** The first file that the search reads. */
export function namesOf(plugins: readonly RegistryPlugin[]): Names {
  const titles = plugins.map(({ name, displayName }) => oneLine(displayName ?? '', 100) || name);
  const inNames = new Set([...plugins.map(({ name }) => name), ...titles].flatMap(wordsOf));
  const words = plugins.flatMap((plugin) =>
    [
      ...(plugin.keywords ?? []),
      ...(plugin.tags ?? []),
      ...plugin.components.filter(isSearched).map(({ name }) => ownName(name)),
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
  const titles: Partial<Record<FacetGroup, Map<string, string>>> = {
    category: new Map(categories.map(({ id, name }) => [id, name])),
    kind: new Map(
      Object.entries(componentWords).map(([kind, { many }]) => [
        kind,
        many.charAt(0).toUpperCase() + many.slice(1),
      ]),
    ),
    can: new Map(capabilityFacets.map(({ id, title }) => [id, title])),
  };
  const values: Record<FacetGroup, (plugin: RegistryPlugin) => readonly string[]> = {
    category: ({ category }) => (category === undefined ? [] : [category]),
    kind: ({ components }) => components.map(({ kind }) => kind),
    can: facetsOf,
    licence: ({ license }) => (license === undefined ? [] : [license]),
    author: ({ author }) => (author === undefined ? [] : [author.name]),
    tag: ({ tags }) => tags ?? [],
  };
  const groups = (isRare: boolean): FacetColumns =>
    Object.fromEntries(
      facetGroups
        .filter(({ rare }) => rare === isRare)
        .map(({ id }) => [id, columnOf(plugins.map(values[id]), titles[id] ?? new Map())]),
    );
  const numbers = (of: (plugin: RegistryPlugin) => number) => Uint16Array.from(plugins, of);
  return {
    common: {
      build: '',
      count: plugins.length,
      groups: groups(false),
      numbers: {
        status: numbers(({ deprecated, check }) => (deprecated ? 1 : 0) + (check.status === 'error' ? 2 : 0)),
      },
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

function columnOf(lists: readonly (readonly string[])[], titles: ReadonlyMap<string, string>): FacetColumn {
  const counts = new Map<string, number>();
  const own = lists.map((list) =>
    [...new Set(list.map((value) => oneLine(value, 100)))].filter((value) => value !== ''),
  );
  for (const list of own) for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ordered = [...counts].sort(([a, many], [b, others]) => others - many || byText(a, b));
  const places = new Map(ordered.map(([value], index) => [value, index]));
  return {
    values: ordered.map(([id]) => ({ id, title: titles.get(id) ?? id })),
    of: own.map((list) => Uint32Array.from(list, (value) => places.get(value) as number).sort()),
  };
}

/** Days since `1970-01-01` of `YYYY-MM-DD`; 0 where it is none or does not fit two bytes. */
function daysOf(date: string | undefined): number {
  const days = /^\d{4}-\d{2}-\d{2}$/.test(date ?? '') ? Date.parse(date ?? '') / 86_400_000 : 0;
  return days > 0 && days < 65_536 ? days : 0;
}

/** Files that Pagefind writes for other ways of using it. */
const unused = /^(?:pagefind-.*\.(?:js|css)|wasm\.unknown\.pagefind)$/;

/** Pagefind's index of the records, in their order, and its script as `engine.js`. https://pagefind.app/docs/node-api/ */
async function engineFiles(records: readonly ReturnType<typeof engineRecord>[]): Promise<EngineFile[]> {
  const refuse = (errors: readonly string[]) => {
    if (errors.length > 0) throw new Error(`The search index could not be written: ${errors.join('; ')}`);
  };
  const { index, errors } = await createIndex({ forceLanguage: 'en' });
  try {
    refuse(errors);
    if (!index) throw new Error('The search index could not be written: Pagefind did not start.');
    for (const record of records) refuse((await index.addCustomRecord({ ...record, language: 'en' })).errors);
    const { files, errors: written } = await index.getFiles();
    refuse(written);
    return files
      .filter(({ path }) => !unused.test(path))
      .map(({ path, content }) =>
        path === 'pagefind.js' ? { path: 'engine.js', content: withHandover(content) } : { path, content },
      )
      .sort((a, b) => byText(a.path, b.path));
  } finally {
    await close();
  }
}

/**
 * The engine's script, which also hands itself over by an event of the document: its address is only known when the site is read, and a script
 * element may have such an address where an import could not be checked.
 */
function withHandover(script: Uint8Array): Uint8Array {
  const line = `\nglobalThis.document?.dispatchEvent(new CustomEvent(${JSON.stringify(handoverEvent)},{detail:createInstance}));\n`;
  return Buffer.concat([script, new TextEncoder().encode(line)]);
}
