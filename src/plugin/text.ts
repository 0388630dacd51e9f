/** Compares by UTF-16 code units, as every machine does. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares by path, as `byText`. */
export function byPath(a: { path: string }, b: { path: string }): number {
  return byText(a.path, b.path);
}

/** Text that is one line already, as most is. To ask that takes a fifth of the time of making sure. */
const plainLine = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
/** Controls, halves of characters, and what makes text look like another one: https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** One line of plain text, at most `longest` UTF-16 code units: controls, turned directions and broken characters become a space. */
export function oneLine(text: string, longest: number): string {
  if (text.length <= longest && plainLine.test(text)) return text;
  // What is far too long is cut before it is searched.
  const line = text
    .slice(0, longest * 4)
    .replace(unprintable, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= longest
    ? line
    : `${line
        .slice(0, longest - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')
        .trimEnd()}…`;
}

/** What an author wrote as a sentence that another one can follow: with a full stop, unless it ends already. */
export function closed(text: string): string {
  const whole = text.trim();
  return whole === '' || /[\p{Sentence_Terminal}…]["'”’»)\]]*$/u.test(whole) ? whole : `${whole}.`;
}

/** The address where it is http or https and holds no password; undefined for anything else that an author wrote. */
export function webAddress(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.username !== '' || url.password !== '' ? undefined : url.href;
}
