import { describe, expect, it } from 'vitest';
import { depthOf, duplicateKeys, mayHaveDuplicateKeys, parseJson, placesIn } from './json.ts';

describe('parseJson', () => {
  it.each<[string, unknown]>([
    ['{ "a": [1, null, "b"] }', { a: [1, null, 'b'] }],
    ['5', 5],
    [' "x" \r\n', 'x'],
    ['{ "a": 1, "a": 2 }', { a: 2 }],
    ['{ "a": "\\ud800" }', { a: '\ud800' }],
  ])('reads %s', (text, value) => {
    expect(parseJson(text)).toEqual({ ok: true, value, text });
  });

  it.each([
    ['', 'the file is empty', 0],
    [' \n ', 'the file is empty', 0],
    ['{', 'ends before its last value is closed', 1],
    ['{ "a": "b', 'ends before its last value is closed', 9],
    ['[[1, 2]\n\n', 'ends before its last value is closed', 7],
    ['[1, 2,]', 'a comma after the last value', 5],
    ['{ "a": 1, }', 'a comma after the last value', 8],
    ['{ "a": , }', 'a "," where a value should be', 7],
    ['// hello\n{}', 'comments are not part of JSON', 0],
    ['{ /* a */ }', 'comments are not part of JSON', 2],
    ["{ 'a': 1 }", 'double quotes', 2],
    ["['a']", 'double quotes', 1],
    ['{ "a": "b\tc" }', 'a raw line break, tab or control character', 9],
    ['\ufeff{}', 'byte order mark', 0],
    ['{ "a": 1 "b": 2 }', 'a comma is missing', 9],
    ['[1 2]', 'a comma is missing', 3],
    ['{ "a" { } }', 'a colon is missing', 6],
    ['NaN', '"N" is not expected here', 0],
    ['{ "a": tru }', 'none of true, false and null', 10],
    ['[fals\n]', 'none of true, false and null', 5],
    ['[true x]', '"x" is not expected here', 6],
    ['{ "a": position 3 }', '"p" is not expected here', 7],
    ['{} x', '"x" is not expected here', 3],
    ['[\u202e]', 'the character U+202E is not expected here', 1],
    ['["\u0001"]', 'control character', 2],
    ['[\u0000]', 'it is not UTF-8 text but seems to be UTF-16', 1],
    ['\ufffd\ufffd{\u0000"\u0000', 'it is not UTF-8 text but seems to be UTF-16', 0],
    ['[\ufffd]', 'it is not UTF-8 text', 1],
    ['{ "one": "a\u0000b" }', 'control character', 11],
  ])('says of %j what is wrong, and where', (text, words, offset) => {
    const result = parseJson(text);
    expect(result).toMatchObject({ ok: false, offset });
    expect(result.ok ? '' : result.message).toContain(words);
  });

  it.each([
    ['', 'Write at least {} into it.'],
    ['{', 'Write "}" at the end: the "{" of line 1 is still open.'],
    ['{\n  "a": [\n    1', 'Write "]}" at the end: the "[" of line 2 is still open.'],
    [
      '{\n  "a": [1],',
      'Write what is missing after the last ",", then "}" at the end: the "{" of line 1 is still open.',
    ],
    [
      '{ "a":',
      'Write what is missing after the last ":", then "}" at the end: the "{" of line 1 is still open.',
    ],
    ['{ "a": "}]', 'Write a double quote at the end of the string that begins in line 1.'],
    ['['.repeat(9), 'Write 9 closing brackets at the end: the "[" of line 1 is still open.'],
    ['tru', 'Write the value to its end.'],
    ['{ "a": 1, }', 'Remove the comma.'],
    ['{\n  "a": 1\n  "b": 2\n}', 'Write "," at the end of line 2.'],
    ['{ "a" { } }', 'Write ":" at the end of line 1.'],
    ['{ a: 1 }', 'Remove "a", or write it inside double quotes.'],
    ['\ufffd\ufffd{', 'Save the file as UTF-8.'],
  ])('says of %j how to correct it', (text, fix) => {
    expect(parseJson(text)).toMatchObject({ ok: false, fix });
  });

  it('never shows what is hidden', () => {
    for (let code = 0; code < 0x300; code++) {
      const result = parseJson(`[${String.fromCharCode(code)}`);
      expect(result.ok ? '' : `${result.message}${result.fix}`).toMatch(/^[ -~]*$/);
    }
  });

  it('takes neither a deep nor a long text to heart', () => {
    const deep = 100_000;
    expect(parseJson('['.repeat(deep) + ']'.repeat(deep)).ok).toBe(true);
    expect(parseJson('['.repeat(deep))).toMatchObject({ ok: false, offset: deep });
    expect(parseJson(`[${'1,'.repeat(1 << 18)}]`)).toMatchObject({ ok: false, offset: 0 });
  });
});

describe('the position of an offset', () => {
  const text = 'a\nbc\r\n\nd';

  it.each([
    [0, 1, 1],
    [1, 1, 2],
    [2, 2, 1],
    [4, 2, 3],
    [6, 3, 1],
    [7, 4, 1],
    [8, 4, 2],
    [99, 4, 2],
    [-1, 1, 1],
  ])('offset %i is %i:%i', (offset, line, column) => {
    expect(placesIn(text).positionAt(offset)).toEqual({ line, column });
  });

  it('does not depend on the order in which offsets are asked for', () => {
    const places = placesIn(text);
    expect([7, 2, 0, 8, 4].map((offset) => places.positionAt(offset).line)).toEqual([4, 2, 1, 4, 2]);
  });
});

describe('the offset of a value', () => {
  const text = '{ "a": { "b": [10, 20] }, "c": 1, "c": 2 }';

  it.each<[(string | number)[], string]>([
    [[], '{'],
    [['a'], '{ "b"'],
    [['a', 'b', 1], '20'],
    [['c'], '2 }'],
    [['a', 'gone', 'x'], '{ "b"'],
    [['a', 'b', 'no index'], '[10'],
    [['constructor'], '{ "a"'],
  ])('%j leads to %s', (path, start) => {
    expect(text.slice(placesIn(text).offsetOf(path))).toMatch(
      new RegExp(`^${start.replace(/[[{]/g, '\\$&')}`),
    );
  });

  it('leads to keys', () => {
    expect(text.slice(placesIn(text).offsetOf(['a', 'b'], 'key'))).toMatch(/^"b"/);
    expect(text.slice(placesIn(text).offsetOf(['c'], 'key'))).toMatch(/^"c": 2/);
  });

  it('gives up on text that nests too deep for its parser', () => {
    expect(placesIn(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`).offsetOf(['a'])).toBe(0);
  });
});

it('finds the line of a value by a string that the text has once, else by its path', () => {
  const text = '{\n "a": {\n  "x": "run"\n },\n "b": {\n  "x": "stop"\n },\n "c": {\n  "x": "stop"\n }\n}';
  expect(placesIn(text).lineOf(['a'], 'run')).toBe(3);
  expect(placesIn(text).lineOf(['c'], 'stop')).toBe(8);
  expect(placesIn(text).lineOf(['c', 'x'], undefined)).toBe(9);
  expect(placesIn(text).lineOf(['b'], '')).toBe(5);
});

describe('duplicateKeys', () => {
  it.each([
    ['{"a":1,"a":2}', [['a', 7]]],
    ['{ "a" : 1 , "\\u0061"\n:2 }', [['a', 12]]],
    ['[{"a":1},{"a":1}]', []],
    ['{"a":{"a":{"a":1}}}', []],
    ['{"a":"\\"a\\":","b":"a"}', []],
    ['{"a":["a","a"],"b":"a"}', []],
    [
      '{"a":{"b":1,"b":2},"a":3,"a":4}',
      [
        ['b', 12],
        ['a', 19],
        ['a', 25],
      ],
    ],
    ['{"":1,"":2}', [['', 6]]],
    ['{"__proto__":1,"__proto__":2}', [['__proto__', 15]]],
    ['5', []],
  ])('of %s are %j', (text, expected) => {
    expect(duplicateKeys(text).map(({ key, offset }) => [key, offset])).toEqual(expected);
    // The cheap question may say yes too often, and never no where there are some.
    if (expected.length > 0) expect(mayHaveDuplicateKeys(text, JSON.parse(text))).toBe(true);
  });

  it('are asked for cheaply', () => {
    for (const text of ['{"a":1,"b":{"a":[":",{"c":2}]}}', '[]', '"a:b"']) {
      expect(mayHaveDuplicateKeys(text, JSON.parse(text))).toBe(false);
    }
  });
});

it('measures how deep a text nests, strings apart', () => {
  expect(depthOf('{"a":[1,{"b":"[[[["}]}')).toBe(3);
  expect(depthOf('"\\"[["')).toBe(0);
  expect(depthOf('[][][]')).toBe(1);
});
