import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOutput } from './output-folder.ts';

let root: string;
let out: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'output-folder-'));
  out = join(root, 'a', 'site');
});
afterEach(() => rmSync(root, { recursive: true }));

const long = 'ä'.repeat(2 << 20);
const site: Record<string, string> = {
  'index.html': '<p>ä</p>',
  'a/b/c.txt': '',
  'a/d.txt': 'd',
  'e.bin': long,
};

/** Brings the folder to hold these files; returns what had to be done. */
function publish(files: Record<string, string>): { written: number; removed: number } {
  const { put, counts, removeOthers } = openOutput(out);
  for (const [path, content] of Object.entries(files)) put(path, content);
  expect(counts()).toMatchObject({
    files: Object.keys(files).length,
    bytes: Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  });
  const removed = removeOthers();
  return { written: counts().written, removed };
}

/** What the folder holds: files with their text, and folders. */
function held(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() || readdirSync(join(entry.parentPath, entry.name)).length === 0)
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(out, path), entry.isFile() ? readFileSync(path, 'utf8') : 'no file'];
      }),
  );
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

describe('a folder that is brought to hold what is put into it', () => {
  test('is made, and is not written again where nothing changed', () => {
    expect(publish(site)).toEqual({ written: 4, removed: 0 });
    expect(held()).toEqual(site);
    const before = statSync(join(out, 'index.html'), { bigint: true });
    expect(publish(site)).toEqual({ written: 0, removed: 0 });
    expect(statSync(join(out, 'index.html'), { bigint: true })).toMatchObject({
      ino: before.ino,
      mtimeNs: before.mtimeNs,
    });
  });

  test.each<[string, () => void, { written: number; removed: number }]>([
    ['a file changed, of the same length', () => write('a/d.txt', 'x'), { written: 1, removed: 0 }],
    ['a file grew', () => write('a/d.txt', 'ddd'), { written: 1, removed: 0 }],
    ['a file was cut off', () => write('index.html', '<p>'), { written: 1, removed: 0 }],
    ['a large file was cut off', () => write('e.bin', 'ä'), { written: 1, removed: 0 }],
    ['an empty file was filled', () => write('a/b/c.txt', 'c'), { written: 1, removed: 0 }],
    ['a file went', () => rmSync(join(out, 'a'), { recursive: true }), { written: 2, removed: 0 }],
    ['a file came', () => write('a/b/x.txt', 'x'), { written: 0, removed: 1 }],
    ['folders came', () => write('x/y/z.txt', 'x'), { written: 0, removed: 1 }],
    [
      'an empty folder came',
      () => mkdirSync(join(out, 'x/y'), { recursive: true }),
      { written: 0, removed: 0 },
    ],
    [
      'a folder took the place of a file',
      () => {
        rmSync(join(out, 'a/d.txt'));
        write('a/d.txt/x', 'x');
      },
      { written: 1, removed: 0 },
    ],
    [
      'a file took the place of a folder',
      () => {
        rmSync(join(out, 'a'), { recursive: true });
        write('a', 'x');
      },
      { written: 2, removed: 0 },
    ],
  ])('is repaired where %s', (_, damage, expected) => {
    publish(site);
    damage();
    expect(publish(site)).toMatchObject({ written: expected.written });
    expect(held()).toEqual(site);
    expect(publish(site)).toEqual({ written: 0, removed: 0 });
  });

  test('loses what is not put again, and counts it', () => {
    publish(site);
    expect(publish({ 'index.html': 'new' })).toEqual({ written: 1, removed: 3 });
    expect(held()).toEqual({ 'index.html': 'new' });
  });

  test('is never left through a link', () => {
    publish(site);
    const secret = join(root, 'secret');
    mkdirSync(join(secret, 'b'), { recursive: true });
    writeFileSync(join(secret, 'd.txt'), 'secret');
    rmSync(join(out, 'a'), { recursive: true });
    symlinkSync(secret, join(out, 'a'));
    rmSync(join(out, 'index.html'));
    symlinkSync(join(secret, 'd.txt'), join(out, 'index.html'));
    symlinkSync(secret, join(out, 'other'));
    publish(site);
    expect(held()).toEqual(site);
    expect(readFileSync(join(secret, 'd.txt'), 'utf8')).toBe('secret');
    expect(readdirSync(secret)).toEqual(['b', 'd.txt']);
  });

  test.each(['', '/x', 'x/', 'a//b', '../x', 'a/../../x', './x', 'a/.', '..'])(
    'refuses the path "%s"',
    (path) => {
      expect(() => openOutput(out).put(path, '')).toThrow('cannot be the path of a file');
    },
  );

  test('refuses two things in one place', () => {
    const { put } = openOutput(out);
    put('a/b', '');
    expect(() => put('a/b', '')).toThrow('Two different things were to be written to "a/b".');
    expect(() => put('a', '')).toThrow('Two different things were to be written to "a".');
    expect(() => put('a/b/c', '')).toThrow('"a/b" cannot be a file and a folder.');
  });

  test('lets the content be used again at once', () => {
    const bytes = Buffer.from('one');
    const { put } = openOutput(out);
    put('1', bytes);
    bytes.write('two');
    put('2', bytes);
    expect(held()).toEqual({ 1: 'one', 2: 'two' });
  });
});
