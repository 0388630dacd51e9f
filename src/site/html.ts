/** Markup that may be put on a page as it is. Made by `html` alone, so that nothing gets here unescaped by mistake. */
export type Html = { readonly markup: string };

/** What may stand in a template: text is escaped, lists are joined, and what is absent leaves nothing. */
type Value = Html | string | number | boolean | null | undefined | readonly Value[];

const special = /[&<>"'\0\u202a-\u202e\u2066-\u2069]/;
const specials = /[&<>"'\0\u202a-\u202e\u2066-\u2069]/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text for an element or a quoted attribute. What turns the direction of the text around it becomes U+FFFD, which is seen and turns nothing:
 * https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings
 */
export function escapeText(text: string): string {
  return special.test(text) ? text.replace(specials, (character) => entities[character] ?? '\ufffd') : text;
}

function written(value: Value): string {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if ('markup' in value) return value.markup;
  let text = '';
  for (const item of value) text += written(item);
  return text;
}

/** Markup from a template: every value is escaped unless it is markup already. Values in attributes must stand in quotes. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  let markup = strings[0] as string;
  for (let index = 0; index < values.length; index++)
    markup += written(values[index]) + (strings[index + 1] as string);
  return { markup };
}

/** Markup that was made safe elsewhere, such as by the sanitiser of `markdown.ts`. */
export function trusted(markup: string): Html {
  return { markup };
}

/** A value as JSON for a data block, which no `<` in it can close. */
export function jsonBlock(value: unknown): Html {
  return {
    markup: (JSON.stringify(value) ?? 'null').replace(
      /[<\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  };
}
