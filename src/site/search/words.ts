// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what plain ASCII is
const plain = /^[\x00-\x7f]*$/;

/** Text as it is compared: without accents and case. `ﬁ` and `ｆｉ` are `fi`. */
export function fold(text: string): string {
  // Most text is plain, and normalising is what costs.
  if (plain.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text, each folded by itself, because one dash in a README would otherwise have all of it normalised. */
function foldedWords(text: string): string[] {
  if (plain.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.flatMap((word) =>
    plain.test(word) ? word.toLowerCase() : (fold(word).match(/[\p{L}\p{N}]+/gu) ?? []),
  );
}

/** The words of a text, folded: what stands between hyphens, dots and spaces, and each part of `camelCase`. */
export function wordsOf(text: string): string[] {
  // What is plain is asked in plain terms, which takes a tenth of the time.
  const isCamel = (plain.test(text) ? /[a-z][A-Z]/ : /\p{Ll}\p{Lu}/u).test(text);
  const parted = isCamel ? text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2') : text;
  return foldedWords(parted);
}

/** The words of what somebody types: case says nothing there, because "GitHub" is one word to whoever types it. */
export function typedWords(query: string): string[] {
  return foldedWords(query.slice(0, longestQuery));
}

/** Characters of a query that are read. */
export const longestQuery = 200;

/** Compares by UTF-16 code units, as every machine does. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
