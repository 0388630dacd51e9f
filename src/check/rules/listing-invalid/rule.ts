import type { JsonPath } from '../../../plugin/json.ts';
import { listingFile } from '../../../plugin/read-manifest.ts';
import schema from '../../../plugin/schemas/listing.schema.json' with { type: 'json' };
import { asRecord, own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { type PluginContext, pluginRule } from '../../rule.ts';
import { repeatedItems, type SchemaIssue, schemaIssues } from '../../schema/explain.ts';
import { jsonValue } from '../../schema/report.ts';
import { suggest } from '../../text/names.ts';

export const rule = pluginRule(
  { id: 'listing-invalid', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  (context) => {
    const { source, report } = context;
    const json = jsonValue(source, listingFile, report);
    if (json === undefined) return;
    const listing = asRecord(json.value);
    const reported = new Set<string>();
    for (const issue of [
      ...unknownNames(listing, context),
      ...schemaIssues(schema, json.value),
      // GitHub does not distinguish upper and lower case in logins.
      ...repeatedItems(own(listing, 'maintainers'), ['maintainers'], undefined, {
        fold: (login) => login.toLowerCase(),
      }),
      ...repeatedItems(own(listing, 'yanked'), ['yanked'], 'version'),
    ]) {
      const place = JSON.stringify(issue.at.json);
      if (reported.has(place)) continue;
      reported.add(place);
      report({ file: listingFile, ...issue });
    }
  },
);

/** The category and the replacement that the marketplace does not have. */
function unknownNames(listing: Record<string, unknown>, context: PluginContext): SchemaIssue[] {
  const { marketplace, plugin } = context;
  const replacement = own(asRecord(own(listing, 'deprecated')), 'replacement');
  const at = ['deprecated', 'replacement'];
  if (replacement === plugin.name) {
    const message = `Expected "replacement" to be the name of another plugin, but it is ${quote(replacement)}.`;
    return [{ at: { json: at }, message, fix: 'Remove it, or name another plugin of this marketplace.' }];
  }
  if (marketplace === undefined) return [];
  const categories = marketplace.config.categories.map(({ id }) => id);
  return [
    ...unknownName('category', own(listing, 'category'), ['category'], categories),
    // The names are asked for only where one is looked for: a review lists them all from git.
    ...(replacement === undefined ? [] : unknownName('replacement', replacement, at, marketplace.names)),
  ];
}

function unknownName(key: string, name: unknown, json: JsonPath, known: readonly string[]): SchemaIssue[] {
  if (typeof name !== 'string' || known.includes(name)) return [];
  const meant = suggest(name, known);
  const isCategory = key === 'category';
  const why = isCategory ? '' : ': this marketplace has no plugin of that name';
  const others = isCategory ? `Use one of these: ${known.join(', ')}.` : 'Remove it.';
  return [
    {
      at: { json },
      message: `Unknown ${key} ${quote(name)}${why}.`,
      fix: meant === undefined ? others : `"${key}": "${meant}"`,
    },
  ];
}
