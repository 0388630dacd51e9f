import { type NameMatch, type NameTier, nameTiers } from './names-index.ts';

/** An answer of the engine: a plugin by its place in the list of names, and how well its text answers. */
export type TextMatch = { plugin: number; score: number };

/** What answers a query, from each place that was asked. */
type Answers = {
  /** From `NamesIndex.search`. */
  names: readonly NameMatch[];
  /**
   * Whether some typed word is of no name, keyword or component. The engine may know it all the same: it compares stems, by which `kubernets` is
   * `kubernetes`.
   */
  isMistyped: boolean;
  /** Plugins with a keyword or component that all typed words as one are the name of. */
  whole: readonly TextMatch[];
  /** Plugins whose text has every typed word. */
  literal: readonly TextMatch[];
  /** The same with unknown words replaced by near ones. */
  meantWhole: readonly TextMatch[];
  meant: readonly TextMatch[];
};

const place = (tier: NameTier) => nameTiers.indexOf(tier);

/**
 * One list from the names and the texts, each plugin once: names that have every word; keywords and components of that very name; names with
 * words that begin so; texts that have every word; then, because the literal goes before the guessed, names that are near and texts that have
 * the words that were meant. Where something was mistyped, the texts are guessed too, and whole names that are near go before them.
 */
export function merge({ names, isMistyped, whole, literal, meantWhole, meant }: Answers): number[] {
  const near = names.filter(({ tier }) => tier === 'near');
  const order = [
    ...names.filter(({ tier }) => place(tier) <= place('words')),
    ...byScore(whole),
    ...names.filter(({ tier }) => tier === 'word-prefixes'),
    ...(isMistyped ? near : []),
    ...byScore(literal),
    ...near,
    ...names.filter(({ tier }) => tier === 'typo'),
    ...byScore(meantWhole),
    ...byScore(meant),
  ];
  return [...new Set(order.map(({ plugin }) => plugin))];
}

/** The best first; of equals, the first by name. */
export function byScore<T extends TextMatch>(matches: readonly T[]): T[] {
  return [...matches].sort((a, b) => b.score - a.score || a.plugin - b.plugin);
}

/** Each plugin once, as it first comes. */
export function first(matches: readonly TextMatch[]): TextMatch[] {
  const seen = new Set<number>();
  return matches.filter(({ plugin }) => !seen.has(plugin) && seen.add(plugin));
}
