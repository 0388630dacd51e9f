/** Text as it is compared: without accents and case. `ﬁ` and `ｆｉ` are `fi`. */
export function fold(text: string): string {
  // Most text is plain, and normalising is what costs.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what plain ASCII is
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text, folded: what stands between hyphens, dots and spaces, and each part of `camelCase`. */
export function wordsOf(text: string): string[] {
  const parted = /\p{Ll}\p{Lu}/u.test(text) ? text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2') : text;
  return fold(parted).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of what somebody types: case says nothing there, because "GitHub" is one word to whoever types it. */
export function typedWords(query: string): string[] {
  return fold(query.slice(0, longestQuery)).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Characters of a query that are read. */
export const longestQuery = 200;

/** Compares by UTF-16 code units, as every machine does. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
