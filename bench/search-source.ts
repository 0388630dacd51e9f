// Reads a built search as a browser does, over loopback, and weighs what is asked for.
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { home } from '../scripts/command-line.ts';
import { openOutput } from '../src/registry/output-folder.ts';
import { buildSearch, searchFolder } from '../src/site/search/build-search.ts';
import type { CreateEngine } from '../src/site/search/engine.ts';
import { decodeNames } from '../src/site/search/names-file.ts';
import { createNamesIndex } from '../src/site/search/names-index.ts';
import { grown } from '../src/site/search/quality/catalog.ts';
import { type QualityQuery, qualityQueries } from '../src/site/search/quality/queries.ts';
import { readmeWords } from '../src/site/search/readme-words.ts';
import { metaWeights } from '../src/site/search/record.ts';
import { createSearch, type Outcome, type Search } from '../src/site/search/search.ts';
import { createSiteServer } from '../src/site/serve.ts';
import { fixtureFolder, fixtureRegistry } from '../test/fixture-marketplace.ts';

/** What was asked of the server, in order: the path within the search's folder, and the bytes of the file. */
type Requests = { path: string; bytes: number }[];

/** The search that was built into `folder`, with what it asked for; `close` ends its server. */
export async function openSearch(
  folder: string,
): Promise<{ search: Search; requests: Requests; close(): void }> {
  const requests: Requests = [];
  const server = createSiteServer(folder, '/base/');
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/${searchFolder}/`;
  const read = async (path: string) => {
    const response = await fetch(address + path);
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return gunzipSync(new Uint8Array(await response.arrayBuffer()));
  };
  server.on('request', ({ url = '' }) => {
    const path = url.slice(`/base/${searchFolder}/`.length).replace(/\?.*/, '');
    requests.push({ path, bytes: statSync(join(folder, searchFolder, path)).size });
  });
  const search = createSearch({
    names: async () => createNamesIndex(decodeNames(new TextDecoder().decode(await read('names.bin')))),
    columns: (build, file) => read(`${build}/${file}.bin`),
    text: (folder, name) => read(`text/${folder}/${name}`),
    readme: async (build, part) =>
      new TextDecoder().decode(
        await read(`${build}/${part === undefined ? 'readme' : `readme/${part}`}.bin`),
      ),
    async engine(build) {
      const script = pathToFileURL(join(folder, searchFolder, build, 'engine.js')).href;
      const { createInstance }: { createInstance: CreateEngine } = await import(script);
      const engine = createInstance({ basePath: `${address}${build}/`, ranking: { metaWeights } });
      await engine.init();
      return engine;
    },
  });
  return { search, requests, close: () => void server.close() };
}

/** The folder of the search's only build. */
export function buildFolder(folder: string): string {
  const builds = readdirSync(join(folder, searchFolder), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'text',
  );
  if (builds.length !== 1 || !builds[0])
    throw new Error(`"${folder}" holds ${builds.length} builds of the search.`);
  return join(folder, searchFolder, builds[0].name);
}

/** The words of a plugin's README: a real one's own, and for a generated one 200 of a large vocabulary, some of which are far more frequent. */
function readmeOf(name: string): string {
  const file = join(fixtureFolder, 'plugins', name, 'README.md');
  if (existsSync(file)) return readmeWords(readFileSync(file, 'utf8'));
  let state = Number.parseInt(hash('sha256', name).slice(0, 8), 16);
  const words = Array.from({ length: 200 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const rank = Math.floor(20_000 * (state / 2 ** 32) ** 4);
    return `${syllables[rank % 29]}${syllables[Math.floor(rank / 29) % 29]}${syllables[Math.floor(rank / 841)]}`;
  });
  return [...new Set(words)].sort().join(' ');
}

const syllables =
  'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bre cli dro fla gri pla sto tru'.split(
    ' ',
  );

/** Builds the search over the plugins of the fixture marketplace and so many generated ones that there are `total`. */
export async function buildGrown(total: number, folder: string): Promise<void> {
  const output = openOutput(folder);
  await buildSearch(grown(fixtureRegistry(), total), output.put, undefined, readmeOf);
  output.removeOthers();
}

/** One query of the quality set, and where the plugin that must answer came: 1 is first, 0 not on the first page. */
export type Judged = QualityQuery & { place: number; first: string; total: number };

/** Asks every query of the quality set. */
export async function judge(search: Search): Promise<Judged[]> {
  const { names } = await search.names();
  const judged: Judged[] = [];
  for (const each of qualityQueries) {
    const { plugins, total } = await search.run(
      { query: each.query, chosen: {}, sort: 'relevance', page: 1 },
      false,
    );
    const found = plugins.map((plugin) => names[plugin] ?? '');
    const place = found.findIndex((name) => each.expect.includes(name)) + 1;
    judged.push({ ...each, place, first: found[0] ?? '', total });
  }
  return judged;
}

/** What the engine's own script weighs as a host sends it. It is imported from the disk here; everything else is compressed already. */
export function engineBytes(folder: string): number {
  return sent(readFileSync(join(buildFolder(folder), 'engine.js')));
}

/** Bytes of a text as a host sends it: compressed for each who asks, and so not as well as can be. */
function sent(text: string | Uint8Array): number {
  return gzipSync(text, { level: 6 }).length;
}

/** What each query loads that is not the first one, with nothing loaded that the one before it had not, in bytes. */
export async function laterWeights(
  folder: string,
  queries: readonly string[],
): Promise<{ query: string; bytes: number }[]> {
  const weights: { query: string; bytes: number }[] = [];
  for (const query of queries) {
    const { search, requests, close } = await openSearch(folder);
    try {
      await show(search, 'kubernetes', false);
      const from = requests.length;
      await show(search, query, false);
      weights.push({ query, bytes: weightOf(requests.slice(from)) });
    } finally {
      close();
    }
  }
  return weights;
}

/** Asks as the page does: for the results, and then for what the first ten show. */
export async function show(search: Search, query: string, withRare: boolean): Promise<Outcome> {
  const outcome = await search.run({ query, chosen: {}, sort: 'relevance', page: 1 }, withRare);
  await Promise.all(outcome.plugins.map((plugin) => search.details(plugin)));
  return outcome;
}

/** The sum of what was asked for, in bytes. */
export function weightOf(requests: Requests): number {
  return requests.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** What is used here of Vite, which bundles the scripts of the site: https://vite.dev/guide/api-javascript.html#build */
type Vite = { build(options: object): Promise<{ output?: readonly Chunk[] }> };
type Chunk = {
  type: string;
  fileName: string;
  code?: string;
  facadeModuleId?: string | null;
  imports?: string[];
};

/** The Vite that Astro brings along. No package of this repository names it, so where it lies is Astro's own affair. */
async function astrosVite(): Promise<Vite> {
  const astro = createRequire(createRequire(import.meta.url).resolve('astro/package.json'));
  return import(pathToFileURL(astro.resolve('vite')).href);
}

/** The scripts of the search, bundled as the site's are, in bytes of gzip: what every page loads, and what a full search adds. */
export async function scriptWeights(): Promise<{
  everyPage: number;
  fullSearch: number;
  suggestions: number;
}> {
  const entry = join(home, 'src', 'site', 'search', 'client', 'boot.ts');
  const { build } = await astrosVite();
  const { output } = await build({
    configFile: false,
    root: home,
    logLevel: 'silent',
    build: {
      write: false,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: entry, output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
    },
  });
  if (output === undefined) throw new Error('The scripts were not bundled.');
  const chunks = new Map(
    output.flatMap((chunk) => (chunk.type === 'chunk' ? [[chunk.fileName, chunk]] : [])),
  );
  /** A script and everything that it imports. */
  const closure = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const next of chunks.get(file)?.imports ?? []) closure(next, seen);
    return seen;
  };
  const weigh = (files: Iterable<string>) => {
    let sum = 0;
    for (const file of new Set(files)) sum += sent(chunks.get(file)?.code ?? '');
    return sum;
  };
  const find = (name: string) => {
    const found = [...chunks.values()].find(({ facadeModuleId }) =>
      facadeModuleId?.endsWith(`/client/${name}.ts`),
    );
    if (!found) throw new Error(`The bundle has no "${name}".`);
    return closure(found.fileName);
  };
  return {
    everyPage: weigh(find('boot')),
    suggestions: weigh([...find('boot'), ...find('quick')]),
    fullSearch: weigh([...find('boot'), ...find('results')]),
  };
}
