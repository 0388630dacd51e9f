import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('text-invisible-character', () => {
  it.each([
    ['a zero-width space', 'pass\u200bword', 'U+200B'],
    ['a soft hyphen', 'pass\u00adword', 'U+00AD'],
    ['a filler', 'a\u3164b', 'U+3164'],
    ['a private character', '\ue0a0 main', 'U+E0A0'],
    ['a private character of a high plane', '\u{f0001}', 'U+F0001'],
    ['a byte order mark inside', 'a\ufeffb', 'U+FEFF'],
    ['an escape', 'a\u001b[2Kb', 'U+001B'],
    ['a backspace', 'a\bb', 'U+0008'],
    ['a null', 'a\0b', 'U+0000'],
    ['a carriage return alone', 'good\rbad!\n', 'U+000D'],
    ['a control of the second set', 'a\u009bb', 'U+009B'],
    ['a joiner where nothing joins', 'a\u200db', 'U+200D'],
    ['a mark of direction among Latin', 'a\u200eb', 'U+200E'],
  ])('finds %s', async (_, text, code) => {
    const found = await diagnose(rule, { 'notes.md': text });
    expect(found).toMatchObject([
      { message: expect.stringContaining('Expected only visible characters, but this is') },
    ]);
    expect(found[0]?.message).toContain(code);
  });

  it.each([
    'First\r\nSecond\r\n',
    'tab\tand form\n',
    'می‌خواهم',
    '❤️ 👩‍💻',
    'שלום\u200f!',
    'ไทย\u200bไทย',
    'naïve “quotes” — …',
    'A line\u2028another',
    // An emoji was removed, its selector was not.
    '# \ufe0f WARNING',
  ])('lets %j be', async (text) => {
    expect(await diagnose(rule, { 'notes.md': text })).toEqual([]);
  });

  it.each([
    ['a terminal’s escape', '\\u001b[31mred', 'U+001B'],
    ['half a character', 'a\\ud800', 'U+D800'],
    ['a zero-width space', 'pass\\u200bword', 'U+200B'],
    ['a control of the second set', 'a\\u009bb', 'U+009B'],
  ])('finds %s that a manifest writes as an escape', async (_, text, code) => {
    const manifest = `{ "name": "demo",\n"description": "${text}" }`;
    const found = await diagnose(rule, { '.claude-plugin/plugin.json': manifest });
    expect(found).toMatchObject([{ file: '.claude-plugin/plugin.json', line: 2 }]);
    expect(found[0]?.message).toContain(code);
  });

  it.each(['one\\ntwo\\tthree\\r\\n', '\\u00e9 \\ud83d\\ude00 \\u2764\\ufe0f', '\\\\u001b', 'a \\"b\\"'])(
    'lets a manifest write %s',
    async (text) => {
      const manifest = `{ "name": "demo", "description": "${text}" }`;
      expect(await diagnose(rule, { '.claude-plugin/plugin.json': manifest })).toEqual([]);
    },
  );

  it('leaves deception to the rule that nobody can waive', async () => {
    expect(await diagnose(rule, { 'notes.md': 'a\u202eb' })).toEqual([]);
  });

  it('says it once a file', async () => {
    expect(await diagnose(rule, { 'notes.md': 'a\u200bb'.repeat(100_000) })).toMatchObject([
      { message: 'Expected only visible characters, but this is U+200B, which draws nothing.' },
    ]);
  });
});
