import type { JsonPath } from '../../plugin/json.ts';
import { quote } from '../diagnostic.ts';

/** One thing that is not as it should be, and where. */
export type ShapeIssue = {
  path: JsonPath;
  /** Whether the key itself is meant rather than its value. */
  key?: true;
  message: string;
  fix: string;
};

/** Says what is wrong with a value; nothing where it is as expected. `fix` is what to write. */
export type Shape = (value: unknown, path: JsonPath, report: (issue: ShapeIssue) => void) => void;

/** A path of keys as people write it: `hooks.Stop[0].type`. */
export function label(path: JsonPath): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** What a value is, in words: `a number`, `nothing`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'boolean':
      return 'true or false';
    case 'object':
      return 'an object';
    default:
      return `a ${typeof value}`;
  }
}

function wrong(path: JsonPath, expected: string, value: unknown, fix: string): ShapeIssue {
  const name = quote(label(path));
  return value === undefined
    ? { path: path.slice(0, -1), message: `Expected ${name}, which is missing.`, fix }
    : { path, message: `Expected ${name} to be ${expected}, but it is ${kindOf(value)}.`, fix };
}

/** A text; with `nonEmpty`, of at least one character; with `accepts`, one that it accepts. */
export function text(
  fix: string,
  options: { nonEmpty?: true; accepts?: { test(value: string): boolean; expected: string } } = {},
): Shape {
  return (value, path, report) => {
    if (typeof value !== 'string') report(wrong(path, 'a text', value, fix));
    else if (options.nonEmpty === true && value === '') {
      report({ path, message: `Expected ${quote(label(path))} not to be empty.`, fix });
    } else if (options.accepts !== undefined && !options.accepts.test(value)) {
      report({
        path,
        message: `Expected ${quote(label(path))} to be ${options.accepts.expected}, but it is ${quote(value)}.`,
        fix,
      });
    }
  };
}

/** A number within bounds. */
export function number(fix: string, bounds: { above?: number; from?: number; integer?: true } = {}): Shape {
  const expected = `${bounds.integer === true ? 'a whole number' : 'a number'}${
    bounds.above !== undefined
      ? ` above ${bounds.above}`
      : bounds.from !== undefined
        ? ` from ${bounds.from} up`
        : ''
  }`;
  return (value, path, report) => {
    if (typeof value !== 'number') report(wrong(path, expected, value, fix));
    else if (
      (bounds.integer === true && !Number.isInteger(value)) ||
      (bounds.above !== undefined && value <= bounds.above) ||
      (bounds.from !== undefined && value < bounds.from)
    ) {
      report({ path, message: `Expected ${quote(label(path))} to be ${expected}, but it is ${value}.`, fix });
    }
  };
}

/** `true` or `false`. */
export function flag(fix: string): Shape {
  return (value, path, report) => {
    if (typeof value !== 'boolean') report(wrong(path, 'true or false', value, fix));
  };
}

/** One of a few texts. */
export function choice(values: readonly string[], fix: string): Shape {
  const expected = `one of ${values.map((value) => quote(value)).join(', ')}`;
  return (value, path, report) => {
    if (typeof value !== 'string') report(wrong(path, expected, value, fix));
    else if (!values.includes(value)) {
      report({
        path,
        message: `Expected ${quote(label(path))} to be ${expected}, but it is ${quote(value)}.`,
        fix,
      });
    }
  };
}

/** A list whose items all have one shape. */
export function listOf(item: Shape, fix: string): Shape {
  return (value, path, report) => {
    if (!Array.isArray(value)) report(wrong(path, 'a list', value, fix));
    else for (const [index, entry] of value.entries()) item(entry, [...path, index], report);
  };
}

/** An object whose values all have one shape. */
export function mapOf(
  item: Shape,
  fix: string,
  key?: { test(key: string): boolean; expected: string },
): Shape {
  return (value, path, report) => {
    if (!isObject(value)) {
      report(wrong(path, 'an object', value, fix));
      return;
    }
    for (const [name, entry] of Object.entries(value)) {
      if (key !== undefined && !key.test(name)) {
        report({
          path: [...path, name],
          key: true,
          message: `Expected the key ${quote(name)} of ${quote(label(path))} to be ${key.expected}.`,
          fix,
        });
      }
      item(entry, [...path, name], report);
    }
  };
}

/** An object with known fields. With `closed`, no others. */
export function objectOf(
  fields: {
    required?: Readonly<Record<string, Shape>>;
    optional?: Readonly<Record<string, Shape>>;
    closed?: true;
  },
  fix: string,
): Shape {
  return (value, path, report) => {
    if (!isObject(value)) {
      report(wrong(path, 'an object', value, fix));
      return;
    }
    for (const [name, shape] of Object.entries(fields.required ?? {})) {
      shape(Object.hasOwn(value, name) ? value[name] : undefined, [...path, name], report);
    }
    for (const [name, shape] of Object.entries(fields.optional ?? {})) {
      if (Object.hasOwn(value, name) && value[name] !== undefined)
        shape(value[name], [...path, name], report);
    }
    if (fields.closed !== true) return;
    const known = [...Object.keys(fields.required ?? {}), ...Object.keys(fields.optional ?? {})];
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      report({
        path: [...path, name],
        key: true,
        message: `Unknown field ${quote(name)} in ${quote(label(path))}.`,
        fix: `Remove it; the fields are ${known.map((field) => quote(field)).join(', ')}.`,
      });
    }
  };
}

/** Anything, for fields that are not looked at. */
export const anything: Shape = () => undefined;

/** One shape by what the value is; `expected` says which kinds there are. */
export function byKind(
  shapes: { text?: Shape; list?: Shape; object?: Shape; flag?: Shape; number?: Shape },
  expected: string,
  fix: string,
): Shape {
  return (value, path, report) => {
    const shape =
      typeof value === 'string'
        ? shapes.text
        : Array.isArray(value)
          ? shapes.list
          : isObject(value)
            ? shapes.object
            : typeof value === 'boolean'
              ? shapes.flag
              : typeof value === 'number'
                ? shapes.number
                : undefined;
    if (shape === undefined) report(wrong(path, expected, value, fix));
    else shape(value, path, report);
  };
}

/** Whether a value is an object that is not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Everything a shape says of a value. */
export function issuesOf(shape: Shape, value: unknown, path: JsonPath = []): ShapeIssue[] {
  const issues: ShapeIssue[] = [];
  shape(value, path, (issue) => issues.push(issue));
  return issues;
}
