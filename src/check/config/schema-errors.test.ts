import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { patternWords } from './schema-errors.ts';

test('every pattern that an owner may break has words and an example that keeps it', () => {
  const patterns = new Set<string>();
  const path = new URL('schemas/marketplace-config.schema.json', import.meta.url);
  JSON.parse(readFileSync(path, 'utf8'), (key, value: unknown) => {
    if (key === 'pattern' && typeof value === 'string') patterns.add(value);
    return value;
  });
  expect(patterns.size).toBeGreaterThan(4);
  expect(Object.keys(patternWords).sort()).toEqual([...patterns].sort());
  for (const [pattern, { example }] of Object.entries(patternWords)) {
    expect(JSON.parse(example)).toMatch(new RegExp(pattern, 'u'));
  }
});
