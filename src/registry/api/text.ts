/** What turns the direction of text around, and so makes it look like another one: https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings */
const turning = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const unseen = new RegExp(`[${turning}\\u2028\\u2029\\ufeff<]`, 'g');

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

/** Whether this is a date as the registry writes it. */
export function isDate(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text);
}
