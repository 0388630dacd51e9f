import { expect, test } from 'vitest';
import { editDistance, nearestNames } from './edit-distance.ts';

test.each([
  ['', '', 0],
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['kubernetes', 'kuberntes', 1],
  ['kitten', 'sitting', 3],
  ['abcdefgh', 'zzzzzzzz', 5],
  ['a', 'abcdefgh', 5],
])('from %j to %j', (a, b, expected) => {
  expect(editDistance(a, b, 4)).toBe(expected);
});

test('the nearest names first, hyphens aside, and none that is far', () => {
  const names = ['network-logger', 'network-lodger', 'plugin-finder', 'net'];
  expect(nearestNames('networklogger', names, 3)).toEqual(['network-logger', 'network-lodger', 'net']);
  expect(nearestNames('plugin-findr', names, 3)).toEqual(['plugin-finder']);
  expect(nearestNames('finder', names, 3)).toEqual(['plugin-finder']);
  expect(nearestNames('something-else-entirely', names, 3)).toEqual([]);
});
