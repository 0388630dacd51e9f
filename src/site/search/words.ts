// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what plain ASCII is
const plain = /^[\x00-\x7f]*$/;

/** Text as it is compared: without accents and case. `ﬁ` and `ｆｉ` are `fi`. */
export function fold(text: string): string {
  // Most text is plain, and normalising is what costs.
  if (plain.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text, folded: what stands between hyphens, dots and spaces, and each part of `camelCase`. */
export function wordsOf(text: string): string[] {
  return wordsIn(text, true);
}

/** The words of what somebody types: case says nothing there, because "GitHub" is one word to whoever types it. */
export function typedWords(query: string): string[] {
  return wordsIn(query.slice(0, longestQuery), false);
}

function wordsIn(text: string, byCase: boolean): string[] {
  if (plain.test(text)) return plainWords(text, byCase);
  // One dash makes no README plain. What is by itself is asked in plain terms all the same, which takes a tenth of the time.
  const words: string[] = [];
  for (const piece of text.match(/[a-zA-Z0-9\u0080-\uffff]+/g) ?? [])
    if (!plain.test(piece)) words.push(...otherWords(piece, byCase));
    else if (byCase && /[a-z][A-Z]/.test(piece)) words.push(...plainWords(piece, byCase));
    else words.push(piece.toLowerCase());
  return words;
}

function plainWords(text: string, byCase: boolean): string[] {
  const parted = byCase && /[a-z][A-Z]/.test(text) ? text.replace(/([a-z])([A-Z])/g, '$1 $2') : text;
  return parted.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** Each word is folded by itself, because to normalise is what costs. */
function otherWords(text: string, byCase: boolean): string[] {
  const parted = byCase ? text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2') : text;
  const words = parted.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.flatMap((word) =>
    plain.test(word) ? word.toLowerCase() : (fold(word).match(/[\p{L}\p{N}]+/gu) ?? []),
  );
}

/** Characters of a query that are read. */
export const longestQuery = 200;
