import { type ReadmeExcess, readmeBounds, readmeExcess } from '../../../plugin/readme-bounds.ts';
import { pluginRule } from '../../rule.ts';

const { length, nesting, marks, emptyCells } = readmeBounds;

/** By what there is too much of: what is expected, and what to do. */
const words: Readonly<Record<ReadmeExcess['kind'], { message: string; fix: string }>> = {
  length: {
    message: `Expected a README of ${length} characters or fewer, but it goes on here.`,
    fix: 'Move the rest to a file that the README links to.',
  },
  nesting: {
    message: `Expected quotations and lists no more than ${nesting} deep, but on this line they can be deeper.`,
    fix: 'Begin the line with fewer spaces and marks.',
  },
  marks: {
    message: `Expected no more than ${marks} of "*", "_", "~" and "&" between two empty lines, but by this line there are more.`,
    fix: 'Put empty lines in between, or move the text to a file that the README links to.',
  },
  cells: {
    message: `Expected rows that lack no more than ${emptyCells} cells of their tables altogether, but by this line they lack more.`,
    fix: 'Give the table fewer columns, or end it with an empty line.',
  },
  tags: {
    message: 'Expected HTML that parses as fast as text, but by this line there are too many tags.',
    fix: 'Write it in Markdown, or move it to a file that the README links to.',
  },
};

export const rule = pluginRule(
  { id: 'readme-too-complex', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, report }) => {
    for (const { path, text } of source.files.values()) {
      if (text === undefined || !/^readme\.(?:md|markdown)$/i.test(path)) continue;
      const excess = readmeExcess(text);
      if (excess !== undefined) report({ file: path, at: { offset: excess.offset }, ...words[excess.kind] });
    }
  },
);
