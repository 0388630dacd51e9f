// node bench/search.ts: what the search finds, how large it is, and how long it takes in Chromium.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { home, print, printError, runCommand } from '../scripts/command-line.ts';
import { qualityQueries } from '../src/site/search/quality/queries.ts';
import { findChromium, launchChromium } from '../test/e2e/browser.ts';
import { serveSearch } from '../test/e2e/search-site.ts';
import { sizesOf } from './generate.ts';
import { measure, median, nodeCommand } from './measure.ts';
import {
  buildFolder,
  buildGrown,
  engineBytes,
  judge,
  laterWeights,
  openSearch,
  scriptWeights,
  show,
  weightOf,
} from './search-source.ts';

/** Most of what is measured, by the number of plugins: KB of gzip and milliseconds. */
const goals: Record<number, { names: number; first: number }> = {
  1000: { names: 10, first: 150 },
  10000: { names: 60, first: 360 },
};
const goal = { later: 60, suggestion: 5, query: 50, first: 95, firstThree: 100 };
const missed: string[] = [];

const folderOf = (size: number) => join(home, '.cache', 'bench', `search-${size}`);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;

/**
 * Milliseconds in the browser: what is suggested for the very first letter; for every letter that is typed of the quality set, the best of three,
 * so that other work of the machine does not count; and whole queries with what the results show.
 */
async function times(page: Page): Promise<{ first: number; suggestions: number[]; full: number[] }> {
  const text = `(async () => {
    const { withSearch } = await import(document.documentElement.dataset.base + 'src/site/search/client/source.ts');
    const search = await withSearch(async (found) => found);
    const index = await search.names();
    const queries = ${JSON.stringify(qualityQueries.map(({ query }) => query))};
    const suggest = (query) => {
      const from = performance.now();
      const found = index.search(query);
      const words = index.suggestWords(query, 3);
      if (found.length + words.length === 0) index.nearest(query, 3);
      return performance.now() - from;
    };
    const ask = async (query) => {
      const { plugins } = await search.run({ query, chosen: {}, sort: 'relevance', page: 1 }, false);
      await Promise.all(plugins.map((plugin) => search.details(plugin)));
    };
    const typed = [...queries, 'zzzzzzzzzz', 'something-that-nothing-is-called'].flatMap((query) =>
      Array.from(query, (_, index) => query.slice(0, index + 1)),
    );
    const suggestions = typed.map(suggest), full = [];
    const first = suggestions[0];
    for (let round = 0; round < 2; round++)
      typed.forEach((query, index) => { suggestions[index] = Math.min(suggestions[index], suggest(query)); });
    await ask('warm');
    for (const query of queries) {
      const from = performance.now();
      await ask(query);
      full.push(performance.now() - from);
    }
    return { first, suggestions, full };
  })()`;
  return page.evaluate(text);
}

const chromium = findChromium();

async function report(sizes: readonly number[], isWhole: boolean): Promise<number> {
  const scripts = await scriptWeights();
  const rows: Record<string, Record<string, string>> = {};
  const put = (what: string, size: number, value: string) => {
    rows[what] = { ...rows[what], [`${size.toLocaleString('en')} plugins`]: value };
  };
  /** The same of what is to be at most or at least so much. */
  const hold = (
    what: string,
    size: number,
    value: number,
    unit: string,
    limit: number | undefined,
    isLeast = false,
  ) => {
    const bound = limit === undefined ? '' : ` (at ${isLeast ? 'least' : 'most'} ${limit} ${unit})`;
    put(what, size, `${value.toFixed(1)} ${unit}${bound}`);
    if (limit !== undefined && (isLeast ? value < limit : value > limit))
      missed.push(`${what} over ${size.toLocaleString('en')} plugins: ${value.toFixed(1)} ${unit}${bound}.`);
  };
  for (const size of sizes) {
    const folder = folderOf(size);
    rmSync(folder, { recursive: true, force: true });
    const built = measure(nodeCommand('bench/search.ts', '--build', String(size)), { runs: 1 });
    if (built.status !== 0) throw new Error(`The search over ${size} plugins was not built.`);
    const { own, engine }: { own: number; engine: number } = JSON.parse(
      readFileSync(join(folder, 'cpu.json'), 'utf8'),
    );
    put('build, CPU, the generating of the plugins included', size, `${(own + engine).toFixed(1)} s`);
    put('of that, the engine', size, `${engine.toFixed(1)} s`);
    put('build, peak memory of one process', size, `${built.memory.toFixed(0)} MB`);

    const { names, first } = goals[size] ?? {};
    const ofNames = statSync(join(folder, 'search', 'names.bin')).size / 1000;
    hold('names, from which is suggested', size, ofNames, 'KB', names);
    for (const part of ['common', 'rare', 'dates'])
      put(
        { common: 'common facets', rare: 'authors and tags', dates: 'dates' }[part] ?? part,
        size,
        kilobytes(statSync(join(buildFolder(folder), `${part}.bin`)).size),
      );
    for (const [what, queries, withRare] of [
      ['first full search, with scripts and common facets', ['kubernetes'], false],
      ['the same for two words, with every facet', ['aws cost'], true],
      ['the heaviest of the quality set, with every facet', qualityQueries.map(({ query }) => query), true],
    ] as const) {
      const weights: number[] = [];
      for (const query of queries) {
        const { search, requests, close } = await openSearch(folder);
        await show(search, query, withRare);
        close();
        weights.push(weightOf(requests) + engineBytes(folder) + scripts.fullSearch);
      }
      hold(what, size, Math.max(...weights) / 1000, 'KB', first);
    }
    const later = (
      await laterWeights(
        folder,
        qualityQueries.map(({ query }) => query),
      )
    ).map(({ bytes }) => bytes);
    put('a later query, median', size, kilobytes(median(later)));
    hold('a later query, largest', size, Math.max(...later) / 1000, 'KB', goal.later);

    const { search, close } = await openSearch(folder);
    const judged = await judge(search);
    close();
    const share = (most: number) =>
      (100 * judged.filter(({ place }) => place >= 1 && place <= most).length) / judged.length;
    print(`\nQuality over ${size.toLocaleString('en')} plugins: ${judged.length} queries`);
    const kinds = [...new Set(judged.map(({ kind }) => kind))];
    console.table(
      Object.fromEntries(
        kinds.map((kind) => {
          const own = judged.filter((each) => each.kind === kind);
          return [
            kind,
            {
              queries: own.length,
              first: own.filter(({ place }) => place === 1).length,
              'first three': own.filter(({ place }) => place >= 1 && place <= 3).length,
            },
          ];
        }),
      ),
    );
    const listed = judged.filter(({ place }) => isWhole || place !== 1);
    if (listed.length > 0)
      console.table(
        listed.map(({ kind, query, expect, place, first: came, total }) => ({
          kind,
          query,
          wanted: expect.join(' or '),
          place: place === 0 ? 'not on the first page' : place,
          'came first': came,
          total,
        })),
      );
    hold('right plugin first', size, share(1), '%', goal.first, true);
    hold('right plugin in the first three', size, share(3), '%', goal.firstThree, true);

    if (chromium) {
      const site = await serveSearch(folder);
      const browser = await launchChromium(chromium);
      const page = await browser.newPage();
      await page.goto(site.address);
      const taken = await times(page);
      await browser.close();
      site.close();
      put('suggestion in Chromium, the very first', size, `${taken.first.toFixed(1)} ms`);
      put('suggestion in Chromium, median', size, `${median(taken.suggestions).toFixed(1)} ms`);
      hold('suggestion in Chromium, slowest', size, Math.max(...taken.suggestions), 'ms', goal.suggestion);
      hold('full query in Chromium, median', size, median(taken.full), 'ms', goal.query);
      put('full query in Chromium, slowest', size, `${Math.max(...taken.full).toFixed(1)} ms`);
    }
  }
  print(
    `\nScripts, gzip: ${kilobytes(scripts.everyPage)} on every page, ${kilobytes(scripts.suggestions)} with suggestions, ${kilobytes(scripts.fullSearch)} with a full search`,
  );
  console.table(rows);
  for (const sentence of missed) printError(sentence);
  return missed.length > 0 ? 1 : 0;
}

/** Builds the search and writes down the CPU that this took. */
async function buildMeasured(size: number): Promise<void> {
  const folder = folderOf(size);
  mkdirSync(folder, { recursive: true });
  let engine = 0;
  const watch = setInterval(() => {
    engine = Math.max(engine, childCpu());
  }, 50);
  await buildGrown(size, folder);
  clearInterval(watch);
  // Whether the CPU of a child is part of the process's own depends on which of them ends first.
  const { user, system } = process.cpuUsage();
  writeFileSync(join(folder, 'cpu.json'), JSON.stringify({ own: (user + system) / 1e6, engine }));
}

/** Seconds of CPU of this process's children that still run, where the system tells: the engine ends without being waited for. */
function childCpu(): number {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
      .split(' ')
      .filter(Boolean);
    return children.reduce((sum, child) => {
      const fields = readFileSync(`/proc/${child}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      // Hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
      return sum + (Number(fields[11]) + Number(fields[12])) / 100;
    }, 0);
  } catch {
    return 0;
  }
}

await runCommand({
  name: 'node bench/search.ts',
  about:
    'Measures what the search finds, how large it is, and how long it takes in Chromium on this machine.',
  options: {
    sizes: {
      value: 'numbers',
      about: 'how many plugins, at least 1000, with commas between',
      default: '1000,10000',
    },
    all: { about: 'list every query of the quality set, not only those whose plugin does not come first' },
    build: {
      value: 'number',
      about: 'only build the search over so many plugins; the measurement starts itself with it',
    },
  },
  example: '--sizes 1000 --all',
  exitCodes: { 0: 'every goal is met', 1: 'a goal is missed' },
  // The quality set asks for plugins of this repository, and for generated ones that a smaller catalog does not have.
  run: ({ sizes, all, build }) =>
    build === undefined ? report(sizesOf(sizes, 1000), all) : buildMeasured(Number(build)),
});
