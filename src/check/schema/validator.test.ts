import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Schema, validatorOf } from './validator.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'validators-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const schema = (title = 'a'): Schema => ({ title, type: 'string', maxLength: 3, format: 'url' });
const agrees = (validate = validatorOf(schema(), folder)) => [
  validate('x:y'),
  validate('x'),
  validate('x:yz'),
];
const right = [true, false, false];
const kept = () => readdirSync(folder).map((name) => join(folder, name));

it('keeps what it compiled, one file a schema, and uses it again', () => {
  expect(agrees()).toEqual(right);
  expect(kept()).toHaveLength(1);
  const [file = ''] = kept();
  const written = readFileSync(file, 'utf8');
  expect(agrees()).toEqual(right);
  expect(readFileSync(file, 'utf8')).toBe(written);
  expect(agrees(validatorOf(schema('b'), folder))).toEqual(right);
  expect(kept()).toHaveLength(2);
});

it('loads what is kept without the compiler', () => {
  validatorOf(schema(), folder);
  const module = JSON.stringify(join(import.meta.dirname, 'validator.ts'));
  const code = `
    const { validatorOf } = await import(${module});
    const before = process.memoryUsage().heapUsed;
    const valid = validatorOf(${JSON.stringify(schema())}, ${JSON.stringify(folder)})('x:y');
    const loaded = Object.keys((await import('node:module')).default._cache).filter((path) => path.includes('/ajv/dist/2020'));
    console.log(JSON.stringify({ valid, loaded }));`;
  const run = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(JSON.parse(run)).toEqual({ valid: true, loaded: [] });
});

it.each<[string, (text: string) => string]>([
  ['cut short', (text) => text.slice(0, text.length / 2)],
  ['empty', () => ''],
  ['changed', (text) => text.replace('maxLength', 'maxLangth')],
  ['another program', () => '// 0000\nmodule.exports = () => true;\n'],
])('compiles again what is %s, and writes it again', (_, damage) => {
  agrees();
  const [file = ''] = kept();
  const written = readFileSync(file, 'utf8');
  writeFileSync(file, damage(written));
  expect(agrees()).toEqual(right);
  expect(readFileSync(file, 'utf8')).toBe(written);
});

it('does without a folder that it cannot write', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(agrees(validatorOf(schema(), join(file, 'below')))).toEqual(right);
  chmodSync(folder, 0o500);
  expect(agrees(validatorOf(schema('read-only'), folder))).toEqual(right);
  chmodSync(folder, 0o700);
});

it('lets several processes write at once', async () => {
  const module = JSON.stringify(join(import.meta.dirname, 'validator.ts'));
  const code = `const { validatorOf } = await import(${module});
    for (let n = 0; n < 5; n++) {
      const validate = validatorOf({ ...${JSON.stringify(schema())}, title: String(n) }, ${JSON.stringify(folder)});
      if (!validate('x:y') || validate('x')) process.exit(1);
    }`;
  const runs = Array.from({ length: 4 }, () =>
    once(spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' }), 'exit'),
  );
  expect((await Promise.all(runs)).map(([status]) => status as number)).toEqual([0, 0, 0, 0]);
  expect(kept()).toHaveLength(5);
  for (let n = 0; n < 5; n++) expect(agrees(validatorOf(schema(String(n)), folder))).toEqual(right);
  expect(kept()).toHaveLength(5);
});
