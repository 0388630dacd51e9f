import { hash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** What takes long to make, kept from one build to the next by what it is made from. */
export type KeptFiles = {
  /** What was kept under this key; undefined where it is not there, or is not what was kept. */
  find(key: string): Uint8Array | undefined;
  /** A text is kept in UTF-8. */
  keep(key: string, content: string | Uint8Array): void;
  /** Ends a build: what it kept is there for the next one, and most of what it neither found nor kept is removed. */
  close(): void;
};

/** A file that holds what a build kept: contents one after the other, then where they are, then how long that is (4 bytes). */
type Pack = { name: string; descriptor: number; bytes: number };

/** Where a content is within a pack, in bytes, and its SHA-256. */
type Place = { pack: Pack; at: number; length: number; digest: string };

/** How a pack says where its contents are. */
type Index = { edition: string; places: [key: string, at: number, length: number, digest: string][] };

/** More packs than this become one. */
const mostPacks = 8;
/** In bytes. What may be larger is encoded into a buffer of its own. */
const usualSize = 1 << 20;

/**
 * Opens a folder in which builds keep things. They are put into few files, because to create 20,000 takes the system more than a second.
 * @param edition changes with whatever else the contents depend on, so that what was made differently is not taken for them
 */
export function keptFiles(folder: string, edition: string): KeptFiles {
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder);
  const places = new Map<string, Place>();
  const packs = there.filter((name) => name.endsWith('.pack')).flatMap((name) => opened(folder, name) ?? []);
  for (const pack of packs)
    for (const [key, at, length, digest] of pack.index.edition === edition ? pack.index.places : [])
      places.set(key, { pack, at, length, digest });
  const used = new Set<string>();
  let written: Pack | undefined;
  // A buffer for each text anew would have the garbage collector come twice as often.
  const own = Buffer.allocUnsafeSlow(usualSize);
  const encode = (text: string): Uint8Array =>
    text.length * 3 <= own.length ? own.subarray(0, own.write(text)) : Buffer.from(text);

  const check = (key: string) => {
    if (!/^[a-z]+-[0-9a-f]{64}$/.test(key)) throw new Error(`"${key}" cannot be the key of what is kept.`);
    used.add(key);
  };
  const read = (key: string): Uint8Array | undefined => {
    const place = places.get(key);
    if (place === undefined) return undefined;
    const content = bytesAt(place.pack.descriptor, place.at, place.length);
    return content !== undefined && hash('sha256', content) === place.digest ? content : undefined;
  };
  const write = (key: string, content: Uint8Array): void => {
    if (written === undefined) {
      const name = `${process.pid}.part`;
      written = { name, descriptor: openSync(join(folder, name), 'w+'), bytes: 0 };
    }
    const at = written.bytes;
    append(written, content);
    places.set(key, { pack: written, at, length: content.length, digest: hash('sha256', content) });
  };
  /** Whether what is used had better be in a pack of its own: there are many packs, or most of them is not used. */
  const isScattered = (): boolean => {
    let live = 0;
    for (const key of used) live += places.get(key)?.length ?? 0;
    const all = [...packs, ...(written ? [written] : [])];
    return all.length > mostPacks || all.reduce((sum, { bytes }) => sum + bytes, 0) > 2 * live + (1 << 20);
  };

  return {
    find(key) {
      check(key);
      return read(key);
    },
    keep(key, content) {
      check(key);
      write(key, typeof content === 'string' ? encode(content) : content);
    },
    close() {
      if (isScattered())
        for (const key of used) {
          const content = places.get(key)?.pack === written ? undefined : read(key);
          if (content !== undefined) write(key, content);
        }
      const needed = new Set([...used].flatMap((key) => places.get(key)?.pack ?? []));
      for (const { descriptor } of packs) closeSync(descriptor);
      if (written !== undefined) finish(folder, written, edition, places);
      const names = new Set([...needed].map(({ name }) => name));
      for (const name of there)
        if (!names.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
    },
  };
}

/** Opens a pack; undefined where it is not whole, or another build removed it. */
function opened(folder: string, name: string): (Pack & { index: Index }) | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(join(folder, name), 'r');
  } catch {
    return undefined;
  }
  const bytes = fstatSync(descriptor).size;
  const length = bytesAt(descriptor, bytes - 4, 4)?.readUInt32LE();
  const text = length === undefined ? undefined : bytesAt(descriptor, bytes - 4 - length, length);
  // The name is a digest of the index, which has a digest of each content.
  if (text !== undefined && `${hash('sha256', text).slice(0, 16)}.pack` === name)
    return { name, descriptor, bytes, index: JSON.parse(text.toString('utf8')) };
  closeSync(descriptor);
  return undefined;
}

/** Bytes of a file; undefined where it has none there. */
function bytesAt(descriptor: number, at: number, length: number): Buffer | undefined {
  if (at < 0) return undefined;
  const content = Buffer.allocUnsafe(length);
  return readSync(descriptor, content, 0, length, at) === length ? content : undefined;
}

function append(pack: Pack, content: Uint8Array): void {
  for (let done = 0; done < content.length; )
    done += writeSync(pack.descriptor, content, done, content.length - done, pack.bytes + done);
  pack.bytes += content.length;
}

/** Ends a pack with its index, and gives it its name. */
function finish(folder: string, pack: Pack, edition: string, places: ReadonlyMap<string, Place>): void {
  const own = [...places].filter(([, place]) => place.pack === pack);
  const index: Index = {
    edition,
    places: own.map(([key, { at, length, digest }]) => [key, at, length, digest]),
  };
  const text = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  append(pack, Buffer.concat([text, length]));
  closeSync(pack.descriptor);
  const part = join(folder, pack.name);
  pack.name = `${hash('sha256', text).slice(0, 16)}.pack`;
  try {
    renameSync(part, join(folder, pack.name));
  } catch {
    // Another build ended meanwhile and took it for what one that was killed had left. The next build makes it again.
  }
}
