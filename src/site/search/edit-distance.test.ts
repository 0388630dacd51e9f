import { describe, expect, test } from 'vitest';
import { distance, forgiven, letters, lettersApart, lettersMissing, startDistance } from './edit-distance.ts';

describe('the distance of two words', () => {
  test.each([
    ['kubernetes', 'kubernetes', 0],
    ['kuberntes', 'kubernetes', 1],
    ['kubernetess', 'kubernetes', 1],
    ['kubernates', 'kubernetes', 1],
    ['kubrenetes', 'kubernetes', 1],
    ['kubrnts', 'kubernetes', 3],
    ['', 'ab', 2],
    ['ab', '', 2],
  ])('of %s and %s is %i', (a, b, apart) => {
    expect(distance(a, b, 3)).toBe(apart);
    expect(distance(b, a, 3)).toBe(apart);
  });

  test('is one more than what was asked for where it is greater', () => {
    expect(distance('network', 'logger', 2)).toBe(3);
    expect(distance('a'.repeat(300), 'b'.repeat(300), 2)).toBe(3);
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

  test('is never smaller than half of the letters that only one has', () => {
    for (const [a, b] of [
      ['kuberntes', 'kubernetes'],
      ['logger', 'longer'],
      ['abcd', 'efgh'],
    ] as const)
      expect(lettersApart(letters(a), letters(b))).toBeLessThanOrEqual(2 * distance(a, b, 9));
    expect(lettersApart(letters('abc'), letters('cba'))).toBe(0);
    expect(lettersApart(letters('abc'), letters('abd'))).toBe(2);
  });

  test('is never smaller than the letters that the other has not', () => {
    for (const [a, b] of [
      ['kuberntes', 'kubernetes'],
      ['longer', 'logger'],
      ['abcd', 'efgh'],
    ] as const)
      expect(lettersMissing(letters(a), letters(b))).toBeLessThanOrEqual(distance(a, b, 9));
    expect(lettersMissing(letters('kube'), letters('kubernetes'))).toBe(0);
    expect(lettersMissing(letters('abcx'), letters('abcdef'))).toBe(1);
  });
});
