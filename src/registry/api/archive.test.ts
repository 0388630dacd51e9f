import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type FileSystem,
  folderFileSystem,
  type MemoryFile,
  memoryFileSystem,
} from '../../plugin/file-system.ts';
import { readSource } from '../../plugin/source.ts';
import { archivePath, checksumText, type PluginArchive, packPlugin } from './archive.ts';

const files: Record<string, MemoryFile> = {
  '.claude-plugin/plugin.json': '{ "name": "one" }\n',
  'README.md': `# One\n\n${'Says the same thing again and again. '.repeat(50)}\n`,
  'empty.txt': '',
  'scripts/run.sh': { text: '#!/bin/sh\necho one\n', executable: true },
  'tiny.txt': 'x',
  'ünïcode/ファイル.md': 'Grüße\n',
};

function pack(fs: FileSystem): PluginArchive {
  return packPlugin(fs, readSource(fs, 'plugins/one'));
}

function zipOf(packed: PluginArchive): Uint8Array {
  if ('reason' in packed) throw new Error(packed.reason);
  return packed.bytes;
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
    const zip = zipOf(pack(memoryFileSystem(files)));
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
    const zip = zipOf(pack(memoryFileSystem(files)));
    // Changes only when the format of archives does, and with it every published SHA-256.
    expect(hash('sha256', zip, 'hex')).toBe(
      'd8ae4edc809b9079a8393c3d28a51b5991bb866149877ac65b8c1166646c3958',
    );
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Kiritimati';
    try {
      const turned = Object.fromEntries(Object.entries(files).reverse());
      expect(Buffer.compare(zipOf(pack(memoryFileSystem(turned))), zip)).toBe(0);
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
    expect(Buffer.compare(zipOf(pack(folderFileSystem(root))), zip)).toBe(0);
  });

  test('is never of a file that was changed since it was read', () => {
    const source = readSource(memoryFileSystem(files), 'plugins/one');
    expect(() => packPlugin(memoryFileSystem({ ...files, 'tiny.txt': 'y' }), source)).toThrow(
      'The file "tiny.txt" of the plugin "one" was changed while it was read.',
    );
  });

  test('keeps names that mean something to JavaScript, and files that do not get smaller', () => {
    const noise = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * at * 31 + (at >> 3)) & 255));
    const zip = zipOf(
      pack(
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
    const linked = pack(memoryFileSystem({ ...files, 'docs/link.md': { link: '../README.md' } }));
    expect(linked).toEqual({ reason: '"docs/link.md" is a symbolic link' });
    const whole = memoryFileSystem(files);
    const unread = pack({
      ...whole,
      read: (entry, max) => (entry.path === 'tiny.txt' ? undefined : whole.read(entry, max)),
    });
    expect(unread).toEqual({ reason: '"tiny.txt" cannot be read' });
    const walk = () => ({
      entries: [{ path: 'huge', kind: 'file' as const, bytes: 1 << 30, executable: false }],
    });
    expect(pack({ ...whole, walk })).toEqual({ reason: 'it is larger than 256 MiB' });
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
