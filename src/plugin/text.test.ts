import { expect, test } from 'vitest';
import { attack } from '../../test/registries.ts';
import { byPath, byText, closed, formatBytes, oneLine, webAddress } from './text.ts';

test('texts are in the order of their code units, as on every machine', () => {
  expect(['b', 'a', 'é', 'B', 'a', '10', '9', ''].sort(byText)).toEqual([
    '',
    '10',
    '9',
    'B',
    'a',
    'a',
    'b',
    'é',
  ]);
  expect([{ path: 'a/b' }, { path: 'a-b' }].sort(byPath)).toEqual([{ path: 'a-b' }, { path: 'a/b' }]);
});

test('one line is one line, of at most so many characters, and whole ones', () => {
  expect(oneLine('  a\r\n\tb\u0000\u202ec  ', 10)).toBe('a b c');
  expect(oneLine('abcdef', 6)).toBe('abcdef');
  expect(oneLine('abcdefg', 6)).toBe('abcde…');
  expect(oneLine('abcd😀fg', 6)).toBe('abcd…');
  expect(oneLine('a\ud800b', 6)).toBe('a b');
  expect(oneLine(' '.repeat(100), 6)).toBe('');
  expect(oneLine(attack, 1000)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028]/u);
});

test.each([
  ['https://example.com/a b', 'https://example.com/a%20b'],
  ['http://example.com', 'http://example.com/'],
  ['javascript:alert(1)', undefined],
  [' JavaScript:alert(1)', undefined],
  ['java\nscript:alert(1)', undefined],
  ['https://user:secret@example.com/', undefined],
  ['https://:secret@example.com/', undefined],
  ['git+https://github.com/a/b.git', undefined],
  ['data:text/html,x', undefined],
  ['', undefined],
  ['example.com', undefined],
  [undefined, undefined],
])('links only to the web: %j', (text, address) => expect(webAddress(text)).toBe(address));

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

test('sizes in words', () => {
  expect([0, 1, 999, 1000, 25_310, 999_949, 999_950, 12_345_678].map(formatBytes)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1.0 KB',
    '25.3 KB',
    '999.9 KB',
    '1.0 MB',
    '12.3 MB',
  ]);
});
