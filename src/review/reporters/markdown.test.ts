import { markdownToMdast } from 'satteri';
import { describe, expect, test } from 'vitest';
import { code, difference, inline } from './markdown.ts';

type Node = { type: string; value?: string; lang?: string | null; children?: Node[] };

function only(markdown: string): Node {
  const root = markdownToMdast(markdown) as unknown as Node;
  expect(root.children).toHaveLength(1);
  return root.children?.[0] as Node;
}

describe('code', () => {
  test.each([
    'a',
    '`',
    '``',
    'a`b',
    '`a`',
    ' a ',
    '```` ` ```',
    '\\',
    '\\`',
    '<b>',
    '*a*',
    '[x](y)',
    '@who',
    '|',
  ])('%j is one span that holds it', (value) => {
    const paragraph = only(`Text ${code(value)} text.`);
    expect(paragraph.children?.map(({ type }) => type)).toEqual(['text', 'inlineCode', 'text']);
    expect(paragraph.children?.[1]?.value).toBe(value);
  });

  test('what cannot be seen is written out, and what is long is cut', () => {
    expect(code('a\u202eb')).toBe('`a\\u{202e}b`');
    expect(code('a\nb')).toBe('`a\\u{a}b`');
    expect(code('a\u00a0b')).toBe('`a\\u{a0}b`');
    expect(code('')).toBe('(empty)');
    expect(code('   ')).toBe('(empty)');
    expect(code('x'.repeat(500))).toBe(`\`${'x'.repeat(159)}…\``);
    expect(code('a\u0301\u0301\u0301\u0301')).toBe('`a\u0301\u0301\\u{301}\\u{301}`');
    expect(code('##[error]')).toBe('`#\\u{23}[error]`');
  });
});

test.each([
  ['a', 'b'],
  ['```', '````'],
  ['a\n```\n# b', '~~~'],
])('a difference from %j to %j is one block', (before, after) => {
  const block = only(difference(before, after));
  expect(block.type).toBe('code');
  expect(block.lang).toBe('diff');
  expect(block.value?.split('\n')).toHaveLength(2);
});

describe('sentences', () => {
  const said = (sentence: string) => inline([{ sentence }]);

  test('of ours keep their own words outside of code', () => {
    expect(said('Runs `date` by itself when `a:b` opens.')).toBe('Runs `date` by itself when `a:b` opens.');
    expect(said('Runs something (only for it), once.')).toBe('Runs something (only for it), once.');
  });

  test.each([
    'Names @somebody.',
    'Runs `a` for .x, see https://evil.example files.',
    'Odd ` quotes.',
    'Names www.evil.example.',
    'Says <b>.',
    'See #1.',
    'As in 1234567.',
    'Runs `` twice.',
    'Runs `a` and "b".',
    'One _two_ *three*',
  ])('that could mean something more are code as a whole: %s', (sentence) => {
    const paragraph = only(said(sentence));
    expect(paragraph.children?.map(({ type, value }) => [type, value])).toEqual([['inlineCode', sentence]]);
  });
});
