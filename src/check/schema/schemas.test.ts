import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import listing from '../../plugin/schemas/listing.schema.json' with { type: 'json' };
import tools from '../../plugin/schemas/tools.schema.json' with { type: 'json' };
import { isObject } from '../../plugin/values.ts';
import { entrySchema } from '../claude-code/entry-schema.ts';
import { sourceSchema } from '../claude-code/entry-source.ts';
import { groupsSchema } from '../claude-code/hooks.ts';
import { marketplaceSchema } from '../claude-code/marketplace-schema.ts';
import { entryServer } from '../claude-code/mcp.ts';
import { relevanceSchema } from '../claude-code/relevance-schema.ts';
import config from '../config/schemas/marketplace-config.schema.json' with { type: 'json' };
import waivers from '../config/schemas/waivers.schema.json' with { type: 'json' };
import { formats } from './formats.ts';
import type { Schema } from './validator.ts';

const all: Readonly<Record<string, Schema>> = {
  config,
  entry: entrySchema,
  hooks: groupsSchema,
  listing,
  marketplace: marketplaceSchema,
  relevance: relevanceSchema,
  server: entryServer,
  source: sourceSchema,
  tools,
  waivers,
};

/** Every schema in a schema that says what a value or a key is, with its path. */
function schemasIn(schema: Schema, path: string): [string, Schema][] {
  return [
    [path, schema],
    ...Object.entries(schema).flatMap(([key, value]): [string, Schema][] => {
      const below = `${path}/${key}`;
      if (key === 'examples' || key === 'enum' || key === 'default') return [];
      if (Array.isArray(value)) return value.filter(isObject).flatMap((item) => schemasIn(item, below));
      return isObject(value) ? schemasIn(value, below) : [];
    }),
  ];
}

describe.each(Object.entries(all))('the schema of %s', (name, root) => {
  const schemas = schemasIn(root, name);

  test('says in words what a pattern or a format asks for, and shows it', () => {
    const wordless = schemas.filter(
      ([, { pattern, format, title, examples }]) =>
        (typeof pattern === 'string' || typeof format === 'string') &&
        !(typeof title === 'string' && (Array.isArray(examples) || pattern === '\\S')),
    );
    expect(wordless.map(([path]) => path)).toEqual([]);
  });

  test('shows examples that it accepts', () => {
    const ajv = new Ajv2020({ strict: false, formats, discriminator: true });
    const shown = schemas.filter(([, { examples }]) => Array.isArray(examples));
    expect(shown.length).toBeGreaterThan(2);
    const refused = shown.filter(([, schema]) => {
      const validate = ajv.compile({ ...schema, $defs: root.$defs });
      return !(schema.examples as unknown[]).every((example) => validate(example));
    });
    expect(refused.map(([path]) => path)).toEqual([]);
  });
});
