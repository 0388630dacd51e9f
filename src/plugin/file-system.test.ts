import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileSystem, folderFileSystem, isFolder, memoryFileSystem } from './file-system.ts';

const limits = { entries: 1000, depth: 20 };
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'file-system-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
function newFolder(): string {
  const folder = join(root, `case-${++count}`);
  mkdirSync(folder);
  return folder;
}

/** `path kind bytes x` a line. */
function shown(fs: FileSystem): string[] {
  return fs
    .walk(limits)
    .entries.map(({ path, kind, bytes, executable }) => `${path} ${kind} ${bytes}${executable ? ' x' : ''}`);
}

describe('a folder and a map', () => {
  let folder: string;
  const map = memoryFileSystem({
    'b.txt': 'bee',
    'a/run.sh': { text: 'é', executable: true },
    'a/deep/x.bin': { bytes: Uint8Array.of(0, 255), executable: false },
    'a/link': { link: '../b.txt' },
    'a-b': '',
    dangling: { link: '/nowhere' },
  });
  beforeAll(() => {
    folder = newFolder();
    mkdirSync(join(folder, 'a/deep'), { recursive: true });
    writeFileSync(join(folder, 'b.txt'), 'bee');
    writeFileSync(join(folder, 'a/run.sh'), 'é');
    chmodSync(join(folder, 'a/run.sh'), 0o755);
    writeFileSync(join(folder, 'a/deep/x.bin'), Uint8Array.of(0, 255));
    symlinkSync('../b.txt', join(folder, 'a/link'));
    writeFileSync(join(folder, 'a-b'), '');
    symlinkSync('/nowhere', join(folder, 'dangling'));
  });

  it('list the same, sorted, links as links', () => {
    const listed = [
      'a directory 0',
      'a-b file 0',
      'a/deep directory 0',
      'a/deep/x.bin file 2',
      'a/link link 0',
      'a/run.sh file 2 x',
      'b.txt file 3',
      'dangling link 0',
    ];
    expect(shown(map)).toEqual(listed);
    expect(shown(folderFileSystem(folder))).toEqual(listed);
    expect(shown(folderFileSystem(`${folder}/`))).toEqual(listed);
  });

  it('read the same, and no more than is asked for', () => {
    for (const fs of [map, folderFileSystem(folder)]) {
      const entry = (path: string) => ({ path, kind: 'file' as const, bytes: 3, executable: false });
      const text = (path: string, max: number) => Buffer.from(fs.read(entry(path), max) ?? []).toString();
      expect(text('b.txt', 10)).toBe('bee');
      expect(text('b.txt', 2)).toBe('be');
      expect(text('a-b', 10)).toBe('');
      expect(fs.read(entry('gone'), 10)).toBeUndefined();
      expect([fs.link('a/link'), fs.link('dangling'), fs.link('gone')]).toEqual([
        '../b.txt',
        '/nowhere',
        undefined,
      ]);
    }
  });

  it('say what stands at one path, and in one folder', () => {
    for (const fs of [map, folderFileSystem(folder)]) {
      expect(fs.entry('')?.kind).toBe('directory');
      expect(fs.entry('a/link')?.kind).toBe('link');
      expect(fs.entry('a/run.sh')).toEqual({ path: 'a/run.sh', kind: 'file', bytes: 2, executable: true });
      expect([fs.entry('gone'), fs.entry('b.txt/x'), fs.entry('a/link/x'), fs.entry('a/gone/x')]).toEqual(
        Array(4).fill(undefined),
      );
      expect(fs.list('').map(({ path, kind }) => `${path} ${kind}`)).toEqual([
        'a directory',
        'a-b file',
        'b.txt file',
        'dangling link',
      ]);
      expect(fs.list('a').map(({ path }) => path)).toEqual(['a/deep', 'a/link', 'a/run.sh']);
      expect([fs.list('gone'), fs.list('b.txt'), fs.list('a/link')]).toEqual([[], [], []]);
    }
  });
});

describe('a folder', () => {
  it('leaves out what is skipped, with all below it', () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'node_modules/x'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/x/index.js'), '');
    writeFileSync(join(folder, 'kept'), '');
    const asked: string[] = [];
    const fs = folderFileSystem(folder, (path) => {
      asked.push(path);
      return path === 'node_modules';
    });
    expect(shown(fs)).toEqual(['kept file 0']);
    expect(asked.sort()).toEqual(['kept', 'node_modules']);
    expect(fs.entry('node_modules')).toBeUndefined();
    expect(fs.entry('node_modules/x')).toBeUndefined();
    expect(fs.list('')).toEqual([{ path: 'kept', kind: 'file' }]);
  });

  it('neither opens nor waits for a FIFO or a socket', async () => {
    const folder = newFolder();
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(folder, 'socket'), done));
    try {
      const fs = folderFileSystem(folder);
      expect(shown(fs)).toEqual(['fifo other 0', 'socket other 0']);
      // As if the FIFO had been a file when it was listed.
      const listed = { path: 'fifo', kind: 'file' as const, bytes: 10, executable: false };
      expect(fs.read(listed, 10)?.length ?? 0).toBe(0);
      expect(fs.read({ ...listed, path: 'socket' }, 10)).toBeUndefined();
    } finally {
      server.close();
    }
  });

  it('does not follow what became a link after it was listed', () => {
    const folder = newFolder();
    const secret = join(newFolder(), 'secret');
    writeFileSync(secret, 'secret');
    writeFileSync(join(folder, 'a'), 'harmless');
    const fs = folderFileSystem(folder);
    const [entry] = fs.walk(limits).entries;
    unlinkSync(join(folder, 'a'));
    symlinkSync(secret, join(folder, 'a'));
    expect(entry).toBeDefined();
    expect(entry === undefined ? 'none' : fs.read(entry, 100)).toBeUndefined();
  });

  it('reads a file that grew as it was listed', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'a'), 'four');
    const fs = folderFileSystem(folder);
    const [entry] = fs.walk(limits).entries;
    appendFileSync(join(folder, 'a'), ' and more');
    expect(entry === undefined ? '' : Buffer.from(fs.read(entry, 100) ?? []).toString()).toBe('four');
  });

  it.runIf(process.platform === 'linux')('names what has no name in UTF-8, and cannot look into it', () => {
    const folder = newFolder();
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.of(0xff)]), 'x');
    mkdirSync(Buffer.concat([Buffer.from(`${folder}/dir-`), Buffer.of(0xfe)]));
    const { entries } = folderFileSystem(folder).walk(limits);
    expect(entries.filter(({ kind }) => kind === 'file')).toEqual([]);
    expect(entries.filter(({ kind }) => kind === 'unreadable').map(({ path }) => path)).toEqual([
      'bad-\ufffd',
      'dir-\ufffd',
    ]);
  });

  it.runIf(process.getuid?.() !== 0)('says what it may not look into', () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'closed'));
    writeFileSync(join(folder, 'closed/a'), '');
    chmodSync(join(folder, 'closed'), 0o000);
    try {
      const { entries } = folderFileSystem(folder).walk(limits);
      expect(entries.map(({ path, kind }) => `${path} ${kind}`)).toContain('closed unreadable');
    } finally {
      chmodSync(join(folder, 'closed'), 0o755);
    }
  });

  it('that is not there holds nothing', () => {
    const fs = folderFileSystem(join(root, 'gone'));
    expect(fs.walk(limits)).toEqual({ entries: [] });
    expect(fs.list('')).toEqual([]);
    expect(fs.entry('')).toBeUndefined();
  });
});

describe('the bounds', () => {
  const files = Object.fromEntries(['a/1', 'a/2', 'a/b/3', 'a/b/c/4', 'z'].map((path) => [path, '']));
  const each = (): FileSystem[] => {
    const folder = newFolder();
    mkdirSync(join(folder, 'a/b/c'), { recursive: true });
    for (const path of Object.keys(files)) writeFileSync(join(folder, path), '');
    return [memoryFileSystem(files), folderFileSystem(folder)];
  };

  it('stop a walk that goes too deep, and go on beside it', () => {
    for (const fs of each()) {
      const { entries, stopped } = fs.walk({ entries: 1000, depth: 2 });
      expect(stopped).toEqual({ reason: 'too-deep', path: 'a/b/c', limit: 2 });
      expect(entries.map(({ path }) => path)).toEqual(expect.arrayContaining(['a/1', 'a/b/3', 'z']));
      expect(entries.some(({ path }) => path.startsWith('a/b/c/'))).toBe(false);
    }
  });

  it('stop a walk that finds too much', () => {
    for (const fs of each()) {
      const { entries, stopped } = fs.walk({ entries: 3, depth: 20 });
      expect(stopped).toMatchObject({ reason: 'too-many-entries', limit: 3 });
      expect(entries.length).toBeLessThan(8);
    }
  });

  it('let through what just fits', () => {
    for (const fs of each()) expect(fs.walk({ entries: 8, depth: 3 }).stopped).toBeUndefined();
  });
});

it('knows a folder from everything else', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('.', join(folder, 'link'));
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  expect(isFolder(folder)).toBe(true);
  expect(isFolder(join(folder, 'link'))).toBe(true);
  expect(['file', 'fifo', 'gone'].map((name) => isFolder(join(folder, name)))).toEqual([false, false, false]);
});
