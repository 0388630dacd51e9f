/**
 * Ranking. Each word of the query is looked for in each field of each plugin; a field that says more about what a
 * plugin is weighs more, a word that few plugins use weighs more, and a plugin that has all the words comes first.
 */
import { words } from './text.mjs';

/** @typedef {import('./registry.mjs').FoundPlugin} FoundPlugin */
/** @typedef {{ plugin: FoundPlugin, name: string[], fields: { weight: number, words: Set<string> }[] }} Entry */

const weights = {
  name: 60,
  displayName: 40,
  keyword: 40,
  component: 28,
  category: 20,
  description: 14,
  componentDescription: 8,
  author: 8,
};

// Words that people type around what they look for. Removed only while something else remains.
const filler = new Set(
  'a an and any are can could do does for from get have help helps how i in is it me my need of on or please plugin plugins should some something that the there this to tool tools use using want way what which with would you claude code'.split(
    ' ',
  ),
);

/**
 * Damerau-Levenshtein distance (optimal string alignment), or `limit + 1` as soon as it must be larger.
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 * @returns {number}
 */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let value = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        value = Math.min(value, before[column - 2] + 1);
      }
      current[column] = value;
      if (value < smallest) smallest = value;
    }
    if (smallest > limit) return limit + 1;
    before = last;
    last = current;
  }
  return last[b.length];
}

/**
 * How many slips a word of this length may hold and still be meant.
 * @param {string} word
 * @returns {number}
 */
function slips(word) {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/**
 * @param {FoundPlugin[]} plugins
 * @returns {Entry[]}
 */
export function index(plugins) {
  return plugins.map((plugin) => {
    /** @param {number} weight @param {string[]} texts */
    const field = (weight, texts) => ({ weight, words: new Set(texts.flatMap((text) => words(text))) });
    return {
      plugin,
      name: plugin.name.split('-').filter((word) => word !== ''),
      fields: [
        field(weights.displayName, [plugin.displayName]),
        field(weights.keyword, [...plugin.keywords, ...plugin.tags]),
        // `plugin:skill` would count the plugin's own name once for each of its components.
        field(
          weights.component,
          plugin.components.map((component) => component.name.split(':').at(-1) ?? ''),
        ),
        field(weights.category, [plugin.category]),
        field(weights.description, [plugin.description]),
        field(
          weights.componentDescription,
          plugin.components.map((component) => component.description),
        ),
        field(weights.author, [plugin.author]),
      ],
    };
  });
}

/**
 * How well one word of a field answers one word of the query, 0 to 1.
 * @param {string} term
 * @param {string} word
 * @param {boolean} typos
 * @returns {number}
 */
function likeness(term, word, typos) {
  if (term === word) return 1;
  if (word.startsWith(term) && term.length >= 2) return 0.5 + 0.4 * (term.length / word.length);
  // `deployment` answers `deploy`, and `formatting` answers `format`.
  if (term.startsWith(word) && word.length >= 4 && term.length - word.length <= 4) return 0.6;
  if (!typos) return 0;
  const limit = slips(term);
  if (limit === 0) return 0;
  const found = distance(term, word, limit);
  if (found <= limit) return 0.7 - 0.15 * found;
  // An unfinished word with a slip in it: `kubrn` for `kubernetes`.
  if (term.length >= 5 && word.length > term.length) {
    const start = distance(term, word.slice(0, term.length), 1);
    if (start <= 1) return 0.35;
  }
  return 0;
}

/**
 * @param {string} term
 * @param {Iterable<string>} list
 * @param {boolean} typos
 * @returns {number}
 */
function best(term, list, typos) {
  let found = 0;
  for (const word of list) {
    const value = likeness(term, word, typos);
    if (value > found) found = value;
    if (found === 1) break;
  }
  return found;
}

/**
 * The whole query against the whole name, which outweighs any sum of words.
 * @param {string} query
 * @param {string} name
 * @returns {number}
 */
function nameScore(query, name) {
  if (query === '') return 0;
  if (query === name) return 1000;
  if (query.length >= 2 && name.startsWith(query)) return 300 + 100 * (query.length / name.length);
  if (query.length >= 3 && name.includes(`-${query}`)) return 200;
  const limit = slips(query);
  const found = limit === 0 ? 1 : distance(query, name, limit);
  return found <= limit && limit > 0 ? 350 - 60 * found : 0;
}

/**
 * Plugins that answer a query, best first; all of them, by name, where the query says nothing.
 * @param {Entry[]} entries
 * @param {string} query
 * @param {{ category?: string, componentKind?: string, capability?: string }} [filters]
 * @returns {{ plugin: FoundPlugin, score: number }[]}
 */
export function search(entries, query, filters = {}) {
  const left = entries.filter(
    ({ plugin }) =>
      (filters.category === undefined || plugin.category === filters.category) &&
      (filters.componentKind === undefined ||
        plugin.components.some((item) => item.kind === filters.componentKind)) &&
      (filters.capability === undefined ||
        plugin.capabilities.some((item) => item.kind === filters.capability)),
  );
  const all = [...new Set(words(query))].slice(0, 20);
  const telling = all.filter((word) => !filler.has(word));
  const terms = telling.length > 0 ? telling : all;
  if (terms.length === 0) return left.map(({ plugin }) => ({ plugin, score: 0 }));

  const hits = left.map((entry) => ({
    entry,
    quality: terms.map((term) => {
      const values = [
        weights.name * best(term, entry.name, true),
        // Typos are forgiven where the author chose the words, not in running text, where they find too much.
        ...entry.fields.map(
          (field) => field.weight * best(term, field.words, field.weight >= weights.component),
        ),
      ].sort((a, b) => b - a);
      // The best field decides; the others break ties between plugins that it leaves equal.
      return (values[0] ?? 0) + 0.15 * values.slice(1).reduce((sum, value) => sum + value, 0);
    }),
  }));
  const rarity = terms.map((_, position) => {
    const used = hits.filter((hit) => hit.quality[position] > 0).length;
    return Math.log(1 + (left.length + 1) / (used + 1));
  });
  const total = rarity.reduce((sum, value) => sum + value, 0);
  const joined = terms.join('-');
  const whole = words(query).join('-');
  return hits
    .map(({ entry, quality }) => {
      let score = 0;
      let covered = 0;
      for (const [position, value] of quality.entries()) {
        score += value * rarity[position];
        if (value > 0) covered += rarity[position];
      }
      score *= 0.3 + 0.7 * (total === 0 ? 0 : covered / total) ** 2;
      score += Math.max(nameScore(whole, entry.plugin.name), nameScore(joined, entry.plugin.name));
      if (entry.plugin.deprecated) score *= 0.3;
      if (entry.plugin.check.status === 'error') score *= 0.5;
      return { plugin: entry.plugin, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.plugin.name < b.plugin.name ? -1 : 1));
}

/**
 * Names that someone may have meant, nearest first.
 * @param {Entry[]} entries
 * @param {string} name
 * @returns {string[]} Up to three.
 */
export function nearest(entries, name) {
  return search(entries, name)
    .slice(0, 3)
    .map(({ plugin }) => plugin.name);
}
