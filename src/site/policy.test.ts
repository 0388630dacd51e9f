import { expect, test } from 'vitest';
import { contentPolicy } from './policy.ts';

test('lets compiled code run where the search engine is, and there alone', () => {
  expect(contentPolicy(true)).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(contentPolicy(false)).toContain("script-src 'self';");
});

test.each([true, false])('lets in nothing but what the site itself has: %s', (hasEngine) => {
  const policy = contentPolicy(hasEngine);
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toMatch(/worker|blob:|data:|https?:|\*|'unsafe-(?:inline|eval)'/);
});
