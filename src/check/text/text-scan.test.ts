import { expect, test } from 'vitest';
import { hiddenRuns, mayBeHidden } from './text-scan.ts';

test('the quick look before the search lets no character pass that the search finds', () => {
  let found = 0;
  const missed: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    const text = `a${String.fromCodePoint(code)}b`;
    const [run] = hiddenRuns(text);
    if (run === undefined) continue;
    found++;
    if (!mayBeHidden.test(text)) missed.push(code.toString(16));
  }
  expect(missed).toEqual([]);
  expect(found).toBeGreaterThan(130_000);
});

test('the quick look is worth it: it passes over what ordinary text in many scripts is written with', () => {
  expect(mayBeHidden.test('Café — “naïve” … Привет, καλημέρα, 世界. かな 한국어 עברית ✓ → 🚀')).toBe(false);
});
