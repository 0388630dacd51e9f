import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { readmeBounds } from '../../../plugin/readme-bounds.ts';
import { rule } from './rule.ts';

const { length, marks, emptyCells } = readmeBounds;

describe('readme-too-complex', () => {
  const table = (rows: number) => `|a|b|c|\n|-|-|-|\n${'x\n'.repeat(rows)}`;

  it.each([
    ['length', 'characters', `# a\n${'word\n'.repeat(length / 5)}`, length / 5 + 1],
    ['nesting', 'deep', `# a\n${'- '.repeat(100)}a\n`, 2],
    ['nesting by indentation', 'deep', `# a\n${' '.repeat(130)}- a\n`, 2],
    ['marks in a paragraph', 'empty lines', `# a\n${'a_\n'.repeat(marks + 1)}`, marks + 2],
    ['cells that lack', 'cells', `# a\n\n${table(emptyCells)}`, 5 + emptyCells / 2],
    ['tags', 'tags', `# a\n${'<div>'.repeat(10_000)}`, 2],
  ])('tells the line that has too much: %s', async (_, words, text, line) => {
    expect(await diagnose(rule, { 'README.md': text })).toMatchObject([
      { file: 'README.md', line, message: expect.stringContaining(words) },
    ]);
  });

  it('takes as much as the bound says', async () => {
    for (const text of [
      'word\n'.repeat(length / 5),
      table(emptyCells / 2),
      '> '.repeat(60),
      'a_\n'.repeat(marks),
      `${'a_\n'.repeat(marks)}\n${'a_\n'.repeat(marks)}`,
      '- a_b_c\n'.repeat(marks),
    ])
      expect(await diagnose(rule, { 'README.md': text })).toEqual([]);
  });

  it('looks at the README that the catalog shows', async () => {
    const deep = `${'>'.repeat(100)} a`;
    expect(await diagnose(rule, { 'README.md': null, 'readme.markdown': deep })).toMatchObject([
      { message: 'Expected quotations and lists no more than 60 deep, but on this line they can be deeper.' },
    ]);
    expect(await diagnose(rule, { 'docs/README.md': deep, 'README.txt': deep })).toEqual([]);
  });
});
