import configSchema from '../../check/config/schemas/marketplace-config.schema.json' with { type: 'json' };
import waiversSchema from '../../check/config/schemas/waivers.schema.json' with { type: 'json' };
import listingSchema from '../../plugin/schemas/listing.schema.json' with { type: 'json' };
import toolsSchema from '../../plugin/schemas/tools.schema.json' with { type: 'json' };
import badgeSchema from '../schemas/api/badge.schema.json' with { type: 'json' };
import categoriesSchema from '../schemas/api/categories.schema.json' with { type: 'json' };
import indexSchema from '../schemas/api/index.schema.json' with { type: 'json' };
import pluginSchema from '../schemas/api/plugin.schema.json' with { type: 'json' };
import pluginsSchema from '../schemas/api/plugins.schema.json' with { type: 'json' };
import removedSchema from '../schemas/api/removed.schema.json' with { type: 'json' };
import searchSchema from '../schemas/api/search.schema.json' with { type: 'json' };
import registrySchema from '../schemas/registry.schema.json' with { type: 'json' };
import { apiFolder, type PublishedFile } from './published-file.ts';

/** Of the files in the repository. */
const repositorySchemas = {
  listing: listingSchema,
  'marketplace-config': configSchema,
  registry: registrySchema,
  tools: toolsSchema,
  waivers: waiversSchema,
};

/** Of the files of the API; those of the registry are what they refer to. */
const apiSchemas = {
  badge: badgeSchema,
  categories: categoriesSchema,
  index: indexSchema,
  plugin: pluginSchema,
  plugins: pluginsSchema,
  registry: registrySchema,
  removed: removedSchema,
  search: searchSchema,
};

/** Every schema, with the address at which this site publishes it. Those of one folder refer to each other. */
export function schemaFiles(site: string): PublishedFile[] {
  const folder = (path: string, schemas: Readonly<Record<string, object>>): PublishedFile[] =>
    Object.entries(schemas).map(([name, schema]) => {
      const file = `${path}${name}.schema.json`;
      return { path: file, content: `${JSON.stringify({ ...schema, $id: `${site}${file}` }, null, 2)}\n` };
    });
  return [...folder('schemas/', repositorySchemas), ...folder(`${apiFolder}schemas/`, apiSchemas)];
}
