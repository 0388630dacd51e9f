const lineFeed = 10;
/** Bytes that are kept of the start of a line that is too long. */
const keptOfLongLine = 4096;

/**
 * Splits a stream of chunks into lines. A line of more than `limit` bytes is never held: `onLong` gets its first bytes and its size once it ends.
 * @param limit bytes of one line
 */
export function lineSplitter(
  limit: number,
  onLine: (line: string) => void,
  onLong: (start: string, bytes: number) => void,
): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let size = 0;
  const add = (part: Buffer) => {
    const isShort = size <= limit;
    size += part.length;
    if (size <= limit) parts.push(part);
    else if (isShort) parts = [Buffer.from(Buffer.concat([...parts, part]).subarray(0, keptOfLongLine))];
  };
  const finish = () => {
    const line = Buffer.concat(parts).toString('utf8');
    if (size > limit) onLong(line, size);
    else if (line.trim() !== '') onLine(line);
    parts = [];
    size = 0;
  };
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      add(chunk.subarray(from, end));
      finish();
      from = end + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  };
}

/** The last part of what was written to a stream, at most `limit` UTF-16 units. */
export function tailOf(limit: number): { add(chunk: Buffer): void; text(): string } {
  let text = '';
  return {
    add(chunk) {
      text = `${text}${chunk.toString('utf8', Math.max(0, chunk.length - limit * 4))}`.slice(-limit);
    },
    text: () => text.trim(),
  };
}
