import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileSchemas } from './schemas.ts';

test('the compiled schemas are those of the schemas: "node scripts/schemas.ts" brings them up to date', () => {
  const root = join(import.meta.dirname, '..');
  const modules = compileSchemas(root);
  expect(modules.size).toBeGreaterThan(0);
  for (const [path, text] of modules) {
    expect(readFileSync(join(root, path), 'utf8') === text, `${path} is out of date`).toBe(true);
    expect(text).not.toContain('require(');
  }
});
