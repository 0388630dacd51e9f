/** Compares by UTF-16 code units, as every machine does. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares by path, as `byText`. */
export function byPath(a: { path: string }, b: { path: string }): number {
  return byText(a.path, b.path);
}

/** Controls, halves of characters, and what makes text look like another one: https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** One line of plain text, at most `longest` UTF-16 code units: controls, turned directions and broken characters become a space. */
export function oneLine(text: string, longest: number): string {
  // Cut first, so that a long text is not searched as a whole.
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

/** An author's text as a sentence: with a full stop, unless it has one. */
export function closed(text: string): string {
  const whole = text.trim();
  return whole === '' || /[\p{Sentence_Terminal}…]["'”’»)\]]*$/u.test(whole) ? whole : `${whole}.`;
}

/** An http or https address without a password; undefined for any other text. */
export function webAddress(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.username !== '' || url.password !== '' ? undefined : url.href;
}

/** Bytes for a reader, in decimal units: `1 byte`, `512 bytes`, `3.4 KB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return bytes < 999_950 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
