import { expect, test } from 'vitest';
import { nearestNames } from './nearest-names.ts';

test('the nearest names first, hyphens aside, and none that is far', () => {
  const names = ['network-logger', 'network-lodger', 'plugin-finder', 'net'];
  expect(nearestNames('networklogger', names, 3)).toEqual(['network-logger', 'network-lodger', 'net']);
  expect(nearestNames('plugin-findr', names, 3)).toEqual(['plugin-finder']);
  expect(nearestNames('finder', names, 3)).toEqual(['plugin-finder']);
  expect(nearestNames('Network Lodger', names, 1)).toEqual(['network-lodger']);
  expect(nearestNames('netwrok-loger', names, 1)).toEqual(['network-logger']);
  expect(nearestNames('', names, 3)).toEqual([]);
  expect(nearestNames('something-else-entirely', names, 3)).toEqual([]);
});
