import { describe, expect, test } from 'vitest';
import {
  editDistance,
  forgiven,
  letters,
  lettersApart,
  lettersMissing,
  startDistance,
} from './edit-distance.ts';

describe('the distance of two words', () => {
  test('is one more than what was asked for where it is greater', () => {
    expect(editDistance('network', 'logger', 2)).toBe(3);
    expect(editDistance('a'.repeat(300), 'b'.repeat(300), 2)).toBe(3);
  });

  test('of a beginning is that to the nearest beginning', () => {
    expect(startDistance('kuber', 'kubernetes', 2)).toBe(0);
    expect(startDistance('kubre', 'kubernetes', 2)).toBe(1);
    expect(startDistance('kbern', 'kubernetes', 2)).toBe(1);
    expect(startDistance('redis', 'kubernetes', 2)).toBe(3);
  });

  test('forgives nothing in short words', () => {
    expect([1, 3, 4, 7, 8, 20].map(forgiven)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  const pairs = [
    ['kuberntes', 'kubernetes'],
    ['logger', 'longer'],
    ['longer', 'logger'],
    ['abcd', 'efgh'],
  ] as const;

  test('is never smaller than half of the letters that only one has', () => {
    for (const [a, b] of pairs)
      expect(lettersApart(letters(a), letters(b))).toBeLessThanOrEqual(2 * editDistance(a, b, 9));
    expect(lettersApart(letters('abc'), letters('cba'))).toBe(0);
    expect(lettersApart(letters('abc'), letters('abd'))).toBe(2);
  });

  test('is never smaller than the letters that the other has not', () => {
    for (const [a, b] of pairs)
      expect(lettersMissing(letters(a), letters(b))).toBeLessThanOrEqual(editDistance(a, b, 9));
    expect(lettersMissing(letters('kube'), letters('kubernetes'))).toBe(0);
    expect(lettersMissing(letters('abcx'), letters('abcdef'))).toBe(1);
  });
});

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'xabc', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['abcd', 'badc', 2],
    ['', 'ab', 2],
    ['kubernetes', 'kubernetes', 0],
    ['kuberntes', 'kubernetes', 1],
    ['kubernetess', 'kubernetes', 1],
    ['kubernates', 'kubernetes', 1],
    ['kubrenetes', 'kubernetes', 1],
    ['kubrnts', 'kubernetes', 3],
  ])('of %j and %j is %i', (a, b, distance) => {
    expect(editDistance(a, b, 9)).toBe(distance);
    expect(editDistance(b, a, 9)).toBe(distance);
    for (let max = 0; max < 4; max++) expect(editDistance(a, b, max)).toBe(Math.min(distance, max + 1));
  });
});

test('editDistance within a bound is what a full table gives', () => {
  const words = [
    '',
    'a',
    'ab',
    'ba',
    'abc',
    'acb',
    'bca',
    'abab',
    'baba',
    'aabb',
    'abcabc',
    'acbacb',
    'bcabca',
    'abcdefgh',
    'badcfehg',
    'hgfedcba',
  ];
  for (const a of words) {
    for (const b of words) {
      const whole = fullDistance(a, b);
      for (let max = 0; max < 9; max++)
        expect(editDistance(a, b, max), `${a} ${b} ${max}`).toBe(Math.min(whole, max + 1));
    }
  }
});

/** The textbook's recurrence, with no bound and no band. */
function fullDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const swap = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    fullDistance(x, b) + 1,
    fullDistance(a, y) + 1,
    fullDistance(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1),
    swap ? fullDistance(a.slice(0, -2), b.slice(0, -2)) + 1 : Number.POSITIVE_INFINITY,
  );
}
