import { expect, it } from 'vitest';
import { fixture } from '../../../test/check/rule-fixtures.ts';
import { readWaivers } from './waivers.ts';

const reason = 'A person has looked at it and lets it pass.';
const read = (text: string) => readWaivers(fixture({ 'waivers.json': text }).source);

it('reads what is waived, and why', () => {
  const waivers = [
    { rule: 'readme-too-short', file: 'README.md', reason },
    { rule: 'file-binary', file: '.', reason: 'x'.repeat(20) },
  ];
  const placed = waivers.map((waiver, index) => ({ ...waiver, index }));
  expect(read(JSON.stringify(waivers))).toEqual({ waivers: placed, issues: [] });
  expect(read(JSON.stringify([{ ...waivers[0], more: 1 }]))).toEqual({
    waivers: [{ ...placed[0], more: 1 }],
    issues: [],
  });
  expect(read('[]')).toEqual({ waivers: [], issues: [] });
  expect(readWaivers(fixture({}).source)).toEqual({ waivers: [], issues: [] });
});

it.each(['{', '', '{}', '"x"', 'null'])('finds no waivers in %j, and says so', (text) => {
  const { waivers, issues } = read(text);
  expect(waivers).toEqual([]);
  // What is not JSON at all is reported apart.
  expect(issues).toHaveLength(text === '{' || text === '' ? 0 : 1);
});

it.each([
  null,
  5,
  'readme-too-short',
  [],
  {},
  { rule: 'a', file: 'b' },
  { rule: '', file: 'b', reason },
  { rule: 'a', file: ' ', reason },
  { rule: 5, file: 'b', reason },
  { rule: 'a', file: ['b'], reason },
  { rule: 'a', file: 'b', reason: 'x'.repeat(19) },
  { rule: 'a', file: 'b', reason: `x${' '.repeat(30)}` },
])('does not take %j for a waiver', (entry) => {
  const good = { rule: 'a', file: 'b', reason };
  const { waivers, issues } = read(JSON.stringify([good, entry]));
  expect(waivers).toEqual([{ ...good, index: 0 }]);
  expect(new Set(issues.map(({ at }) => at.json[0]))).toEqual(new Set([1]));
});
