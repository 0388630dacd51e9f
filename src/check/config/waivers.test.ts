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
  expect(read(JSON.stringify(waivers))).toEqual({ waivers, problems: [] });
  expect(read(JSON.stringify([{ ...waivers[0], more: 1 }]))).toEqual({ waivers: [waivers[0]], problems: [] });
  expect(read('[]')).toEqual({ waivers: [], problems: [] });
  expect(readWaivers(fixture({}).source)).toEqual({ waivers: [], problems: [] });
});

it.each(['{', '', '{}', '"x"', 'null'])('finds no waivers in %j, and says so', (text) => {
  const { waivers, problems } = read(text);
  expect(waivers).toEqual([]);
  expect(problems).toHaveLength(1);
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
  const { waivers, problems } = read(JSON.stringify([good, entry]));
  expect(waivers).toEqual([good]);
  expect(problems).toMatchObject([{ index: 1 }]);
});
