import type { JsonPath } from '../../plugin/json.ts';
import { asRecord, own } from '../../plugin/values.ts';
import { count, quote } from '../diagnostic.ts';
import { suggest } from '../text/names.ts';
import { type Schema, type SchemaError, validatorOf } from './validator.ts';

/** One thing that is wrong with a JSON value: a finding without its file. */
export type SchemaIssue = {
  /** Keys that lead to the value; with `key`, to the last key itself. */
  at: { json: JsonPath; key?: true };
  message: string;
  /** What to type. */
  fix: string;
};

/** Where a value was found. */
export type ValuePlace = {
  /** Keys that lead to it in its file. */
  at?: JsonPath;
  /** What the whole value is called in a message; `the file` where absent. */
  root?: string;
};

/** A path of keys as people write it: `hooks.Stop[0].type`. */
export function label(path: JsonPath): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** What a value is, in words: `a number`, `an object`. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return typeWords[type] ?? type;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/** Keywords whose errors repeat what the errors of other keywords say. */
const silent: ReadonlySet<string> = new Set(['discriminator', 'if', 'propertyNames']);

/** Everything that a schema says is wrong with a value, explained; nothing where it is valid. */
export function schemaIssues(schema: Schema, value: unknown, place?: ValuePlace): SchemaIssue[] {
  const validate = validatorOf(schema);
  return validate(value) ? [] : explain(validate.errors ?? [], value, schema, place);
}

/** Most things that are said of one value. A hostile file can hold a million that are wrong. */
const mostIssues = 100;

/**
 * Says in words what a compiled schema found wrong with a value, at most one thing of each place.
 * In our schemas a `title` below the root completes "Expected … to be", and `examples` holds what to type.
 */
function explain(
  errors: readonly SchemaError[],
  value: unknown,
  schema: Schema,
  { at = [], root = 'the file' }: ValuePlace = {},
): SchemaIssue[] {
  // Where no alternative fits, the title says what does; why each of them does not is noise.
  const failed = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const alternatives = [...new Set(failed.map(({ schemaPath }) => `${schemaPath}/`))];
  const explained = new Set<string>();
  const issues: SchemaIssue[] = [];
  for (const error of errors) {
    if (issues.length >= mostIssues) return [tooMany(at, root), ...issues];
    const { keyword, params, instancePath, propertyName, schemaPath } = error;
    if (silent.has(keyword) || alternatives.some((alternative) => schemaPath.startsWith(alternative)))
      continue;
    const place = JSON.stringify([
      instancePath,
      propertyName ?? params.missingProperty ?? params.additionalProperty,
    ]);
    if (explained.has(place)) continue;
    explained.add(place);
    const below = pathOf(instancePath, value);
    issues.push(
      explainError(error, {
        value: valueAt(value, below),
        path: [...at, ...below],
        root,
        schema: schemaAround(schemaPath, schema),
        isRoot: schemaPath.split('/').length === 2,
      }),
    );
  }
  return issues;
}

function tooMany(at: JsonPath, root: string): SchemaIssue {
  return {
    at: { json: at },
    message: `More than ${mostIssues} things are wrong in ${nameOf(at, root)}; the first ${mostIssues} are reported.`,
    fix: 'Fix those, then check again.',
  };
}

type Context = { value: unknown; path: JsonPath; root: string; schema: Schema; isRoot: boolean };

function explainError({ keyword, params, propertyName }: SchemaError, context: Context): SchemaIssue {
  const { value, path, root, schema } = context;
  const name = nameOf(path, root);
  const issue = (message: string, fix: string): SchemaIssue => ({ at: { json: path }, message, fix });
  const aboutKey = (key: string, message: string, fix: string): SchemaIssue => ({
    at: { json: [...path, key], key: true },
    message,
    fix,
  });
  if (propertyName !== undefined) {
    const message = `Expected the key ${quote(propertyName)} of ${name} to be ${expectedBy(schema)}.`;
    return aboutKey(propertyName, message, `For example ${exampleText(schema)}.`);
  }
  switch (keyword) {
    case 'required': {
      const key = String(params.missingProperty);
      const message = `Expected ${nameOf([...path, key], root)}, which is missing.`;
      return issue(message, `Add ${pair(key, asRecord(own(asRecord(schema.properties), key)))}.`);
    }
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const where = path.length === 0 ? '' : ` in ${name}`;
      return aboutKey(key, `Unknown field ${quote(key)}${where}.`, instead(key, schema));
    }
    case 'uniqueItems': {
      const index = Math.max(Number(params.i), Number(params.j));
      return repeated([...path, index], valueAt(value, [index]), root);
    }
    case 'oneOf':
    case 'anyOf':
      return issue(`Expected ${name} to be ${expectedBy(schema)}.`, write(path, schema));
  }
  const limit = limits[keyword];
  if (limit !== undefined) {
    const [expected, fix] = limit(Number(params.limit), value);
    return issue(`Expected ${name} ${expected}.`, fix ?? write(path, schema));
  }
  const expected = expectedBy(schema, context.isRoot);
  const actual = keyword === 'type' ? typeFound(value) : shown(value);
  return issue(`Expected ${name} to be ${expected}, but it is ${actual}.`, write(path, schema, expected));
}

const fewest = (limit: number, value: unknown): [string] => [
  `to hold at least ${limit === 1 ? 'one' : limit}${sizeOf(value) === 0 ? ', but it is empty' : ''}`,
];
const most = (limit: number, value: unknown): [string, string] => [
  `to hold at most ${limit}, but it holds ${sizeOf(value)}`,
  `Keep the ${limit} that matter most.`,
];

/** What is expected of a size, and how to correct it where an example would not help. */
const limits: Readonly<Record<string, (limit: number, value: unknown) => [string, string?]>> = {
  minLength: (limit, value) => [
    value === ''
      ? 'not to be empty'
      : `to have at least ${count(limit, 'character')}, but it is ${quote(value)}`,
  ],
  maxLength: (limit, value) => [
    `to have at most ${count(limit, 'character')}, but it has ${[...String(value)].length}`,
    `Shorten it to ${count(limit, 'character')}.`,
  ],
  minItems: fewest,
  minProperties: fewest,
  maxItems: most,
  maxProperties: most,
};

/** Items of a list that repeat an earlier one, or hold the same text under a key, which a schema cannot say. */
export function repeatedItems(
  items: unknown,
  at: JsonPath,
  key?: string,
  { root, fold = (text) => text }: { root?: string; fold?: (text: string) => string } = {},
): SchemaIssue[] {
  const seen = new Set<string>();
  const issues: SchemaIssue[] = [];
  for (const [index, item] of (Array.isArray(items) ? items : []).entries()) {
    const value: unknown = key === undefined ? item : own(asRecord(item), key);
    if (typeof value !== 'string' || issues.length >= mostIssues) continue;
    if (seen.has(fold(value)))
      issues.push(repeated([...at, index, ...(key === undefined ? [] : [key])], value, root));
    seen.add(fold(value));
  }
  return issues;
}

/** The issue of a list's item that repeats an earlier one, or of a key in it that does. */
function repeated(path: JsonPath, value: unknown, root?: string): SchemaIssue {
  const list = path.slice(
    0,
    path.findLastIndex((key) => typeof key === 'number'),
  );
  const key = path.at(-1);
  const message =
    typeof key === 'string'
      ? `Two items of ${nameOf(list, root)} have the ${key} ${quote(value)}.`
      : `${quote(value)} appears twice in ${nameOf(list, root)}.`;
  return { at: { json: path }, message, fix: 'Remove one of the two, or change it.' };
}

/** What to write in place of an unknown key. */
function instead(key: string, { properties }: Schema): string {
  const known = Object.keys(asRecord(properties)).filter((name) => name !== '$schema');
  const meant = suggest(key, known);
  return meant === undefined
    ? `Remove it, or use one of ${known.map(quote).join(', ')}.`
    : `Write ${quote(meant)}, if that is what you mean.`;
}

/** What a schema expects, in words that complete "Expected … to be". */
function expectedBy(schema: Schema, isRoot = false): string {
  if (typeof schema.title === 'string' && !isRoot) return schema.title;
  if (Array.isArray(schema.enum))
    return `one of ${schema.enum.map((item) => JSON.stringify(item)).join(', ')}`;
  const types = [schema.type ?? []].flat().map((type) => typeWords[String(type)] ?? String(type));
  return `${types.join(' or ')}${boundsOf(schema)}`;
}

function boundsOf({ minimum, maximum, exclusiveMinimum }: Schema): string {
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  if (minimum === undefined) return maximum === undefined ? '' : ` up to ${maximum}`;
  return maximum === undefined ? ` from ${minimum} up` : ` from ${minimum} to ${maximum}`;
}

/** A value of the wrong type: its type, unless only the number is wrong. */
const typeFound = (value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? String(value) : kindOf(value);
const shown = (value: unknown) =>
  typeof value === 'string' ? quote(value) : typeof value === 'number' ? String(value) : kindOf(value);
const sizeOf = (value: unknown) => Object.keys(Object(value)).length;

/** What to type for a value. */
function write(path: JsonPath, schema: Schema, expected = expectedBy(schema)): string {
  const key = path.at(-1);
  if (schema.type === 'boolean')
    return `Write ${typeof key === 'string' ? `${quote(key)}: ` : ''}true or false.`;
  const example = exampleText(schema);
  if (example === undefined || Array.isArray(schema.enum)) return `Write ${expected}.`;
  return `For example ${typeof key === 'string' ? pair(key, schema) : example}.`;
}

function pair(key: string, schema: Schema): string {
  const example = exampleText(schema);
  return `${quote(key)}${example === undefined ? '' : `: ${example}`}`;
}

/** The example of a schema as JSON on one line: `{ "name": "Your Name" }`. */
function exampleText(schema: Schema): string | undefined {
  const text = JSON.stringify(exampleOf(schema), null, 1);
  return text?.replace(/\s*\n\s*/g, ' ').replace(/\[ | \]/g, (bracket) => bracket.trim());
}

/** What a schema gives as its example, or one that is made of the examples of what it requires. */
function exampleOf(schema: Schema): unknown {
  if (Array.isArray(schema.examples)) return schema.examples[0] as unknown;
  if (Array.isArray(schema.enum)) return schema.enum[0] as unknown;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'array') {
    const item = exampleOf(asRecord(schema.items));
    return item === undefined ? undefined : [item];
  }
  if (schema.type !== 'object' || !Array.isArray(schema.required) || schema.required.length === 0)
    return undefined;
  const properties = asRecord(schema.properties);
  return Object.fromEntries(
    schema.required.map((key) => [String(key), exampleOf(asRecord(own(properties, String(key)))) ?? '…']),
  );
}

/** `"owner.name"` or `"tags[2]"`; what the whole value is called, for itself. */
function nameOf(path: JsonPath, root = 'the file'): string {
  return path.length === 0 ? root : quote(label(path));
}

/** A JSON pointer as keys and indexes. https://www.rfc-editor.org/rfc/rfc6901 */
function pathOf(pointer: string, value: unknown): JsonPath {
  const path: (string | number)[] = [];
  let at = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(at) ? Number(key) : key;
    path.push(step);
    at = valueAt(at, [step]);
  }
  return path;
}

function valueAt(value: unknown, path: JsonPath): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

/** The schema that holds the keyword that failed. */
function schemaAround(schemaPath: string, schema: Schema): Schema {
  const pointer = decodeURIComponent(schemaPath.replace(/^[^#]*#/, '').replace(/\/[^/]*$/, ''));
  return asRecord(valueAt(schema, pathOf(pointer, schema)));
}
