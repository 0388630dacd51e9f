import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptFiles } from './kept-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = `content-${'a'.repeat(64)}`;
const other = `card-${'b'.repeat(64)}`;
const text = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString();

test('finds what an earlier build kept, and nothing else', () => {
  expect(keptFiles(folder, '1').find(key)).toBeUndefined();
  keptFiles(folder, '1').keep(key, Buffer.from('kept'));
  const again = keptFiles(folder, '1');
  expect(text(again.find(key))).toBe('kept');
  expect(again.find(other)).toBeUndefined();
  expect(keptFiles(folder, '2').find(key)).toBeUndefined();
});

test.each<[string, (bytes: Buffer) => Uint8Array]>([
  ['cut off', (bytes) => bytes.subarray(0, -1)],
  ['cut off within its digest', (bytes) => bytes.subarray(0, 7)],
  ['empty', (bytes) => bytes.subarray(0, 0)],
  ['changed', (bytes) => bytes.fill('x', bytes.length - 1)],
])('does not take for it what is %s', (_, damage) => {
  keptFiles(folder, '1').keep(key, Buffer.from('kept'));
  const [file = ''] = readdirSync(folder);
  writeFileSync(join(folder, file), damage(readFileSync(join(folder, file))));
  const kept = keptFiles(folder, '1');
  expect(kept.find(key)).toBeUndefined();
  kept.keep(key, Buffer.from('mended'));
  expect(text(keptFiles(folder, '1').find(key))).toBe('mended');
});

test('keeps only what the last build used', () => {
  const first = keptFiles(folder, '1');
  first.keep(key, Buffer.from('1'));
  first.keep(other, Buffer.from('2'));
  first.prune();
  expect(readdirSync(folder)).toHaveLength(2);
  const second = keptFiles(folder, '1');
  second.find(other);
  second.prune();
  expect(readdirSync(folder)).toEqual([`${other}-1`]);
});

test.each(['../x', 'content-', `content-${'A'.repeat(64)}`, `x/y-${'a'.repeat(64)}`])(
  'refuses the key "%s"',
  (bad) => {
    const kept = keptFiles(folder, '1');
    expect(() => kept.find(bad)).toThrow('cannot be the key');
    expect(() => kept.keep(bad, Buffer.from(''))).toThrow('cannot be the key');
  },
);
