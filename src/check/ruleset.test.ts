import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgingPackages, rulesetHash } from './ruleset.ts';

const root = join(import.meta.dirname, '..', '..');

it('is one SHA-256, the same every time', () => {
  expect(rulesetHash()).toMatch(/^[0-9a-f]{64}$/);
  expect(rulesetHash()).toBe(rulesetHash());
});

it('counts every package that the readers and rules load', () => {
  const loaded = new Set<string>();
  for (const folder of ['src/plugin', 'src/check']) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:ts|js)$/.test(path) || /(?:\.test|\.d)\.ts$/.test(path)) continue;
      const code = readFileSync(join(root, folder, path), 'utf8');
      for (const [, name = ''] of code.matchAll(
        /(?:\bfrom |\bimport\(|\brequire\()'((?:@[\w-]+\/)?[\w-]+)[^']*'/g,
      )) {
        loaded.add(name);
      }
    }
  }
  // Node itself, and types, which are gone when the code runs.
  for (const name of ['node', '@secretlint/types']) loaded.delete(name);
  expect(loaded.size).toBeGreaterThan(2);
  expect(judgingPackages).toEqual(expect.arrayContaining([...loaded]));
});
