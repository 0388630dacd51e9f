/** What turns the direction of text around, and so makes it look like another one: https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings */
const turning = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const unseen = new RegExp(`[${turning}\\u2028\\u2029\\ufeff<]`, 'g');
const controls = new RegExp(`[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\ufffe\\uffff${turning}]+`, 'gu');

/**
 * A value as JSON that stays what it is wherever it is pasted: no `<` that could close a script element, nothing that is not seen.
 * Parsing it gives the value itself.
 */
export function safeJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** One line of plain text, at most `longest` UTF-16 code units: controls, turned directions and broken characters become a space. */
export function oneLine(text: string, longest: number): string {
  // What is far too long is cut before it is searched.
  const line = text
    .slice(0, longest * 4)
    .replace(controls, ' ')
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

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an element or a quoted attribute of XML. What XML 1.0 cannot hold becomes U+FFFD: https://www.w3.org/TR/xml/#charsets */
export function xml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"']/g, (character) => entities[character] as string)
  );
}

/** The address where it is http or https and holds no password; undefined for anything else that an author wrote. */
export function webAddress(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.username !== '' || url.password !== '' ? undefined : url.href;
}

/** Compares by UTF-16 code units, as every machine does. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether this is a date as the registry writes it. */
export function isDate(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text);
}
