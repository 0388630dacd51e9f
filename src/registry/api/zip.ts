import { crc32 } from 'node:zlib';
import { deflateSync } from 'fflate';

/** Collects files into a zip. `add` is done with the bytes when it returns. */
type ZipWriter = {
  add(path: string, bytes: Uint8Array, mode: number): void;
  /** Bytes so far, without the directory at the end. */
  size(): number;
  finish(): Uint8Array;
};

/** 1 January 1980, midnight: the first moment that a zip can name, and one that says that no time is meant. */
const noDate = (1 << 5) | 1;
const namesAreUtf8 = 0x0800;
const method = { stored: 0, deflated: 8 };
/** 2.0, the first that knows deflate. */
const neededVersion = 20;
const localSignature = Buffer.from('PK\x03\x04', 'latin1');
/** With who made it: 3 is Unix, which makes the attributes a mode. */
const centralSignature = Buffer.from(`PK\x01\x02${String.fromCharCode(neededVersion, 3)}`, 'latin1');

/**
 * Writes a zip whose bytes depend on nothing but its files: no clock, no time zone, no machine, no version of Node, whose own compressor
 * changes. Folders are not written: unpacking makes those that the paths name. At most 65,535 files and 4 GiB.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipWriter(): ZipWriter {
  const parts: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let count = 0;
  return {
    add(path, bytes, mode) {
      const name = Buffer.from(path);
      const deflated = deflateSync(bytes, { level: 6 });
      const isSmaller = deflated.length < bytes.length;
      // The caller's bytes may be a view of a buffer that is used again.
      const data = isSmaller ? deflated : Uint8Array.from(bytes);
      const common = Buffer.alloc(26);
      common.writeUInt16LE(neededVersion, 0);
      common.writeUInt16LE(namesAreUtf8, 2);
      common.writeUInt16LE(isSmaller ? method.deflated : method.stored, 4);
      common.writeUInt16LE(0, 6);
      common.writeUInt16LE(noDate, 8);
      common.writeUInt32LE(crc32(bytes), 10);
      common.writeUInt32LE(data.length, 14);
      common.writeUInt32LE(bytes.length, 18);
      common.writeUInt16LE(name.length, 22);
      const central = Buffer.alloc(14);
      central.writeUInt32LE((mode << 16) >>> 0, 6);
      central.writeUInt32LE(offset, 10);
      parts.push(localSignature, common, name, data);
      directory.push(centralSignature, common, central, name);
      offset += localSignature.length + common.length + name.length + data.length;
      count++;
    },
    size: () => offset,
    finish() {
      const entries = Buffer.concat(directory);
      const end = Buffer.alloc(22);
      end.write('PK\x05\x06', 'latin1');
      end.writeUInt16LE(count, 8);
      end.writeUInt16LE(count, 10);
      end.writeUInt32LE(entries.length, 12);
      end.writeUInt32LE(offset, 16);
      return Buffer.concat([...parts, entries, end]);
    },
  };
}
