import type { Standing } from '../../registry/standing.ts';
import { type ColumnFile, type ColumnPart, decodeColumns, statuses } from './columns-file.ts';
import { type Engine, type EngineText, engineWords, parseText } from './engine.ts';
import { type FacetColumns, facetGroups, type Narrowed, narrow, sorted, sorts } from './facets.ts';
import { textFolder } from './names-file.ts';
import { isWhole, type NamesIndex } from './names-index.ts';
import { once } from './once.ts';
import { byScore, first, merge, type TextMatch } from './rank.ts';
import { partsWith, placesOf } from './readme-words.ts';
import { type Found, isCalled, parseContent } from './record.ts';
import type { SearchState } from './url-state.ts';
import { typedWords } from './words.ts';

/** Where the search's files come from: each is asked for once, and again where that failed. */
export type Source = {
  /** What `names.bin` holds, to be searched. */
  names(): Promise<NamesIndex>;
  /** `common.bin`, `rare.bin` or `dates.bin` of a build, unpacked. */
  columns(build: string, file: ColumnPart): Promise<Uint8Array>;
  engine(build: string): Promise<Engine>;
  /** The engine's file of a plugin's text, unpacked, by the folder that it is in. */
  text(folder: string, name: string): Promise<Uint8Array>;
  /** `readme.bin` of a build, which says with which word each part begins, or one of its parts, unpacked. */
  readme(build: string, part?: number): Promise<string>;
};

/** Results of one page. */
export const pageSize = 10;

/** One page of results, with what narrows them. */
export type Outcome = {
  /** How many there are on all pages. */
  total: number;
  pages: number;
  /** The page that is shown: the last one where the address asks for a later one. */
  page: number;
  /** The plugins of the page, by their places in the list of names, the best first. */
  plugins: number[];
  /** Those of the plugins that were found by their README alone. */
  byReadme: ReadonlySet<number>;
  columns: FacetColumns;
  counts: Narrowed['counts'];
  /** How a plugin stands. */
  standing(plugin: number): Standing;
  /** The query that unknown words were replaced in, where that found something. */
  corrected: string | undefined;
  /** Whether no plugin has all the words, so that these have some of them. */
  isPartial: boolean;
  /** Where nothing was found: plugins with names that are near. */
  nearest: number[];
};

/** The search of a site, apart from what is seen of it. */
export type Search = {
  names(): Promise<NamesIndex>;
  /** @param withRare whether a group whose columns are loaded seldom is open */
  run(state: SearchState, withRare: boolean): Promise<Outcome>;
  /** What the result of a plugin shows. */
  details(plugin: number): Promise<Found>;
};

/** Texts that are looked at again, whether something is called as was typed. */
const mostCalled = 5;

/** More words than this are not looked for in READMEs: each brings a part or two. */
const mostReadmeWords = 3;

/** More than any score of the engine. */
const sure = 100_000;

/** Loads each file when it is first needed, and no file twice. */
export function createSearch(source: Source): Search {
  const names = once(source.names);
  const columns = (file: ColumnPart) =>
    once(async (): Promise<ColumnFile> => {
      const { build, names: listed } = await names();
      const read = decodeColumns(await source.columns(build, file));
      if (read.build !== build || read.count !== listed.length)
        throw new Error('The files of the search are of different builds.');
      return read;
    });
  const common = columns('common');
  const rare = columns('rare');
  const dates = columns('dates');
  const engine = once(async () => source.engine((await names()).build));
  const readmes = once(async () => {
    const { build } = await names();
    const list = await source.readme(build);
    const parts = new Map<number, Promise<string>>();
    const part = (number: number): Promise<string> => {
      const known = parts.get(number) ?? source.readme(build, number);
      parts.set(number, known);
      known.catch(() => parts.delete(number));
      return known;
    };
    return { firsts: list === '' ? [] : list.split('\n'), part };
  });
  const read = new Map<number, Promise<EngineText>>();

  /** What the engine keeps of a plugin. */
  function text(plugin: number): Promise<EngineText> {
    const known = read.get(plugin);
    if (known) return known;
    const asked = (async () => {
      const { names: listed, texts: folders } = await names();
      const name = listed[plugin];
      if (name === undefined) throw new Error('The list of names has no plugin at this place.');
      const found = parseText(await source.text(textFolder(folders, plugin), name));
      if (found.url !== name) throw new Error('The files of the search are of different builds.');
      return found;
    })();
    read.set(plugin, asked);
    asked.catch(() => read.delete(plugin));
    return asked;
  }

  /** What the engine finds for words: every word or what it begins; or, `exactly`, all of them side by side in any inflection. */
  async function texts(words: readonly string[], exactly = false): Promise<TextMatch[]> {
    const { names: listed } = await names();
    // Without a plugin there is no index either.
    if (words.length === 0 || listed.length === 0) return [];
    const { search } = await engine();
    const asked = words.join(' ');
    const { results } = await search(exactly ? `"${asked}"` : asked);
    return results.map(({ id, score }) => {
      const plugin = Number(id);
      if (listed[plugin] === undefined) throw new Error('The files of the search are of different builds.');
      return { plugin, score };
    });
  }

  /** Whether no text has a word. The engine must not be asked for such a one: it takes the longest beginning of it that it does know. */
  async function isUnknown(index: NamesIndex, word: string): Promise<boolean> {
    return !index.isKnown(word) && (await texts([word], true)).length === 0;
  }

  /** Plugins that have every word, those first that have them side by side; none where a word is unknown. */
  async function textsOfAll(index: NamesIndex, typed: readonly string[]): Promise<TextMatch[]> {
    const words = engineWords(typed);
    for (const word of words) if (await isUnknown(index, word)) return [];
    // The small words of a sentence would each bring another part of the index.
    const phrase = words.length > 1 && words.length === typed.length ? await texts(typed, true) : [];
    return first([
      ...phrase.map(({ plugin, score }) => ({ plugin, score: score + sure })),
      ...(await texts(words)),
    ]);
  }

  /** Of the plugins whose texts answer best, those with a keyword or component that is called by all words as one. */
  async function called(matches: readonly TextMatch[], typed: readonly string[]): Promise<TextMatch[]> {
    if (typed.length < 2) return [];
    const best = byScore(matches).slice(0, mostCalled);
    const found = await Promise.all(best.map(({ plugin }) => text(plugin)));
    return best.filter((_, index) => isCalled(found[index]?.meta ?? { words: '', parts: '' }, typed));
  }

  /** Plugins that have at least half of the words, those with the rarest first. */
  async function some(index: NamesIndex, words: readonly string[]): Promise<TextMatch[]> {
    const sums = new Map<number, TextMatch & { count: number }>();
    for (const word of words) {
      const matches = (await isUnknown(index, word)) ? [] : await texts([word]);
      const rarity = Math.log(1 + index.names.length / Math.max(1, matches.length));
      const best = matches.reduce((most, { score }) => Math.max(most, score), 0);
      for (const { plugin, score } of matches) {
        const before = sums.get(plugin);
        sums.set(plugin, {
          plugin,
          count: (before?.count ?? 0) + 1,
          score: (before?.score ?? 0) + rarity * (1 + (best > 0 ? score / best : 0)),
        });
      }
    }
    return [...sums.values()].filter(({ count }) => count * 2 >= words.length);
  }

  /** Plugins that have every word, those of their README included; the last word may only begin so, because it may still be typed. */
  async function readmesOf(index: NamesIndex, typed: readonly string[]): Promise<number[]> {
    const words = engineWords(typed);
    const last = typed.at(-1);
    if (words.length === 0 || words.length > mostReadmeWords) return [];
    const { firsts, part } = await readmes();
    if (firsts.length === 0) return [];
    let all: Set<number> | undefined;
    // The longest are the rarest, by and large, and once no plugin is left the others need not be loaded.
    for (const word of words.sort((a, b) => b.length - a.length)) {
      if (all?.size === 0) break;
      const begins = word === last && word.length > 2;
      const own = new Set<number>();
      let isEverywhere = false;
      for (const number of partsWith(firsts, word, begins)) {
        const places = placesOf(await part(number), word, begins);
        if (places === 'all') isEverywhere = true;
        else for (const plugin of places) own.add(plugin);
      }
      if (isEverywhere) continue;
      if (words.length > 1 && !(await isUnknown(index, word)))
        for (const { plugin } of await texts([word])) own.add(plugin);
      const before = all;
      all = before === undefined ? own : new Set([...own].filter((plugin) => before.has(plugin)));
    }
    return [...(all ?? [])].filter((plugin) => index.names[plugin] !== undefined).sort((a, b) => a - b);
  }

  /**
   * What READMEs add where little else was found. They are the last to be asked, and what is found goes without them where they are not there; but
   * that nothing was found cannot be said without them.
   */
  async function more(
    index: NamesIndex,
    found: readonly number[],
    asked: readonly (readonly string[])[],
  ): Promise<number[]> {
    if (found.length >= pageSize) return [];
    const known = new Set(found);
    for (const words of asked) {
      const plugins = await readmesOf(index, words).catch((error: unknown) => {
        if (found.length === 0) throw error;
        return [];
      });
      const others = plugins.filter((plugin) => !known.has(plugin));
      if (others.length > 0) return others;
    }
    return [];
  }

  async function ask(
    query: string,
  ): Promise<Pick<Outcome, 'plugins' | 'byReadme' | 'corrected' | 'isPartial'>> {
    const index = await names();
    const found = index.search(query);
    const typed = typedWords(query);
    const literal = await textsOfAll(index, typed);
    const better = literal.length === 0 ? index.correct(query) : undefined;
    const meant = better === undefined ? [] : typedWords(better);
    const close = await textsOfAll(index, meant);
    const answers = {
      names: found,
      isMistyped: typed.some((word) => !index.isKnown(word)),
      whole: await called(literal, typed),
      literal,
      meantWhole: await called(close, meant),
      meant: close,
    };
    const known = merge(answers);
    const others = await more(index, known, [typed, meant]);
    const plugins = [...known, ...others];
    if (plugins.length > 0)
      return {
        plugins,
        byReadme: new Set(others),
        isPartial: false,
        corrected: close.length > 0 ? better : undefined,
      };
    const words = engineWords(better === undefined ? typed : meant);
    const partial = words.length > 1 ? await some(index, words) : [];
    const nearby = found.filter((match) => !isWhole(match));
    return {
      plugins: [...new Set([...byScore(partial), ...nearby].map(({ plugin }) => plugin))],
      byReadme: new Set(),
      isPartial: true,
      corrected: better,
    };
  }

  return {
    names,
    async details(plugin) {
      const { url, content } = await text(plugin);
      return parseContent(url, content);
    },
    async run(state, withRare) {
      const index = await names();
      const isRare =
        withRare || facetGroups.some(({ id, rare: seldom }) => seldom && state.chosen[id] !== undefined);
      const isByDate = sorts.some(({ id, byDate }) => byDate && id === state.sort);
      const [file, more, dated, answer] = await Promise.all([
        common(),
        isRare ? rare() : undefined,
        isByDate ? dates() : undefined,
        // A query that has no words is answered by nothing, and not by everything.
        state.query.trim() === ''
          ? {
              plugins: index.names.map((_, plugin) => plugin),
              byReadme: new Set<number>(),
              corrected: undefined,
              isPartial: false,
            }
          : ask(state.query),
      ]);
      const groups = { ...file.groups, ...more?.groups };
      const { plugins, counts } = narrow(groups, answer.plugins, state.chosen);
      const { created = new Uint16Array(), changed = new Uint16Array() } = dated?.numbers ?? {};
      const days = state.sort === 'updated' ? created.map((day, at) => day + (changed[at] ?? 0)) : created;
      const ordered = sorted(plugins, state.sort, days);
      const pages = Math.max(1, Math.ceil(ordered.length / pageSize));
      const page = Math.min(state.page, pages);
      return {
        total: ordered.length,
        pages,
        page,
        plugins: ordered.slice((page - 1) * pageSize, page * pageSize),
        byReadme: answer.byReadme,
        columns: groups,
        counts,
        standing: (plugin) => statuses[file.numbers.status?.[plugin] ?? 0] ?? 'ok',
        corrected: answer.corrected,
        isPartial: answer.isPartial && ordered.length > 0,
        nearest: ordered.length === 0 ? index.nearest(state.query, 5) : [],
      };
    },
  };
}
