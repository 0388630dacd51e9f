/** What the engine's files are made of: whole numbers, texts and lists. */
export type Cbor = number | string | Cbor[];

const decoder = new TextDecoder();

/**
 * Reads one item. https://www.rfc-editor.org/rfc/rfc8949
 * @throws where there is anything else than whole numbers of 32 bits, texts and lists, or where it ends too early
 */
export function readCbor(bytes: Uint8Array): Cbor {
  let at = 0;
  const read = (): Cbor => {
    const { major, argument, end } = headAt(bytes, at);
    at = end;
    if (major === 0) return argument;
    if (major === 1) return -1 - argument;
    if (major === 4) return Array.from({ length: argument }, read);
    at += argument;
    return decoder.decode(bytes.subarray(end, at));
  };
  return read();
}

/** Where the item that begins at `at` ends. Most items are small numbers, of which there are millions. */
export function endOfCbor(bytes: Uint8Array, at: number): number {
  let end = at;
  for (let left = 1; left > 0; left--) {
    if ((bytes[end] ?? 255) < 24) {
      end++;
      continue;
    }
    const { major, argument, end: next } = headAt(bytes, end);
    end = next + (major === 3 ? argument : 0);
    if (major === 4) left += argument;
  }
  return end;
}

/** An item as bytes, in the shortest form: https://www.rfc-editor.org/rfc/rfc8949.html#section-4.2.1 */
export function writeCbor(item: Cbor): Uint8Array {
  const parts: Uint8Array[] = [];
  const write = (each: Cbor) => {
    if (typeof each === 'number') parts.push(each < 0 ? cborHead(1, -1 - each) : cborHead(0, each));
    else if (typeof each === 'string') {
      const text = new TextEncoder().encode(each);
      parts.push(cborHead(3, text.length), text);
    } else {
      parts.push(cborHead(4, each.length));
      each.forEach(write);
    }
  };
  write(item);
  return Buffer.concat(parts);
}

/** What an item begins with: 4 is a list of so many items. */
export function cborHead(major: number, argument: number): Uint8Array {
  const first = major << 5;
  if (argument < 24) return Uint8Array.of(first | argument);
  if (argument < 256) return Uint8Array.of(first | 24, argument);
  if (argument < 65_536) return Uint8Array.of(first | 25, argument >> 8, argument & 255);
  return Uint8Array.of(
    first | 26,
    argument >>> 24,
    (argument >>> 16) & 255,
    (argument >>> 8) & 255,
    argument & 255,
  );
}

/** The kind of an item (0 a number, 1 a negative one, 3 a text, 4 a list), its number or length, and where that ends. */
export function headAt(bytes: Uint8Array, at: number): { major: number; argument: number; end: number } {
  const first = bytes[at] ?? 255;
  const major = first >> 5;
  const low = first & 31;
  const more = low < 24 ? 0 : 2 ** (low - 24);
  const end = at + 1 + more;
  let argument = more === 0 ? low : 0;
  for (let index = at + 1; index < end && more <= 4; index++) argument = argument * 256 + (bytes[index] ?? 0);
  const isKnown = more <= 4 && (major === 0 || major === 1 || major === 3 || major === 4);
  if (!isKnown || end + (major === 3 ? argument : 0) > bytes.length)
    throw new Error(`A file of the search engine has something unexpected at byte ${at}.`);
  return { major, argument, end };
}
