import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderFileSystem, type MemoryFile, memoryFileSystem } from './file-system.ts';
import { readDeclared } from './read-plugin.ts';
import { digestOf, readLimits, readSource, type Source } from './source.ts';

const root = mkdtempSync(join(tmpdir(), 'source-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (files: Record<string, MemoryFile>, dir = 'plugins/tiny-tool'): Source =>
  readSource(memoryFileSystem(files), dir);
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

describe('what a file is', () => {
  it.each<[string, string | Uint8Array, object]>([
    ['a.md', 'plain', { kind: 'text', text: 'plain', ascii: true, bytes: 5 }],
    ['a.md', 'é', { kind: 'text', text: 'é', ascii: false, bytes: 2 }],
    ['a.md', '', { kind: 'text', text: '', ascii: true, bytes: 0 }],
    ['a.md', '\ufeffplain', { kind: 'text', text: 'plain', byteOrderMark: true, bytes: 8 }],
    ['a.md', Buffer.of(0x61, 0xff), { kind: 'text', text: 'a\ufffd', invalidUtf8: true }],
    ['a.json', Buffer.from('\ufeff{}', 'utf16le'), { kind: 'text', invalidUtf8: true }],
    ['a.md', 'a\0b', { kind: 'text', text: 'a\0b', ascii: true }],
    ['a', 'a\0b', { kind: 'binary', ascii: true, head: '610062' }],
    ['a', Buffer.of(0x61, 0xff), { kind: 'binary', ascii: false, head: '61ff' }],
    ['a.png', Buffer.of(0x89, 0x50, 0x4e, 0x47, 0), { kind: 'binary' }],
    ['a', 'é', { kind: 'text', text: 'é' }],
    ['a', 'caf\u00e9 '.repeat(10), { kind: 'text' }],
  ])('%s holding %j', (path, content, expected) => {
    const file = read({ [path]: content }).files.get(path);
    expect(file).toMatchObject({ path, ...expected, sha256: sha256(content) });
    if (file?.kind !== 'text') expect(file?.text).toBeUndefined();
  });

  it('is hashed and not looked into over 4 MB', () => {
    const content = 'a'.repeat(readLimits.textBytes + 1);
    const files = read({ 'large.md': content, 'fits.md': content.slice(1) }).files;
    expect(files.get('large.md')).toMatchObject({ kind: 'large', sha256: sha256(content) });
    expect(files.get('large.md')?.text).toBeUndefined();
    expect(files.get('fits.md')?.kind).toBe('text');
  });

  it('is not looked into once there is too much of it, nor read once there is far too much', () => {
    const content = Buffer.alloc(readLimits.textBytes, 'a');
    const entries = Array.from({ length: 66 }, (_, index) => ({
      path: `${String(index).padStart(2, '0')}.md`,
      kind: 'file' as const,
      bytes: content.length,
      executable: false,
    }));
    const source = readSource(
      { ...memoryFileSystem({}), walk: () => ({ entries }), read: () => content },
      'x',
    );
    const kinds = [...source.files.values()].map(
      ({ kind, sha256: hash }) => `${kind} ${hash === '' ? 'unread' : 'hashed'}`,
    );
    expect(kinds.filter((kind) => kind === 'text hashed')).toHaveLength(
      readLimits.totalTextBytes / readLimits.textBytes,
    );
    expect(kinds.filter((kind) => kind === 'large unread')).toHaveLength(
      66 - readLimits.totalBytes / readLimits.textBytes,
    );
  });

  it('may be a link, which is never followed, or nothing that can be read', () => {
    const fs = memoryFileSystem({ link: { link: 'é' }, gone: 'x' });
    const source = readSource({ ...fs, read: () => undefined }, 'x');
    expect(source.files.get('link')).toEqual({
      path: 'link',
      bytes: 2,
      executable: false,
      kind: 'link',
      sha256: sha256('é'),
      target: 'é',
    });
    expect(source.files.get('gone')).toMatchObject({ kind: 'unread', sha256: '' });
  });
});

it.each([
  ['plugins/tiny-tool', 'tiny-tool'],
  ['plugins/tiny-tool/', 'tiny-tool'],
  ['C:\\plugins\\tiny-tool\\', 'tiny-tool'],
  ['tiny-tool', 'tiny-tool'],
])('calls the folder %s %s', (dir, folder) => {
  expect(read({}, dir).folder).toBe(folder);
});

describe('where a path leads', () => {
  const source = read({
    'a/b.txt': 'x',
    'a/up': { link: '../a/b.txt' },
    'a/self': { link: '.' },
    folder: { link: 'a' },
    chain: { link: 'folder/up' },
    out: { link: '../other' },
    absolute: { link: '/etc/passwd' },
    windows: { link: 'C:\\x' },
    backslash: { link: '..\\x' },
    gone: { link: 'nothing' },
    one: { link: 'two' },
    two: { link: 'one' },
    deep: { link: 'a/../../x' },
    empty: { link: '' },
  });

  it.each([
    ['a/b.txt', 'file', 'a/b.txt', false],
    ['./a//b.txt', 'file', 'a/b.txt', false],
    ['a/../a/b.txt', 'file', 'a/b.txt', false],
    ['', 'directory', '', false],
    ['a', 'directory', 'a', false],
    ['a/', 'directory', 'a', false],
    ['a/up', 'file', 'a/b.txt', true],
    ['folder', 'directory', 'a', true],
    ['folder/b.txt', 'file', 'a/b.txt', true],
    ['folder/../a/b.txt', 'file', 'a/b.txt', true],
    ['a/self/self/self/b.txt', 'file', 'a/b.txt', true],
    ['chain', 'file', 'a/b.txt', true],
    ['empty', 'directory', '', true],
    ['A/b.txt', 'missing', 'A/b.txt', false],
    ['a/b.txt/x', 'missing', 'a/b.txt/x', false],
    ['gone', 'missing', 'nothing', true],
    ['gone/x', 'missing', 'nothing/x', true],
    ['one', 'loop', undefined, true],
    [`a/${'self/'.repeat(50)}b.txt`, 'loop', undefined, true],
    ['..', 'outside', '..', false],
    ['a/../../x', 'outside', 'a/../../x', false],
    ['out', 'outside', undefined, true],
    ['out/x', 'outside', undefined, true],
    ['absolute', 'outside', 'absolute', true],
    ['windows', 'outside', 'windows', true],
    ['backslash', 'outside', 'backslash', true],
    ['deep', 'outside', undefined, true],
    ['x/'.repeat(5000), 'missing', undefined, false],
  ])('%.40s: %s', (path, kind, end, linked) => {
    expect(source.resolve(path)).toMatchObject({ kind, linked, ...(end === undefined ? {} : { path: end }) });
  });

  it('stays short where links double what they lead to', () => {
    const links = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => [`l${level}`, { link: `l${level + 1}/../l${level + 1}` }]),
    );
    expect(['loop', 'missing']).toContain(read({ ...links, l40: { link: '.' } }).resolve('l0').kind);
  });
});

describe('what is parsed', () => {
  const source = read({
    'a.json': '\ufeff{ "a": 1 }',
    'b.json': { link: 'a.json' },
    'c.json': { link: '../a.json' },
    'd.json': '{',
    'a.md': '---\nname: a\n---\nbody',
    'b.md': { link: 'a.md' },
    'e.bin': Buffer.of(0, 1),
  });

  it('is JSON, once, through links that stay inside', () => {
    expect(source.json('a.json')).toMatchObject({ ok: true, value: { a: 1 } });
    expect(source.json('a.json')).toBe(source.json('a.json'));
    expect(source.json('b.json')).toMatchObject({ ok: true });
    expect(source.json('d.json')).toMatchObject({ ok: false });
    expect([source.json('c.json'), source.json('gone.json'), source.json('e.bin'), source.json('')]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('is frontmatter, once, through links that stay inside', () => {
    expect(source.frontmatter('a.md')).toMatchObject({ kind: 'mapping', data: { name: 'a' } });
    expect(source.frontmatter('a.md')).toBe(source.frontmatter('a.md'));
    expect(source.frontmatter('b.md')).toMatchObject({ data: { name: 'a' } });
    expect(source.frontmatter('gone.md')).toBeUndefined();
  });
});

it('lists what stands in a folder, sorted, and what is neither file nor folder apart', () => {
  const fs = memoryFileSystem({ 'b/c': '', a: '', 'b-c': { link: 'a' } });
  const special = { path: 'b/fifo', kind: 'other' as const, bytes: 0, executable: false };
  const source = readSource(
    { ...fs, walk: (limits) => ({ entries: [...fs.walk(limits).entries, special] }) },
    'x',
  );
  expect(source.children('').map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'a file',
    'b directory',
    'b-c link',
  ]);
  expect(source.children('b').map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    'b/c file',
    'b/fifo other',
  ]);
  expect([source.children('gone'), source.children('a')]).toEqual([[], []]);
  expect(source.others).toEqual([special]);
});

it('says where reading stopped', () => {
  const path = `${'d/'.repeat(readLimits.depth + 1)}x`;
  expect(read({ [path]: '' }).stopped).toMatchObject({ reason: 'too-deep', limit: readLimits.depth });
  const many = Object.fromEntries(
    Array.from({ length: readLimits.entries + 1 }, (_, index) => [`f${index}`, '']),
  );
  expect(read(many).stopped).toMatchObject({ reason: 'too-many-entries' });
});

describe('the digest', () => {
  const files: Record<string, MemoryFile> = {
    '.claude-plugin/plugin.json': '{ "name": "tiny-tool" }',
    'é/ü.md': 'text',
    'bin/run': { text: '#!/bin/sh\n', executable: true },
    'data.bin': Buffer.of(0, 1, 2, 255),
    'link.md': { link: 'é/ü.md' },
    'dangling.md': { link: '/nowhere' },
    empty: '',
  };

  it('of a folder is that of the same files in memory', () => {
    const folder = join(root, 'same');
    for (const [path, file] of Object.entries(files)) {
      const full = join(folder, path);
      mkdirSync(dirname(full), { recursive: true });
      if (typeof file === 'object' && 'link' in file) symlinkSync(file.link, full);
      else if (typeof file === 'string' || file instanceof Uint8Array) writeFileSync(full, file);
      else if ('text' in file) {
        writeFileSync(full, file.text);
        chmodSync(full, 0o755);
      }
    }
    const inFolder = readDeclared(folderFileSystem(folder), 'plugins/tiny-tool').plugin;
    const inMemory = readDeclared(memoryFileSystem(files), 'plugins/tiny-tool').plugin;
    expect(inFolder).toEqual(inMemory);
    expect(inFolder.files).toHaveLength(7);
  });

  it('is the SHA-256 of one line a file', () => {
    const lines = `100755 ${sha256('a')} run\n120000 ${sha256('run')} to\n`;
    const { plugin } = readDeclared(
      memoryFileSystem({ run: { text: 'a', executable: true }, to: { link: 'run' } }),
      'x',
    );
    expect(plugin.digest).toBe(sha256(lines));
    expect(digestOf([])).toBe(sha256(''));
  });

  it.each<[string, Record<string, MemoryFile>]>([
    ['content', { ...files, empty: 'x' }],
    ['a name', { ...files, empty2: '' }],
    ['a mode', { ...files, 'bin/run': '#!/bin/sh\n' }],
    ["a link's target", { ...files, 'link.md': { link: 'empty' } }],
    ['a link for a file of the same bytes', { ...files, 'link.md': 'é/ü.md' }],
  ])('changes with %s', (_, changed) => {
    const before = readDeclared(memoryFileSystem(files), 'x').plugin.digest;
    expect(readDeclared(memoryFileSystem(changed), 'x').plugin.digest).not.toBe(before);
  });
});
