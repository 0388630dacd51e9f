import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KeptFiles, keptFiles } from './kept-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const keyOf = (number: number) => `content-${number.toString(16).padStart(64, '0')}`;
const [key, other] = [keyOf(1), `card-${'b'.repeat(64)}`];
const text = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString();

/** One build, from when it opens what is kept until it ends. */
function build<T>(edition: string, work: (kept: KeptFiles) => T): T {
  const kept = keptFiles(folder, edition);
  const result = work(kept);
  kept.close();
  return result;
}
const keep = (edition: string, contents: Record<string, string>) =>
  build(edition, (kept) => {
    for (const [each, content] of Object.entries(contents)) kept.keep(each, Buffer.from(content));
  });
const find = (edition: string, each: string) => build(edition, (kept) => text(kept.find(each)));

test('finds what an earlier build kept, and nothing else', () => {
  expect(find('1', key)).toBeUndefined();
  keep('1', { [key]: 'kept', [other]: '' });
  build('1', (kept) => {
    expect(text(kept.find(key))).toBe('kept');
    expect(text(kept.find(other))).toBe('');
    expect(kept.find(keyOf(2))).toBeUndefined();
  });
  expect(find('2', key)).toBeUndefined();
});

test('finds what this build kept, the last that was kept under a key', () => {
  build('1', (kept) => {
    kept.keep(key, Buffer.from('one'));
    expect(text(kept.find(key))).toBe('one');
    kept.keep(key, Buffer.from('another'));
    expect(text(kept.find(key))).toBe('another');
  });
  expect(find('1', key)).toBe('another');
});

test('keeps a text as it is, of whatever length', () => {
  const texts = ['', 'é', '語'.repeat(500_000), 'short again'];
  build('1', (kept) => {
    for (const [number, content] of texts.entries()) kept.keep(keyOf(number), content);
    for (const [number, content] of texts.entries()) expect(text(kept.find(keyOf(number)))).toBe(content);
  });
});

test('reads nothing where a build did not end, and removes what it left', () => {
  keep('1', { [key]: 'kept' });
  keptFiles(folder, '1').keep(other, Buffer.from('never ended'));
  expect(readdirSync(folder)).toHaveLength(2);
  build('1', (kept) => {
    expect(text(kept.find(key))).toBe('kept');
    expect(kept.find(other)).toBeUndefined();
  });
  expect(readdirSync(folder)).toHaveLength(1);
});

test.each<[string, (bytes: Buffer) => Uint8Array]>([
  ['cut off', (bytes) => bytes.subarray(0, -1)],
  ['cut off early', (bytes) => bytes.subarray(0, 7)],
  ['cut off within what says how long its index is', (bytes) => bytes.subarray(0, 3)],
  ['empty', (bytes) => bytes.subarray(0, 0)],
  ['changed at its beginning', (bytes) => bytes.fill('x', 0, 1)],
  ['changed at its end', (bytes) => bytes.fill(0xff, bytes.length - 4)],
  [
    'changed in its index',
    (bytes) => Buffer.from(bytes.toString('latin1').replace('content-0', 'content-1')),
  ],
])('does not take for it what is %s', (_, damage) => {
  keep('1', { [key]: 'kept' });
  const [file = ''] = readdirSync(folder);
  writeFileSync(join(folder, file), damage(readFileSync(join(folder, file))));
  build('1', (kept) => {
    expect(kept.find(key)).toBeUndefined();
    kept.keep(key, Buffer.from('mended'));
  });
  expect(find('1', key)).toBe('mended');
});

test('removes what no build needs any more, whatever it is', () => {
  mkdirSync(join(folder, 'a-folder'));
  writeFileSync(join(folder, 'from-elsewhere'), 'x');
  keep('1', { [key]: '1', [other]: '2' });
  expect(readdirSync(folder)).toHaveLength(1);
  keep('2', { [key]: '3' });
  expect(readdirSync(folder)).toHaveLength(1);
  build('2', () => undefined);
  expect(readdirSync(folder)).toEqual([]);
});

test('takes up no more than twice what the last build used, and few files, over many builds', () => {
  const content = (number: number) => String(number).repeat(20_000);
  for (let round = 0; round < 40; round++)
    build('1', (kept) => {
      for (let number = round; number < round + 100; number++) {
        const found = kept.find(keyOf(number));
        if (found !== undefined) expect(text(found)).toBe(content(number));
        else kept.keep(keyOf(number), Buffer.from(content(number)));
      }
    });
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(sizes.length).toBeLessThanOrEqual(9);
  const live = Array.from({ length: 100 }, (_, at) => content(39 + at).length).reduce((a, b) => a + b);
  expect(sizes.reduce((a, b) => a + b)).toBeLessThan(3 * live);
  build('1', (kept) => {
    for (let number = 39; number < 139; number++)
      expect(text(kept.find(keyOf(number)))).toBe(content(number));
  });
});

test('of two builds at once, the one that ends last may keep nothing, and both end', () => {
  const [first, second] = [keptFiles(folder, '1'), keptFiles(folder, '1')];
  first.keep(key, Buffer.from('1'));
  first.close();
  expect(second.find(key)).toBeUndefined();
  second.close();
  expect(find('1', key)).toBe('1');
});

test.each(['../x', 'content-', `content-${'A'.repeat(64)}`, `x/y-${'a'.repeat(64)}`])(
  'refuses the key "%s"',
  (bad) => {
    const kept = keptFiles(folder, '1');
    expect(() => kept.find(bad)).toThrow('cannot be the key');
    expect(() => kept.keep(bad, Buffer.from(''))).toThrow('cannot be the key');
  },
);
