import {
  editDistance,
  forgiven,
  letters,
  lettersApart,
  lettersMissing,
  startDistance,
} from '../../plugin/edit-distance.ts';
import { nearestTexts } from '../nearest-names.ts';
import type { Names } from './names-file.ts';
import { fold, typedWords, wordsOf } from './words.ts';

/** How a plugin's name answers a query, the best first: `near` is a whole name, and `typo` one with more words. Within one, what has fewer letters besides those of the query comes first. */
export const nameTiers = [
  'exact',
  'exact-title',
  'prefix',
  'title-prefix',
  'words',
  'word-prefixes',
  'near',
  'typo',
  'some-words',
] as const;
export type NameTier = (typeof nameTiers)[number];

/** Whether every word that was typed is answered. */
export function isWhole({ tier }: NameMatch): boolean {
  return tier !== 'some-words';
}

/** A plugin whose name, or what it is called by, answers a query. */
export type NameMatch = {
  /** The place of the plugin in the list of names. */
  plugin: number;
  tier: NameTier;
  /** From 0 (worst) to 1, within the tier. */
  score: number;
};

/** Names with what finds them, without the engine and without loading anything more. */
export type NamesIndex = Names & {
  /** Sorted from the best on. `some-words` only where several words were typed. */
  search(query: string): NameMatch[];
  /** The query with each unknown word replaced by the nearest that some name, keyword or component has; undefined where it stays as it is. */
  correct(query: string): string | undefined;
  /** Whether some name, keyword or component has the word, or one that begins so. */
  isKnown(word: string): boolean;
  /** Words of keywords and components that begin as the last typed word does or are near it, for going on with. */
  suggestWords(query: string, most: number): string[];
  /** Places of the plugins with the names that are most alike, however far. */
  nearest(query: string, most: number): number[];
};

const rank = Object.fromEntries(nameTiers.map((tier, index) => [tier, index])) as Record<NameTier, number>;

/** How well a known word answers a typed one: 3 the same, 2 begins with it, 1 with a typing error. */
type Hit = { word: number; kind: number; closeness: number };

/** Prepares names for being searched: once, because that takes longer than a query. */
export function createNamesIndex(file: Names): NamesIndex {
  const { names, titles, words } = file;
  const nameWords = names.map(wordsOf);
  const joined = nameWords.map((own) => own.join(''));
  // Most titles are the name in another dress, which is told faster than their words are found.
  const titleWords = titles.map((title, plugin) =>
    title.toLowerCase().replaceAll(' ', '-') === names[plugin] ? [] : wordsOf(title),
  );
  const joinedTitles = titleWords.map((own, plugin) => {
    const text = own.join('');
    return text === joined[plugin] ? '' : text;
  });
  const titled = names.flatMap((_, plugin) => (joinedTitles[plugin] === '' ? [] : [plugin]));
  const masks = Int32Array.from(joined, letters);
  const places = new Map<string, number[]>();
  const place = (word: string, plugin: number) => {
    const list = places.get(word);
    if (list === undefined) places.set(word, [plugin]);
    else if (list.at(-1) !== plugin) list.push(plugin);
  };
  nameWords.forEach((own, plugin) => {
    for (const word of own) place(word, plugin);
    if (joinedTitles[plugin] !== '') for (const word of titleWords[plugin] ?? []) place(word, plugin);
  });
  const known = [...places.keys()].sort();
  const knownMasks = Int32Array.from(known, letters);
  const wordMasks = Int32Array.from(words, letters);

  function hitsOf(typed: string, isLast: boolean): Hit[] {
    const most = forgiven(typed.length);
    const mask = letters(typed);
    const hits: Hit[] = [];
    let next = from(known, typed);
    for (; known[next]?.startsWith(typed); next++) {
      const word = known[next] as string;
      if (word === typed) hits.push({ word: next, kind: 3, closeness: 1 });
      else hits.push({ word: next, kind: 2, closeness: typed.length / word.length });
    }
    if (most === 0) return hits;
    for (let index = 0; index < known.length; index++) {
      const own = knownMasks[index] as number;
      // The words that begin so are dealt with.
      if (lettersMissing(mask, own) > most || (known[index] as string).startsWith(typed)) continue;
      const word = known[index] as string;
      if (Math.abs(word.length - typed.length) <= most) {
        if (lettersApart(mask, own) > most * 2) continue;
        const apart = editDistance(typed, word, most);
        if (apart <= most) hits.push({ word: index, kind: 1, closeness: 1 - apart / (typed.length + 1) });
      } else if (isLast && word.length > typed.length && lettersMissing(mask, own) <= 1) {
        const apart = startDistance(typed, word, 1);
        if (apart <= 1) hits.push({ word: index, kind: 1, closeness: 0.7 - apart / (typed.length + 1) });
      }
    }
    return hits;
  }

  function search(query: string): NameMatch[] {
    const typed = typedWords(query);
    const all = typed.join('');
    if (all === '') return [];
    const found = new Map<number, NameMatch & { order: number }>();
    const add = (plugin: number, tier: NameTier, score: number) => {
      // One number to compare: two thousand names begin with some letter.
      const order = rank[tier] + (1 - score) / 2;
      const before = found.get(plugin);
      if (before === undefined || order < before.order) found.set(plugin, { plugin, tier, score, order });
    };
    const most = forgiven(all.length);
    const mask = letters(all);
    const literal = fold(query.trim());
    for (let plugin = 0; plugin < joined.length; plugin++) {
      const name = joined[plugin] as string;
      if (name === all) add(plugin, 'exact', names[plugin] === literal ? 1 : 0.5);
      else if (name.startsWith(all)) add(plugin, 'prefix', all.length / name.length);
      else if (
        most > 0 &&
        Math.abs(name.length - all.length) <= most &&
        lettersApart(mask, masks[plugin] as number) <= most * 2
      ) {
        const apart = editDistance(all, name, most);
        if (apart <= most) add(plugin, 'near', 1 - apart / (all.length + 1));
      }
    }
    for (const plugin of titled) {
      const title = joinedTitles[plugin] as string;
      if (title === all) add(plugin, 'exact-title', 1);
      else if (title.startsWith(all)) add(plugin, 'title-prefix', all.length / title.length);
    }
    addWordMatches(typed, add);
    return [...found.values()].sort((a, b) => a.order - b.order || a.plugin - b.plugin);
  }

  /** Plugins that have every typed word, or some of them, somewhere in their names and titles. */
  function addWordMatches(
    typed: readonly string[],
    add: (plugin: number, tier: NameTier, score: number) => void,
  ): void {
    const once = [...new Set(typed)].slice(0, 8);
    const state = new Map<number, { words: number; kind: number; closeness: number; letters: number }>();
    once.forEach((word, position) => {
      const best = new Map<number, Hit>();
      for (const hit of hitsOf(word, position === once.length - 1))
        for (const plugin of places.get(known[hit.word] as string) ?? []) {
          const before = best.get(plugin);
          if (
            before === undefined ||
            hit.kind > before.kind ||
            (hit.kind === before.kind && hit.closeness > before.closeness)
          )
            best.set(plugin, hit);
        }
      for (const [plugin, { kind, closeness }] of best) {
        const before = state.get(plugin);
        state.set(plugin, {
          words: (before?.words ?? 0) + 1,
          kind: Math.min(before?.kind ?? 3, kind),
          closeness: (before?.closeness ?? 0) + closeness,
          letters: (before?.letters ?? 0) + word.length,
        });
      }
    });
    for (const [plugin, { words: count, kind, closeness, letters: matched }] of state) {
      const share = Math.min(1, matched / (joined[plugin] as string).length);
      if (count === once.length) {
        const tier = kind === 3 ? 'words' : kind === 2 ? 'word-prefixes' : 'typo';
        add(plugin, tier, (closeness / count) * 0.7 + share * 0.29);
      } else if (kind >= 2 || closeness / count > 0.8)
        add(plugin, 'some-words', (count / once.length + share) / 2);
    }
  }

  function isKnown(word: string): boolean {
    return startsSome(known, word) || startsSome(words, word);
  }

  function nearestWord(typed: string): string | undefined {
    const most = forgiven(typed.length);
    if (most === 0) return undefined;
    const mask = letters(typed);
    let best: { word: string; score: number } | undefined;
    const look = (list: readonly string[], listMasks: Int32Array, weight: (word: string) => number) => {
      list.forEach((word, index) => {
        if (Math.abs(word.length - typed.length) > most) return;
        if (lettersApart(mask, listMasks[index] as number) > most * 2) return;
        const apart = editDistance(typed, word, most);
        if (apart > most) return;
        const score = -apart * 10 + (word[0] === typed[0] ? 3 : 0) + weight(word);
        if (best === undefined || score > best.score) best = { word, score };
      });
    };
    look(known, knownMasks, (word) => Math.min(2, Math.log10(1 + (places.get(word)?.length ?? 0))));
    look(words, wordMasks, () => 0.5);
    return (best as { word: string } | undefined)?.word ?? twoWords(typed);
  }

  /** `inspectnetwork` as two words that are known, where there are such. */
  function twoWords(typed: string): string | undefined {
    for (let at = 3; at <= typed.length - 3; at++) {
      const [first, second] = [typed.slice(0, at), typed.slice(at)];
      if ((places.has(first) || has(words, first)) && (places.has(second) || has(words, second)))
        return `${first} ${second}`;
    }
    return undefined;
  }

  return {
    ...file,
    search,
    isKnown,
    correct(query) {
      const typed = typedWords(query);
      const better = typed.map((word) => (isKnown(word) ? word : (nearestWord(word) ?? word)));
      return better.every((word, index) => word === typed[index]) ? undefined : better.join(' ');
    },
    suggestWords(query, most) {
      const typed = typedWords(query);
      const last = typed.at(-1);
      if (last === undefined || last.length < 2) return [];
      const before = typed
        .slice(0, -1)
        .map((word) => `${word} `)
        .join('');
      const begins: string[] = [];
      for (let at = from(words, last); begins.length < most && words[at]?.startsWith(last); at++)
        begins.push(words[at] as string);
      const other = begins.length === 0 && !isKnown(last) ? nearestWord(last) : undefined;
      return (other === undefined ? begins : [other]).map((word) => before + word);
    },
    nearest(query, most) {
      const text = typedWords(query).join('');
      return nearestTexts(text, joined, most);
    },
  };
}

/** Where `word` is in a sorted list or would be. */
function from(list: readonly string[], word: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as string) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function has(list: readonly string[], word: string): boolean {
  return list[from(list, word)] === word;
}

function startsSome(list: readonly string[], word: string): boolean {
  return list[from(list, word)]?.startsWith(word) === true;
}
