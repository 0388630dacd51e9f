import { expect, test } from 'vitest';
import { contentPolicy } from './policy.ts';

test('lets in nothing but what the site itself has, and of code that is compiled the search engine', () => {
  const policy = contentPolicy();
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toMatch(/worker|blob:|data:|https?:|\*|'unsafe-(?:inline|eval)'/);
});
