import { expect, test } from 'vitest';
import { versionStep } from './judge-version.ts';

test.each([
  ['1.0.0', '1.0.1', 'raised'],
  ['1.9.0', '1.10.0', 'raised'],
  ['1.0.0', '2.0.0', 'raised'],
  ['1.0.0', '1.0.0', 'same'],
  ['1.0.1', '1.0.0', 'lowered'],
  ['2.0.0', '1.9.9', 'lowered'],
  ['1.0.0', '1.0.0-rc.1', 'lowered'],
  ['1.0.0-rc.1', '1.0.0-rc.2', 'raised'],
  ['1.0.0-rc.1', '1.0.0', 'raised'],
  ['1.0.0+a', '1.0.0+b', 'same'],
  ['1.0.0', 'v1.0.0', 'same'],
  ['2026.11', '2026.12', 'unordered'],
  ['1.0.0', 'newest', 'unordered'],
  ['1.0.0', `1.0.0-${'a'.repeat(300)}`, 'unordered'],
  ['1.0.0', '01.0.1', 'unordered'],
  ['1.0.0', '99999999999.0.0', 'raised'],
])('from %s to %s is %s', (before, after, step) => {
  expect(versionStep(before, after)).toBe(step);
});
