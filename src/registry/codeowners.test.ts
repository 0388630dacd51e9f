import { expect, test } from 'vitest';
import { codeownersText } from './codeowners.ts';

const rulesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('gives each folder to its maintainers and all else to the curators, sorted', () => {
  const maintainers = new Map([
    ['second', ['bob']],
    ['first', ['cleo_acme', 'Ada', 'ada']],
  ]);
  const text = codeownersText(maintainers, ['dan', 'cleo', 'acme/plugin-team']);
  expect(rulesOf(text)).toEqual([
    '* @acme/plugin-team @cleo @dan',
    '/plugins/first/ @ada @cleo_acme',
    '/plugins/second/ @bob',
  ]);
  expect(text.endsWith('@bob\n')).toBe(true);
  const turned = new Map([...maintainers].reverse());
  expect(codeownersText(turned, ['acme/plugin-team', 'cleo', 'dan'])).toBe(text);
});

test.each([
  ['a pattern', '*', ['eve']],
  ['a space', 'first @eve #', ['ada']],
  ['a line break', 'first\n* @eve', ['ada']],
  ['a way up', '..', ['eve']],
  ['a login with a line break', 'first', ['ada\n* @eve']],
  ['a login with a space', 'first', ['ada @eve']],
  ['an address', 'first', ['eve@example.com']],
  ['nobody', 'first', []],
])('leaves %s to the curators', (_, name, logins) => {
  expect(rulesOf(codeownersText(new Map([[name, logins]]), ['dan']))).toEqual(['* @dan']);
});

test('stays below what GitHub reads', () => {
  const many = new Map(
    Array.from({ length: 100_000 }, (_, at) => [`plugin-number-${at}`, [`maintainer-${at}`]]),
  );
  expect(rulesOf(codeownersText(many, ['dan']))).toEqual(['* @dan']);
  const fewer = new Map([...many].slice(0, 10_000));
  expect(rulesOf(codeownersText(fewer, ['dan']))).toHaveLength(10_001);
});
