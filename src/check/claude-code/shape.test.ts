import { describe, expect, it } from 'vitest';
import {
  anything,
  byKind,
  choice,
  flag,
  issuesOf,
  kindOf,
  label,
  listOf,
  mapOf,
  number,
  objectOf,
  type Shape,
  text,
} from './shape.ts';

const messages = (shape: Shape, value: unknown) =>
  issuesOf(shape, value, ['it']).map(({ message }) => message);

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
  ['', 'a text'],
  [false, 'true or false'],
  [0, 'a number'],
])('calls %j %s', (value, expected) => {
  expect(kindOf(value)).toBe(expected);
});

describe('what is as it should be', () => {
  it.each<[string, Shape, unknown]>([
    ['text', text(''), ''],
    [
      'text that is accepted',
      text('', { nonEmpty: true, accepts: { test: (value) => value === 'a', expected: '' } }),
      'a',
    ],
    ['a number', number(''), -1.5],
    ['a bounded number', number('', { above: 0, integer: true }), 1],
    ['a number at its bound', number('', { from: 0 }), 0],
    ['a flag', flag(''), false],
    ['a choice', choice(['a', 'b'], ''), 'b'],
    ['a list', listOf(flag(''), ''), [true]],
    ['an empty list', listOf(flag(''), ''), []],
    ['a map', mapOf(flag(''), ''), { a: true }],
    ['an object', objectOf({ required: { a: flag('') }, optional: { b: flag('') } }, ''), { a: true, c: 1 }],
    ['an object without what is optional', objectOf({ optional: { b: flag('') } }, ''), { b: undefined }],
    ['a closed object', objectOf({ required: { a: flag('') }, closed: true }, ''), { a: true }],
    ['anything', anything, undefined],
    ['one kind of several', byKind({ text: anything, list: anything }, '', ''), []],
  ])('%s', (_, shape, value) => {
    expect(messages(shape, value)).toEqual([]);
  });
});

describe('what is not', () => {
  it.each<[Shape, unknown, string[]]>([
    [text(''), 5, ['Expected "it" to be a text, but it is a number.']],
    [text(''), undefined, ['Expected "it", which is missing.']],
    [text('', { nonEmpty: true }), '', ['Expected "it" not to be empty.']],
    [
      text('', { accepts: { test: () => false, expected: 'a URL' } }),
      'x',
      ['Expected "it" to be a URL, but it is "x".'],
    ],
    [number(''), '5', ['Expected "it" to be a number, but it is a text.']],
    [number('', { above: 0 }), 0, ['Expected "it" to be a number above 0, but it is 0.']],
    [
      number('', { from: 0, integer: true }),
      -1,
      ['Expected "it" to be a whole number from 0 up, but it is -1.'],
    ],
    [number('', { integer: true }), 1.5, ['Expected "it" to be a whole number, but it is 1.5.']],
    [flag(''), 'true', ['Expected "it" to be true or false, but it is a text.']],
    [choice(['a', 'b'], ''), 'c', ['Expected "it" to be one of "a", "b", but it is "c".']],
    [choice(['a'], ''), null, ['Expected "it" to be one of "a", but it is null.']],
    [listOf(flag(''), ''), {}, ['Expected "it" to be a list, but it is an object.']],
    [
      listOf(flag(''), ''),
      [true, 1, 'x'],
      [
        'Expected "it[1]" to be true or false, but it is a number.',
        'Expected "it[2]" to be true or false, but it is a text.',
      ],
    ],
    [mapOf(flag(''), ''), [], ['Expected "it" to be an object, but it is a list.']],
    [
      mapOf(anything, '', { test: (key) => key === 'a', expected: '"a"' }),
      { b: 1 },
      ['Expected the key "b" of "it" to be "a".'],
    ],
    [objectOf({}, ''), null, ['Expected "it" to be an object, but it is null.']],
    [objectOf({ required: { a: flag('') } }, ''), {}, ['Expected "it.a", which is missing.']],
    [objectOf({ required: { toString: flag('') } }, ''), {}, ['Expected "it.toString", which is missing.']],
    [
      objectOf({ optional: { a: flag('') }, closed: true }, ''),
      { a: 1, b: 2 },
      ['Expected "it.a" to be true or false, but it is a number.', 'Unknown field "b" in "it".'],
    ],
    [byKind({ text: anything }, 'a path', ''), 5, ['Expected "it" to be a path, but it is a number.']],
    [byKind({ text: anything }, 'a path', ''), null, ['Expected "it" to be a path, but it is null.']],
  ])('%#: %j', (shape, value, expected) => {
    expect(messages(shape, value)).toEqual(expected);
  });
});

it('points at what is there: the object around a missing field, the key of a wrong key', () => {
  const shape = objectOf({ required: { a: flag('fix') }, closed: true }, '');
  expect(issuesOf(shape, { b: 1 }, ['x']).map(({ path, key }) => `${label(path)} ${key === true}`)).toEqual([
    'x false',
    'x.b true',
  ]);
});

it('names the fields there are to someone who wrote another', () => {
  const shape = objectOf({ required: { a: anything }, optional: { b: anything }, closed: true }, '');
  expect(issuesOf(shape, { a: 1, c: 2 })[0]?.fix).toBe('Remove it; the fields are "a", "b".');
});
