import { safeJson } from './text.ts';

/** A file to publish. `path` is relative to the site, with `/`. */
export type PublishedFile = { path: string; content: string | Uint8Array };

/** Where the API lives on the site. Its number grows when a field changes its meaning or goes. */
export const apiFolder = 'api/v1/';

/** The first fields of every file of the API. */
type Head = { $schema: string; schemaVersion: 1 };

/** @param schema name of the schema, without `.schema.json` */
export function headOf(site: string, schema: string): Head {
  return { $schema: `${site}${apiFolder}schemas/${schema}.schema.json`, schemaVersion: 1 };
}

/** An object as JSON, on one line. Absent values leave no trace. */
export function jsonText(value: object): string {
  return `${safeJson(value)}\n`;
}

/** An object with one long list, one item a line, so that two versions can be compared and a line can be found. */
export function jsonListText(head: object, key: string, items: readonly object[]): string {
  const start = safeJson(head).slice(0, -1);
  const list = items.map(safeJson).join(',\n');
  return `${start},${safeJson(key)}:[${list === '' ? '' : `\n${list}\n`}]}\n`;
}
