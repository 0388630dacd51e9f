import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileSchemas } from './schemas.ts';

const root = join(import.meta.dirname, '..');

test('the compiled schemas are those of the schemas: "node scripts/schemas.ts" brings them up to date', () => {
  const modules = compileSchemas(root);
  expect(modules.size).toBeGreaterThan(0);
  for (const [path, text] of modules) {
    expect(readFileSync(join(root, path), 'utf8') === text, `${path} is out of date`).toBe(true);
    expect(text).not.toContain('require(');
  }
});

test('the command writes only where it is asked for nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    for (const name of ['plugin', 'check'])
      cpSync(join(root, 'src', name, 'schemas'), join(folder, 'src', name, 'schemas'), { recursive: true });
    const module = join(folder, 'src/plugin/schemas/validate-listing.js');
    const before = readFileSync(module, 'utf8');
    writeFileSync(module, 'old');
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(root, 'scripts/schemas.ts'), '--root', folder, ...args], {
        encoding: 'utf8',
      });
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /) });
    expect(run('-h')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /) });
    for (const odd of ['--check', 'listing'])
      expect(run(odd)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage: ') });
    expect(readFileSync(module, 'utf8')).toBe('old');
    expect(run()).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(module, 'utf8')).toBe(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
