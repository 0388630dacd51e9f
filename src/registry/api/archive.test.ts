import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { folderFileSystem, type MemoryFile, memoryFileSystem } from '../../plugin/file-system.ts';
import { readPlugin } from '../../plugin/read-plugin.ts';
import { archivePath, checksumText, type Packed, packPlugin } from './archive.ts';
import { archiveCache } from './archive-cache.ts';

const files: Record<string, MemoryFile> = {
  '.claude-plugin/plugin.json': '{ "name": "one" }\n',
  'README.md': `# One\n\n${'Says the same thing again and again. '.repeat(50)}\n`,
  'empty.txt': '',
  'scripts/run.sh': { text: '#!/bin/sh\necho one\n', executable: true },
  'tiny.txt': 'x',
  'ünïcode/ファイル.md': 'Grüße\n',
};

function zipOf(packed: Packed): Uint8Array {
  if (!packed.zip.ok) throw new Error(packed.zip.reason);
  return packed.zip.bytes;
}

/** What the directory at the end of a zip says of each file. */
function directoryOf(zip: Uint8Array): { path: string; mode: string; date: number }[] {
  const bytes = Buffer.from(zip);
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const found = [];
  for (let at = bytes.readUInt32LE(end + 16), left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const length = bytes.readUInt16LE(at + 28);
    found.push({
      path: bytes.toString('utf8', at + 46, at + 46 + length),
      mode: (bytes.readUInt32LE(at + 38) >>> 16).toString(8),
      date: bytes.readUInt32LE(at + 12),
    });
    at += 46 + length + bytes.readUInt16LE(at + 30);
  }
  return found;
}

let folder: string | undefined;
const temporary = () => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  return folder;
};
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

describe('a packed plugin', () => {
  test('holds exactly the files, sorted, with the modes that git knows and one date', () => {
    const zip = zipOf(packPlugin(memoryFileSystem(files)));
    const unpacked = unzipSync(zip);
    const expected = Object.fromEntries(
      Object.entries(files).map(([path, file]) => [
        path,
        typeof file === 'string' ? file : 'text' in file ? file.text : '',
      ]),
    );
    expect(
      Object.fromEntries(
        Object.entries(unpacked).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
      ),
    ).toEqual(expected);
    const directory = directoryOf(zip);
    expect(directory.map(({ path }) => path)).toEqual(Object.keys(files).sort());
    expect(directory.filter(({ mode }) => mode === '100755').map(({ path }) => path)).toEqual([
      'scripts/run.sh',
    ]);
    expect(new Set(directory.map(({ mode }) => mode))).toEqual(new Set(['100644', '100755']));
    expect(new Set(directory.map(({ date }) => date)).size).toBe(1);
  });

  test('is the same bytes whatever the order, the time zone and where the files lie', () => {
    const zip = zipOf(packPlugin(memoryFileSystem(files)));
    // Changes only when the format of archives does: then the edition has to grow, and every published SHA-256 changes.
    expect(hash('sha256', zip, 'hex')).toBe(
      'd8ae4edc809b9079a8393c3d28a51b5991bb866149877ac65b8c1166646c3958',
    );
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Kiritimati';
    try {
      const turned = Object.fromEntries(Object.entries(files).reverse());
      expect(Buffer.compare(zipOf(packPlugin(memoryFileSystem(turned))), zip)).toBe(0);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    const root = temporary();
    for (const [path, file] of Object.entries(files)) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), typeof file === 'string' ? file : 'text' in file ? file.text : '');
    }
    chmodSync(join(root, 'scripts/run.sh'), 0o755);
    expect(Buffer.compare(zipOf(packPlugin(folderFileSystem(root))), zip)).toBe(0);
  });

  test('has the digest and files that reading the plugin gives', () => {
    const fs = memoryFileSystem({ ...files, link: { link: 'README.md' } });
    const { plugin } = readPlugin(fs, 'plugins/one');
    const { digest, files: listed } = packPlugin(fs);
    expect(digest).toBe(plugin.digest);
    expect(listed).toEqual(plugin.files);
  });

  test('keeps names that mean something to JavaScript, and files that do not get smaller', () => {
    const noise = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * at * 31 + (at >> 3)) & 255));
    const zip = zipOf(
      packPlugin(
        memoryFileSystem(
          Object.fromEntries([
            ['__proto__', 'a'],
            ['10', 'b'],
            ['9', 'c'],
            ['noise', noise],
          ]),
        ),
      ),
    );
    expect(directoryOf(zip).map(({ path }) => path)).toEqual(['10', '9', '__proto__', 'noise']);
    expect(
      Buffer.compare(
        unzipSync(zip, { filter: ({ name }) => name === 'noise' }).noise ?? new Uint8Array(),
        noise,
      ),
    ).toBe(0);
  });

  test('has no archive where a file would have to be left out, and says why', () => {
    const linked = packPlugin(memoryFileSystem({ ...files, 'docs/link.md': { link: '../README.md' } }));
    expect(linked.zip).toEqual({ ok: false, reason: '"docs/link.md" is a symbolic link' });
    const whole = memoryFileSystem(files);
    const unread = packPlugin({
      ...whole,
      read: (entry, max) => (entry.path === 'tiny.txt' ? undefined : whole.read(entry, max)),
    });
    expect(unread.zip).toEqual({ ok: false, reason: '"tiny.txt" cannot be read' });
    expect(unread.files.find(({ path }) => path === 'tiny.txt')?.sha256).toBe('');
    const walk = () => ({
      entries: [{ path: 'huge', kind: 'file' as const, bytes: 1 << 30, executable: false }],
    });
    expect(packPlugin({ ...whole, walk }).zip).toEqual({ ok: false, reason: 'it is larger than 256 MiB' });
  });
});

describe('where an archive is', () => {
  const digest = '0123456789abcdef'.repeat(4);
  test.each([
    ['1.2.3', 'archives/one-1.2.3.zip'],
    ['1.2.3-rc.1', 'archives/one-1.2.3-rc.1.zip'],
    ['../../evil', 'archives/one-0123456789abcdef.zip'],
    ['1.2.3/../x', 'archives/one-0123456789abcdef.zip'],
    ['1.2.3+build', 'archives/one-0123456789abcdef.zip'],
    [`1.2.${'3'.repeat(99)}`, 'archives/one-0123456789abcdef.zip'],
  ])('version %s', (version, path) => expect(archivePath({ name: 'one', version, digest })).toBe(path));
  test('without a version', () =>
    expect(archivePath({ name: 'one', digest })).toBe('archives/one-0123456789abcdef.zip'));
  test('its checksum names the file beside it', () =>
    expect(checksumText(digest, 'archives/one-1.2.3.zip')).toBe(`${digest}  one-1.2.3.zip\n`));
});

describe('the cache', () => {
  test('gives back what was put in, and nothing that was damaged since', () => {
    const root = temporary();
    const packed = packPlugin(memoryFileSystem(files));
    const cache = archiveCache(root);
    expect(cache.has(packed.digest)).toBe(false);
    expect(cache.get(packed.digest)).toBeUndefined();
    cache.put(packed);
    expect(cache.has(packed.digest)).toBe(true);
    const found = cache.get(packed.digest) as Packed;
    expect({ ...found, zip: { ...found.zip, bytes: Buffer.from(zipOf(found)) } }).toEqual({
      ...packed,
      zip: { ...packed.zip, bytes: Buffer.from(zipOf(packed)) },
    });
    writeFileSync(join(root, `${packed.digest}-1.zip`), 'something else');
    expect(cache.get(packed.digest)).toBeUndefined();
  });

  test('keeps why there is no archive, and forgets what nobody asked for', () => {
    const root = temporary();
    const linked = packPlugin(memoryFileSystem({ link: { link: 'x' } }));
    const other = packPlugin(memoryFileSystem(files));
    const first = archiveCache(root);
    first.put(linked);
    first.put(other);
    writeFileSync(join(root, 'somebody-elses.txt'), '');
    const second = archiveCache(root);
    expect(second.get(linked.digest)).toEqual(linked);
    second.prune();
    expect(second.has(linked.digest)).toBe(true);
    expect(second.has(other.digest)).toBe(false);
  });
});
