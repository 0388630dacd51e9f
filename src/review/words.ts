import { count, quote, visible } from '../check/diagnostic.ts';

/**
 * A sentence in pieces, so that each report can tell our own text from hostile values: plain text is ours, a `value` is quoted, and a
 * `sentence` is one of ours with values in back-quotes, such as a capability's summary.
 */
export type Words = readonly (string | { value: string } | { sentence: string })[];

/** A sentence; strings that are inserted become values. */
export function say(strings: TemplateStringsArray, ...values: readonly (string | number | Words)[]): Words {
  return strings.flatMap((text, index): Words => {
    const value = values[index];
    const own = text === '' ? [] : [text];
    if (value === undefined) return own;
    if (typeof value === 'number') return [...own, String(value)];
    return typeof value === 'string' ? [...own, { value }] : [...own, ...value];
  });
}

/** A capability's summary, or another sentence of ours with values in back-quotes. */
export function sentence(text: string): Words {
  return [{ sentence: text }];
}

/** Most values that are listed inside a sentence. */
const mostNamed = 5;

/** Values in a row: `"a", "b" and 3 more`. */
export function listing(values: readonly string[]): Words {
  const shown = values.slice(0, mostNamed);
  const rest = values.length - shown.length;
  return shown.flatMap((value, index): Words => {
    const isLast = index === shown.length - 1;
    const before = index === 0 ? [] : [isLast && rest === 0 ? ' and ' : ', '];
    return [...before, { value }, ...(isLast && rest > 0 ? [` and ${rest} more`] : [])];
  });
}

/** `1 file`, `2 files`. */
export function counted(amount: number, noun: string): Words {
  return [count(amount, noun)];
}

/** Longest sentence that is quoted whole, in UTF-16 units. */
const longestSentence = 400;

/** A text, cut where it is longer than `most` UTF-16 units. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  // A surrogate pair is not split.
  const end = /[\ud800-\udbff]$/.test(text.slice(0, most - 1)) ? most - 2 : most - 1;
  return `${text.slice(0, end)}…`;
}

/** The sentence as plain text, with invisible characters escaped. */
export function plain(words: Words): string {
  return words
    .map((word) => {
      if (typeof word === 'string') return word;
      return 'value' in word ? quote(word.value) : visible(shorten(word.sentence, longestSentence));
    })
    .join('');
}
