import { expect, test } from 'vitest';
import { attack } from '../../../test/registries.ts';
import { parseXml } from '../../../test/well-formed.ts';
import { closed, oneLine, safeJson, webAddress, xml } from './text.ts';

test('JSON keeps the value, and nothing that a page or a reader could stumble over', () => {
  const text = safeJson({ attack, list: [attack, undefined], absent: undefined });
  expect(JSON.parse(text)).toEqual({ attack, list: [attack, null] });
  expect(text).not.toMatch(/[<\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  expect(text).not.toMatch(/\p{Cc}/u);
  expect(text.isWellFormed()).toBe(true);
});

test('XML keeps what XML can hold', () => {
  const root = parseXml(`<a b="${xml(attack)}">${xml(attack)}</a>`);
  const expected = attack
    .toWellFormed()
    .replace(/[\p{Cc}\uffff]/gu, (one) => (one === '\n' ? one : '\ufffd'));
  expect(root.text).toBe(expected);
  expect(root.attributes.b).toBe(expected);
  expect(root.children).toEqual([]);
});

test('one line is one line, of at most so many characters, and whole ones', () => {
  expect(oneLine('  a\r\n\tb\u0000\u202ec  ', 10)).toBe('a b c');
  expect(oneLine('abcdef', 6)).toBe('abcdef');
  expect(oneLine('abcdefg', 6)).toBe('abcde…');
  expect(oneLine('abcd😀fg', 6)).toBe('abcd…');
  expect(oneLine(' '.repeat(100), 6)).toBe('');
  expect(oneLine(attack, 1000)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028]/u);
});

test.each([
  ['https://example.com/a b', 'https://example.com/a%20b'],
  ['http://example.com', 'http://example.com/'],
  ['javascript:alert(1)', undefined],
  ['https://user:secret@example.com/', undefined],
  ['data:text/html,x', undefined],
  ['example.com', undefined],
  [undefined, undefined],
])('the address %s', (text, address) => expect(webAddress(text)).toBe(address));

test.each([
  ['Superseded', 'Superseded.'],
  [' It lost files. ', 'It lost files.'],
  ['Cut off…', 'Cut off…'],
  ['Why not?', 'Why not?'],
  ['不再维护。', '不再维护。'],
  ['(It is.)', '(It is.)'],
  ['Use v2.0', 'Use v2.0.'],
  ['', ''],
])('%j as a sentence', (text, sentence) => expect(closed(text)).toBe(sentence));
