import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateTypes } from './schemas.ts';

const root = join(import.meta.dirname, '..');

test('the generated types are those of the schemas: "npm run schemas" updates them', () => {
  const files = generateTypes(root);
  expect(files.size).toBeGreaterThan(0);
  for (const [path, text] of files)
    expect(readFileSync(join(root, path), 'utf8') === text, `${path} is out of date`).toBe(true);
});

test('the command writes only where it is asked for nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    for (const path of ['src/plugin/schemas', 'src/check/config/schemas'])
      cpSync(join(root, path), join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'marketplace.config.json'), '{}');
    const types = join(folder, 'src/plugin/schemas/listing.d.ts');
    const before = readFileSync(types, 'utf8');
    writeFileSync(types, 'old');
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(root, 'scripts/schemas.ts'), '--root', folder, ...args], {
        encoding: 'utf8',
      });
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /) });
    expect(run('-h')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /) });
    for (const odd of ['--check', 'listing'])
      expect(run(odd)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--help') });
    expect(readFileSync(types, 'utf8')).toBe('old');
    expect(run()).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(types, 'utf8')).toBe(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
