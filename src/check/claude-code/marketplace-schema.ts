import { flag, list, map, object, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';
import { authorSchema } from './manifest-schema.ts';

const described = { description: text('Plugins of our team.'), version: text('1.0.0') };
const metadata = { ...described, pluginRoot: text('./plugins') };
const fields = {
  owner: authorSchema,
  plugins: list({ type: 'object', examples: [{ name: 'my-plugin', source: './plugins/my-plugin' }] }),
};
const optionalFields = {
  $schema: text('https://json.schemastore.org/claude-code-marketplace.json'),
  ...described,
  metadata: object({}, metadata, { examples: [{ pluginRoot: './plugins' }] }),
  renames: map(
    {
      type: ['string', 'null'],
      title: 'a new name, or null for a plugin that was removed',
      examples: ['new-name'],
    },
    { examples: [{ 'old-name': 'new-name' }] },
  ),
  allowCrossMarketplaceDependenciesOn: list(text('their-marketplace')),
  forceRemoveDeletedPlugins: flag,
};

/**
 * What Claude Code accepts in a marketplace's manifest. The name, the entries and what they hold are validated apart.
 * https://code.claude.com/docs/en/plugin-marketplaces#marketplace-schema
 */
export const marketplaceSchema: Schema = object(fields, optionalFields);

/** Fields of the manifest, and of `metadata` in it. */
export const marketplaceFields: readonly string[] = [
  'name',
  ...Object.keys(fields),
  ...Object.keys(optionalFields),
];
export const marketplaceMetadataFields: readonly string[] = Object.keys(metadata);
