import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ajvPackage from 'ajv/package.json' with { type: 'json' };
import { formats } from './formats.ts';

/** A JSON Schema (draft 2020-12). https://json-schema.org/draft/2020-12 */
export type Schema = Readonly<Record<string, unknown>>;

/** One thing that a compiled schema found. https://ajv.js.org/api.html#error-objects */
export type SchemaError = {
  keyword: string;
  /** JSON pointer to the value. */
  instancePath: string;
  /** JSON pointer to the keyword in the schema, URI-encoded. */
  schemaPath: string;
  params: Readonly<Record<string, unknown>>;
  /** Only where a key, and not a value, is wrong. */
  propertyName?: string;
};

/** Whether a value is valid; `errors` holds every reason why the last one was not. */
type Validator = ((value: unknown) => boolean) & { errors?: SchemaError[] | null };

/**
 * Compiled schemas are kept here, below the software itself: they are run, so they must never come from a folder that is checked.
 * Everything in it can be deleted.
 */
const cacheFolder = join(import.meta.dirname, '..', '..', '..', '.cache', 'validators');

const require = createRequire(import.meta.url);

const options = {
  allErrors: true,
  discriminator: true,
  messages: false,
  ownProperties: true,
  strict: true,
  // A condition may require what is described elsewhere.
  strictRequired: false,
  // A keyword for lists in the schema of "a path or a list of paths" is meant for the list alone.
  strictTypes: false,
} as const;

const compiled = new WeakMap<Schema, Validator>();

/**
 * The compiled form of a schema. Compiling takes some 200 ms, loading what was compiled before some 3 ms. A cache that is damaged or cannot
 * be written costs time and nothing else.
 */
export function validatorOf(schema: Schema, folder: string = cacheFolder): Validator {
  const known = folder === cacheFolder ? compiled.get(schema) : undefined;
  if (known !== undefined) return known;
  const key = hash('sha256', JSON.stringify([ajvPackage.version, options, schema]), 'hex');
  const file = join(folder, `${key}.cjs`);
  const validator = isIntact(file) ? load(file) : compile(schema, folder, file);
  if (folder === cacheFolder) compiled.set(schema, validator);
  return validator;
}

/** Compiles a schema and keeps its code in a file. */
function compile(schema: Schema, folder: string, file: string): Validator {
  // Loaded only here, because loading them takes longer than most checks.
  const { Ajv2020, _ } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const standalone = require('ajv/dist/standalone') as typeof import('ajv/dist/standalone/index.js');
  const ajv = new Ajv2020({ ...options, formats, code: { source: true, formats: _`formats` } });
  const validate = ajv.compile(schema);
  const code = standalone.default(ajv, validate);
  writeCode(folder, file, `module.exports = (module, require, formats) => {${code}\n};\n`);
  return validate as Validator;
}

/** Loads what was kept. It is a module, so that Node keeps its machine code in the compile cache; it gets what it needs as parameters. */
function load(file: string): Validator {
  const module: { exports: unknown } = { exports: undefined };
  const define = require(file) as (module: { exports: unknown }, ...needed: unknown[]) => void;
  define(module, require, formats);
  return module.exports as Validator;
}

const headOf = (code: string) => `// ${hash('sha256', code, 'hex')}\n`;

/** Whether a file holds what was kept in it, all of it. */
function isIntact(file: string): boolean {
  try {
    const text = readFileSync(file, 'utf8');
    return text.startsWith(headOf(text.slice(text.indexOf('\n') + 1)));
  } catch {
    return false;
  }
}

/** Written under a name of its own and renamed, so that no other process reads half of it. */
function writeCode(folder: string, file: string, code: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    const own = mkdtempSync(join(folder, 'new-'));
    try {
      writeFileSync(join(own, 'validator.js'), headOf(code) + code);
      renameSync(join(own, 'validator.js'), file);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  } catch {
    // A read-only folder: the next process compiles again.
  }
}
