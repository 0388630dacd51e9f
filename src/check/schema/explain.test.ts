import { describe, expect, it } from 'vitest';
import { kindOf, label, repeatedItems, schemaIssues } from './explain.ts';
import { closed, flag, list, map, object, oneOfKinds, text } from './parts.ts';
import type { Schema } from './validator.ts';

const messages = (schema: Schema, value: unknown) =>
  schemaIssues(object({}, { it: schema }), { it: value }).map(({ message }) => message);
const fixes = (schema: Schema, value: unknown) =>
  schemaIssues(object({}, { it: schema }), { it: value }).map(({ fix }) => fix);

it.each<[(string | number)[], string]>([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 0, 'c'], 'a.b[0].c'],
  [[0, 1], '[0][1]'],
])('writes the path %j as %s', (path, expected) => {
  expect(label(path)).toBe(expected);
});

it.each<[unknown, string]>([
  [null, 'null'],
  [undefined, 'missing'],
  [[], 'a list'],
  [{}, 'an object'],
  ['', 'a string'],
  [false, 'true or false'],
  [0, 'a number'],
])('calls %j %s', (value, expected) => {
  expect(kindOf(value)).toBe(expected);
});

const whole: Schema = { type: 'integer', minimum: 0 };
const letter = { pattern: '^[a-z]$', title: 'one letter', examples: ['a'] };
const union: Schema = {
  type: ['string', 'array', 'object'],
  items: flag,
  additionalProperties: flag,
  title: 'a path, a list or an object',
  examples: ['./a'],
};
const source = oneOfKinds('type', {
  file: object({ path: text('./a') }),
  web: object({ url: text('https://a') }),
});

it.each<[string, Schema, unknown]>([
  ['a string', text('x'), ''],
  ['a number at its bound', whole, 0],
  ['true or false', flag, false],
  ['an empty list', list(flag), []],
  ['a map', map(flag), { a: true }],
  ['an object with unknown fields', object({ a: flag }, { b: flag }), { a: true, c: 1 }],
  ['a closed object', object({ a: flag }, {}, closed), { a: true }],
  ['each of several types', union, ['a', [true], { a: true }][1]],
  ['one of several kinds', source, { type: 'web', url: 'x' }],
])('says nothing of %s', (_, schema, value) => {
  expect(messages(schema, value)).toEqual([]);
});

describe('what is wrong, and what to type', () => {
  it.each<[Schema, unknown, string[], string[]]>([
    [text('a'), 5, ['Expected "it" to be a string, but it is a number.'], ['For example "it": "a".']],
    [{ type: 'string' }, 5, ['Expected "it" to be a string, but it is a number.'], ['Write a string.']],
    [text('a', { minLength: 1 }), '', ['Expected "it" not to be empty.'], ['For example "it": "a".']],
    [
      text('abc', { minLength: 3 }),
      'x',
      ['Expected "it" to have at least 3 characters, but it is "x".'],
      ['For example "it": "abc".'],
    ],
    [
      text('a', { maxLength: 2 }),
      '😀😀😀',
      ['Expected "it" to have at most 2 characters, but it has 3.'],
      ['Shorten it to 2 characters.'],
    ],
    [
      { type: 'string', ...letter },
      'xx',
      ['Expected "it" to be one letter, but it is "xx".'],
      ['For example "it": "a".'],
    ],
    [{ type: 'number' }, '5', ['Expected "it" to be a number, but it is a string.'], ['Write a number.']],
    [
      { type: 'number', exclusiveMinimum: 0, examples: [30] },
      0,
      ['Expected "it" to be a number above 0, but it is 0.'],
      ['For example "it": 30.'],
    ],
    [
      whole,
      -1,
      ['Expected "it" to be a whole number from 0 up, but it is -1.'],
      ['Write a whole number from 0 up.'],
    ],
    [
      whole,
      1.5,
      ['Expected "it" to be a whole number from 0 up, but it is 1.5.'],
      ['Write a whole number from 0 up.'],
    ],
    [
      { ...whole, maximum: 9 },
      10,
      ['Expected "it" to be a whole number from 0 to 9, but it is 10.'],
      ['Write a whole number from 0 to 9.'],
    ],
    [
      flag,
      'true',
      ['Expected "it" to be true or false, but it is a string.'],
      ['Write "it": true or false.'],
    ],
    [
      { enum: ['a', 'b'] },
      'c',
      ['Expected "it" to be one of "a", "b", but it is "c".'],
      ['Write one of "a", "b".'],
    ],
    [{ enum: ['a'] }, null, ['Expected "it" to be one of "a", but it is null.'], ['Write one of "a".']],
    [list(text('a')), {}, ['Expected "it" to be a list, but it is an object.'], ['For example "it": ["a"].']],
    [
      list(text('a')),
      ['x', 1, null],
      [
        'Expected "it[1]" to be a string, but it is a number.',
        'Expected "it[2]" to be a string, but it is null.',
      ],
      ['For example "a".', 'For example "a".'],
    ],
    [
      list(flag, { minItems: 1 }),
      [],
      ['Expected "it" to hold at least one, but it is empty.'],
      ['For example "it": [true].'],
    ],
    [
      list(flag, { maxItems: 1 }),
      [true, true],
      ['Expected "it" to hold at most 1, but it holds 2.'],
      ['Keep the 1 that matter most.'],
    ],
    [
      list({ type: 'string' }, { uniqueItems: true }),
      ['a', 'b', 'a'],
      ['"a" appears twice in "it".'],
      ['Remove one of the two, or change it.'],
    ],
    [map(flag), [], ['Expected "it" to be an object, but it is a list.'], ['Write an object.']],
    [
      map({}, { propertyNames: letter }),
      { bb: 1 },
      ['Expected the key "bb" of "it" to be one letter.'],
      ['For example "a".'],
    ],
    [
      object({ name: text('Ada'), tags: list(text('a')) }),
      null,
      ['Expected "it" to be an object, but it is null.'],
      ['For example "it": { "name": "Ada", "tags": ["a"] }.'],
    ],
    [object({ name: text('Ada') }), {}, ['Expected "it.name", which is missing.'], ['Add "name": "Ada".']],
    [
      object({ toString: flag }),
      {},
      ['Expected "it.toString", which is missing.'],
      ['Add "toString": true.'],
    ],
    [
      object({ name: text('a') }, { size: whole }, closed),
      { name: 'x', nmae: 1, zzz: 2 },
      ['Unknown field "nmae" in "it".', 'Unknown field "zzz" in "it".'],
      ['Write "name", if that is what you mean.', 'Remove it, or use one of "name", "size".'],
    ],
    [
      union,
      5,
      ['Expected "it" to be a path, a list or an object, but it is a number.'],
      ['For example "it": "./a".'],
    ],
    [union, [1], ['Expected "it[0]" to be true or false, but it is a number.'], ['Write true or false.']],
    [
      union,
      { a: 1 },
      ['Expected "it.a" to be true or false, but it is a number.'],
      ['Write "a": true or false.'],
    ],
    [
      {
        ...object({}, { a: {}, b: {} }),
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
        title: 'an object with "a" or "b"',
      },
      {},
      ['Expected "it" to be an object with "a" or "b".'],
      ['Write an object with "a" or "b".'],
    ],
    [
      source,
      { type: 'ftp' },
      ['Expected "it.type" to be one of "file", "web", but it is "ftp".'],
      ['Write one of "file", "web".'],
    ],
    [source, {}, ['Expected "it.type", which is missing.'], ['Add "type": "file".']],
    [
      source,
      { type: 'web', url: 5 },
      ['Expected "it.url" to be a string, but it is a number.'],
      ['For example "url": "https://a".'],
    ],
  ])('%#: %j', (schema, value, expected, toType) => {
    expect(messages(schema, value)).toEqual(expected);
    expect(fixes(schema, value)).toEqual(toType);
  });
});

it('points at what is there: the object around a missing field, the key of an unknown one', () => {
  const schema = object({ a: flag }, {}, closed);
  expect(schemaIssues(schema, { b: 1 }, { at: ['x'] }).map(({ at }) => at)).toEqual([
    { json: ['x'] },
    { json: ['x', 'b'], key: true },
  ]);
});

it('names the whole value as the caller calls it', () => {
  expect(schemaIssues(object({}), [], { root: 'the theme' })[0]?.message).toBe(
    'Expected the theme to be an object, but it is a list.',
  );
});

it('says one thing of each place, and writes out what cannot be seen', () => {
  expect(messages(text('a', { ...letter, minLength: 1 }), '')).toEqual(['Expected "it" not to be empty.']);
  expect(messages({ type: 'string', ...letter }, 'a\u202eb')).toEqual([
    'Expected "it" to be one letter, but it is "a\\u{202e}b".',
  ]);
});

it('stops at a hundred things, and says that there are more', () => {
  const issues = schemaIssues(list(flag), Array(1000).fill(0));
  expect(issues).toHaveLength(101);
  expect(issues[0]?.message).toBe('More than 100 things are wrong in the file; the first 100 are reported.');
  expect(repeatedItems(Array(1000).fill('a'), ['x'])).toHaveLength(100);
});

it('finds the items that repeat an earlier one', () => {
  expect(
    repeatedItems(['a', 'B', 5, 'b'], ['x'], undefined, { fold: (item) => item.toLowerCase() }),
  ).toMatchObject([{ at: { json: ['x', 3] }, message: '"b" appears twice in "x".' }]);
  expect(repeatedItems([{ id: 'a' }, {}, { id: 'a' }], ['x'], 'id')).toMatchObject([
    { at: { json: ['x', 2, 'id'] }, message: 'Two items of "x" have the id "a".' },
  ]);
  expect(repeatedItems('x', [])).toEqual([]);
});
