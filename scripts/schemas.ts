// npm run schemas: writes the TypeScript types of the JSON Schemas of the files that people write.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from '../src/check/schema/validator.ts';
import { print, rootOption, runCommand } from './command-line.ts';

/** Schemas whose types are generated, without their ending. */
const typed = [
  'src/plugin/schemas/listing',
  'src/check/config/schemas/marketplace-config',
  'src/check/config/schemas/waivers',
];

/** The generated files by path. Deterministic. */
export function generateTypes(root: string): Map<string, string> {
  return new Map(
    typed.map((path) => {
      const schema = JSON.parse(readFileSync(join(root, `${path}.schema.json`), 'utf8')) as Schema;
      const name = path.slice(path.lastIndexOf('/') + 1);
      const types = { ...(schema.$defs as Record<string, Schema>), [name]: schema };
      const text = Object.entries(types).map(
        ([key, type]) => `${comment(type, '')}export type ${typeName(key)} = ${typeOf(type, '')};\n`,
      );
      const head = `// Generated from ${name}.schema.json by "npm run schemas". Do not edit.\n// biome-ignore-all format: generated\n`;
      return [`${path}.d.ts`, [head, ...text].join('\n')];
    }),
  );
}

/** The type of what is valid by a schema, with its defaults filled in. */
function typeOf(schema: Schema, indent: string): string {
  const { $ref, enum: values, type, items, required, properties, additionalProperties } = schema;
  if (typeof $ref === 'string') return typeName($ref.slice($ref.lastIndexOf('/') + 1));
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one }, indent)).join(' | ');
  if (type === 'integer') return 'number';
  if (type === 'array') return `(${typeOf(items as Schema, indent)})[]`.replace(/^\(([^|]*)\)\[\]$/s, '$1[]');
  if (type !== 'object') return String(type);
  if (properties === undefined) return `Record<string, ${typeOf(additionalProperties as Schema, indent)}>`;
  const inner = `${indent}  `;
  const fields = Object.entries(properties as Record<string, Schema>).map(([key, field]) => {
    const isThere = (Array.isArray(required) && required.includes(key)) || field.default !== undefined;
    return `${comment(field, inner)}${inner}${key}${isThere ? '' : '?'}: ${typeOf(field, inner)};\n`;
  });
  return `{\n${fields.join('')}${indent}}`;
}

function comment({ description }: Schema, indent: string): string {
  return typeof description === 'string' ? `${indent}/** ${description.replaceAll('*/', '* /')} */\n` : '';
}

/** `marketplace-config` and `reviewSettings` as `MarketplaceConfig` and `ReviewSettings`. */
function typeName(key: string): string {
  return key.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

if (import.meta.main)
  await runCommand({
    name: 'npm run schemas',
    about:
      'Writes the TypeScript types of the JSON Schemas, one file beside each schema. Run it after you change a schema.',
    options: { root: rootOption },
    example: '--root .',
    exitCodes: { 0: 'the files were written' },
    run({ root }) {
      for (const [path, text] of generateTypes(root)) {
        writeFileSync(join(root, path), text);
        print(path);
      }
    },
  });
