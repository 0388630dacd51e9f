import type { JsonPath } from '../../plugin/json.ts';
import { count, quote } from '../diagnostic.ts';
import { suggest } from '../text/names.ts';
import type { SchemaError } from './schemas/validate-config.js';

/** What is wrong at one place of a JSON value. */
export type SchemaProblem = {
  /** One sentence, the value quoted. */
  message: string;
  fix: string;
  /** Leads to the value; with `key`, to the key itself. */
  path: JsonPath;
  key?: true;
};

/** What the patterns of the schemas ask for, in words and by an example. A test holds this against the schema. */
export const patternWords: Readonly<Record<string, { words: string; example: string }>> = {
  '^[a-z0-9]+(?:-[a-z0-9]+)*$': { words: 'lower-case words joined by hyphens', example: '"two-words"' },
  '^(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)*$': {
    words: 'a bare lower-case host name, with "*." in front for all below it',
    example: '"*.example.com"',
  },
  '^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$': { words: 'a GitHub login', example: '"octocat"' },
  '^[A-Za-z0-9](?:-?[A-Za-z0-9])*/[A-Za-z0-9._-]+$': {
    words: '"owner/name" on GitHub',
    example: '"octocat/plugins"',
  },
  '^[^@\\s]+@[^@\\s]+$': { words: 'an e-mail address', example: '"someone@example.com"' },
  '^https?://': { words: 'an address that starts with "https://"', example: '"https://example.com"' },
  '^https?://[^\\s?#]+/$': {
    words: 'an address that starts with "https://" and ends with a slash',
    example: '"https://example.com/plugins/"',
  },
  '^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[A-Za-z0-9][A-Za-z0-9._-]*)?$': {
    words: 'the name of a plugin, or "name@marketplace"',
    example: '"audit-logger"',
  },
};

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/** Most problems of one value that are worth saying. */
const most = 20;

/**
 * Says in our words what a compiled schema found wrong with a value.
 * @param schema the schema itself, to name the keys that it knows
 */
export function explainSchemaErrors(
  errors: readonly SchemaError[],
  value: unknown,
  schema: unknown,
): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const error of errors) {
    if (problems.length >= most) break;
    const problem = explain(error, value, schema);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

function explain(error: SchemaError, value: unknown, schema: unknown): SchemaProblem | undefined {
  const path = pathOf(error.instancePath, value);
  const at = valueAt(value, path);
  const name = nameOf(path);
  const { params } = error;
  const limit = Number(params.limit);
  const problem = (message: string, fix: string): SchemaProblem => ({ message, fix, path });
  switch (error.keyword) {
    case 'required': {
      const key = String(params.missingProperty);
      return problem(`Expected ${name} to have ${quote(key)}.`, `Add ${quote(key)}.`);
    }
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const known = knownKeys(error.schemaPath, schema);
      const meant = suggest(key, known);
      return {
        message: `Unknown key ${quote(key)}${path.length === 0 ? '' : ` in ${name}`}.`,
        fix:
          meant === undefined
            ? `Remove it, or use one of: ${known.join(', ')}.`
            : `Write "${meant}", if that is what is meant.`,
        path: [...path, key],
        key: true,
      };
    }
    case 'propertyNames':
      // The error of the key itself comes besides.
      return undefined;
    case 'type': {
      const wanted = [params.type].flat().map((type) => typeWords[String(type)] ?? String(type));
      return problem(
        `Expected ${name} to be ${wanted.join(' or ')}, and it is ${quote(at)}.`,
        `Write ${wanted.join(' or ')}.`,
      );
    }
    case 'enum': {
      const allowed = Array.isArray(params.allowedValues)
        ? params.allowedValues.map((item) => JSON.stringify(item))
        : [];
      return problem(
        `Expected ${name} to be one of ${allowed.join(', ')}, and it is ${quote(at)}.`,
        `Write one of ${allowed.join(', ')}.`,
      );
    }
    case 'pattern': {
      const wanted = patternWords[String(params.pattern)];
      const isKey = error.propertyName !== undefined;
      const what = wanted?.words ?? 'in another form';
      return {
        message: isKey
          ? `Expected the key ${quote(error.propertyName)} to be ${what}.`
          : `Expected ${name} to be ${what}, and it is ${quote(at)}.`,
        fix: wanted === undefined ? 'See the description in the schema.' : `For example ${wanted.example}.`,
        path: isKey ? [...path, String(error.propertyName)] : path,
        ...(isKey ? { key: true } : {}),
      };
    }
    case 'minLength':
      return problem(
        at === ''
          ? `Expected ${name} not to be empty.`
          : `Expected ${name} to have ${limit} characters or more, and it is ${quote(at)}.`,
        `Write ${count(limit, 'character')} or more.`,
      );
    case 'maxLength':
      return problem(
        `Expected ${name} to have at most ${count(limit, 'character')}, and it has ${String(at).length}.`,
        `Shorten it to ${count(limit, 'character')}.`,
      );
    case 'minItems':
    case 'minProperties':
      return problem(`Expected ${name} to hold ${limit} or more.`, `Add ${limit} or more.`);
    case 'maxItems':
      return problem(
        `Expected ${name} to hold at most ${limit}, and it holds ${Array.isArray(at) ? at.length : 'more'}.`,
        `Keep the ${limit} that matter most.`,
      );
    case 'uniqueItems': {
      const index = Math.max(Number(params.i), Number(params.j));
      return {
        ...problem(`${quote(valueAt(at, [index]))} stands twice in ${name}.`, 'Remove one of them.'),
        path: [...path, index],
      };
    }
    case 'minimum':
      return problem(
        `Expected ${name} to be ${limit} or more, and it is ${quote(at)}.`,
        `Write ${limit} or more.`,
      );
    case 'maximum':
      return problem(
        `Expected ${name} to be at most ${limit}, and it is ${quote(at)}.`,
        `Write ${limit} or less.`,
      );
    default:
      return problem(
        `Expected ${name} to have another form than ${quote(at)}.`,
        'See the description in the schema.',
      );
  }
}

/** `"owner.name"` or `"tags[2]"`; the file itself for the whole value. */
function nameOf(path: JsonPath): string {
  if (path.length === 0) return 'the file';
  const text = path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
  return quote(text);
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

/** The keys that stand beside the keyword that failed: `#/properties/owner/additionalProperties` or `#/$defs/author/additionalProperties`. */
function knownKeys(schemaPath: string, schema: unknown): string[] {
  const parent = valueAt(schema, pathOf(schemaPath.replace(/^[^#]*#/, '').replace(/\/[^/]*$/, ''), schema));
  const properties = valueAt(parent, ['properties']);
  return typeof properties === 'object' && properties !== null
    ? Object.keys(properties).filter((key) => key !== '$schema')
    : [];
}
