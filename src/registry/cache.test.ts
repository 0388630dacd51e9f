import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderCache } from './cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const keyOf = (number: number) => number.toString(16).padStart(64, '0');
const find = (key: string, edition = '1') => folderCache(folder, edition).find(key)?.toString();

test('finds what an earlier run kept, and only for the same edition', () => {
  expect(find(keyOf(1))).toBeUndefined();
  const cache = folderCache(folder, '1');
  cache.keep(keyOf(1), 'kept');
  cache.keep(`card-${keyOf(1)}`, '');
  expect(cache.find(keyOf(1))?.toString()).toBe('kept');
  expect(find(keyOf(1))).toBe('kept');
  expect(find(`card-${keyOf(1)}`)).toBe('');
  expect(find(keyOf(1), '2')).toBeUndefined();
});

test('finds the last content that was kept under a key, of any length', () => {
  for (const content of ['', 'é', '語'.repeat(500_000), 'short again']) {
    folderCache(folder, '1').keep(keyOf(1), content);
    expect(find(keyOf(1))).toBe(content);
  }
});

test.each<[string, (bytes: Buffer) => Uint8Array]>([
  ['cut off', (bytes) => bytes.subarray(0, -1)],
  ['cut off early', (bytes) => bytes.subarray(0, 7)],
  ['empty', (bytes) => bytes.subarray(0, 0)],
  ['changed at its beginning', (bytes) => bytes.fill('x', 0, 1)],
  ['changed at its end', (bytes) => bytes.fill(0xff, bytes.length - 2)],
])('does not find a content whose file is %s', (_, damage) => {
  folderCache(folder, '1').keep(keyOf(1), 'kept');
  const [name = ''] = readdirSync(folder);
  writeFileSync(join(folder, name), damage(readFileSync(join(folder, name))));
  expect(find(keyOf(1))).toBeUndefined();
  folderCache(folder, '1').keep(keyOf(1), 'repaired');
  expect(find(keyOf(1))).toBe('repaired');
});

test('removes everything that the run neither found nor kept', () => {
  const first = folderCache(folder, '1');
  for (const number of [1, 2]) first.keep(keyOf(number), String(number));
  mkdirSync(join(folder, 'a-folder'));
  writeFileSync(join(folder, 'from-elsewhere'), 'x');
  const second = folderCache(folder, '1');
  second.find(keyOf(2));
  second.keep(keyOf(3), '3');
  second.prune();
  expect(readdirSync(folder)).toEqual([`${keyOf(2)}.1`, `${keyOf(3)}.1`]);
  folderCache(folder, '2').prune();
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['../x', '', 'A', 'x/y'])('refuses the key "%s"', (key) => {
  expect(() => folderCache(folder, '1').find(key)).toThrow('cannot be the key');
  expect(() => folderCache(folder, '1').keep(key, '')).toThrow('cannot be the key');
});
