import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { expected } from './mcp.mjs';
import { clean, count } from './text.mjs';

/** A trace is read as a stream; HAR files and Lighthouse reports are read whole. Both limits are for the data as unpacked. */
export const MAX_TRACE_BYTES = 1024 * 1024 * 1024;
export const MAX_REPORT_BYTES = 100 * 1024 * 1024;
const MAX_EVENT_BYTES = 16 * 1024 * 1024;

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** What a top-level key says about a file, the first known one deciding. */
const KIND_BY_KEY = {
  traceEvents: 'trace',
  log: 'har',
  lighthouseVersion: 'lighthouse',
  lighthouseResult: 'lighthouse',
  steps: 'lighthouse',
};
const FOREIGN_BY_KEY = {
  timeDeltas: 'a CPU profile (.cpuprofile): record a Performance trace instead',
  snapshot: 'a heap snapshot, which says nothing of time',
  threads: 'a Firefox profile: save a HAR from the network panel, or record a trace in Chrome',
  $schema: 'some other JSON',
};

/** @returns {Promise<'trace' | 'har' | 'lighthouse'>} from the content, never from the name; throws one sentence when it is none of these */
export async function detectKind(path, signal) {
  const keys = [];
  let kind;
  const walk = createWalker({
    onRoot: (byte) => {
      if (byte === OPEN_LIST) kind = 'trace';
      else if (byte !== OPEN_OBJECT) kind = 'text';
    },
    onKey: (key) => {
      if (kind === undefined && Object.hasOwn(KIND_BY_KEY, key)) kind = KIND_BY_KEY[key];
      if (keys.length < 200) keys.push(key);
    },
  });
  for await (const chunk of chunksOf(path, MAX_TRACE_BYTES, signal)) {
    walk.feed(chunk);
    if (kind !== undefined) break;
  }
  const shown = JSON.stringify(clean(path));
  if (kind === 'text') throw expected(`Cannot read ${shown}: it is not JSON.`);
  if (kind !== undefined) return kind;
  const foreign = Object.keys(FOREIGN_BY_KEY).find((key) => keys.includes(key));
  const looks = foreign ? ` It looks like ${FOREIGN_BY_KEY[foreign]}.` : '';
  throw expected(
    `${shown} is neither a HAR (top-level "log"), nor a Lighthouse report ("lighthouseVersion"), nor a Chrome trace ("traceEvents" or a list).${looks}`,
  );
}

/**
 * Calls `onEvent` with each event of a Chrome trace, one at a time, so that memory does not grow with the file.
 * @returns {Promise<string[]>} what a reader must know about the data
 */
export async function readTraceEvents(path, onEvent, signal) {
  const tally = { read: 0, broken: 0, large: 0 };
  const walk = createWalker({
    listKey: 'traceEvents',
    onItem: (bytes) => {
      if (bytes === undefined) {
        tally.large++;
        return;
      }
      let event;
      try {
        event = JSON.parse(bytes.toString('utf8'));
      } catch {
        tally.broken++;
        return;
      }
      tally.read++;
      onEvent(event);
    },
  });
  for await (const chunk of chunksOf(path, MAX_TRACE_BYTES, signal)) walk.feed(chunk);
  const shown = JSON.stringify(clean(path));
  if (tally.read === 0)
    throw expected(
      `Cannot read ${shown}: no trace events in it${walk.isWhole() ? '' : ', and it ends too early'}.`,
    );
  const notes = [];
  if (!walk.isWhole()) notes.push('The file is incomplete: only the part that exists was read.');
  if (tally.broken > 0) notes.push(`${count(tally.broken, 'event')} not valid JSON, left out.`);
  if (tally.large > 0)
    notes.push(`${count(tally.large, 'event')} above ${MAX_EVENT_BYTES / 1048576} MiB left out.`);
  return notes;
}

/** A whole file, unpacked. */
export async function readWhole(path, signal) {
  const parts = [];
  for await (const chunk of chunksOf(path, MAX_REPORT_BYTES, signal)) parts.push(chunk);
  return Buffer.concat(parts);
}

/** The bytes of a regular file, unpacked where it is gzip, never more than `max`. */
async function* chunksOf(path, max, signal) {
  const shown = JSON.stringify(clean(path));
  const info = await stat(path).catch((error) => {
    throw expected(
      `Cannot read ${shown}: ${error.code === 'ENOENT' ? 'there is no such file' : error.code}.`,
    );
  });
  if (!info.isFile()) throw expected(`Cannot read ${shown}: it is not a file.`);
  if (info.size === 0) throw expected(`Cannot read ${shown}: it is empty.`);
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const stream = (await isGzip(path, shown)) ? file.pipe(createGunzip()) : file;
  // pipe() does not pass errors on.
  file.on('error', (error) => stream.destroy(error));
  let total = 0;
  try {
    for await (const chunk of stream) {
      if (signal?.aborted) throw expected('Cancelled.');
      total += chunk.length;
      if (total > max) {
        throw expected(
          `Cannot read ${shown}: it is larger than the limit of ${max / 1048576} MiB (unpacked).`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error.expected) throw error;
    const why = /^Z_|ERR_ZLIB/.test(error.code ?? '')
      ? 'its gzip data is damaged or ends too early'
      : error.code;
    throw expected(`Cannot read ${shown}: ${why}.`);
  } finally {
    file.destroy();
  }
}

async function isGzip(path, shown) {
  const handle = await open(path).catch((error) => {
    throw expected(`Cannot read ${shown}: ${error.code}.`);
  });
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/**
 * Walks JSON as it arrives without building it: tells the root's first byte, the top-level keys, and each object of one list (the root
 * itself, or the value of the top-level key `listKey`) as its bytes, or as undefined when it is above the limit.
 */
function createWalker({ onRoot = () => {}, onKey = () => {}, onItem, listKey }) {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let started = false;
  let whole = false;
  let listDepth = -1;
  let key = '';
  let keyBytes;
  let expectKey = false;
  let parts = [];
  let partsSize = 0;
  let itemOpen = false;

  const feed = (chunk) => {
    let itemStart = itemOpen ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (keyBytes) {
            key = Buffer.from(keyBytes).toString('utf8');
            keyBytes = undefined;
            onKey(key);
          }
          continue;
        }
        if (keyBytes && keyBytes.length < 200) keyBytes.push(byte);
        continue;
      }
      if (byte === QUOTE) {
        inString = true;
        if (expectKey && depth === 1) keyBytes = [];
        expectKey = false;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (!started) {
          started = true;
          onRoot(byte);
          if (onItem && byte === OPEN_LIST) listDepth = 1;
        } else if (onItem && byte === OPEN_LIST && depth === 1 && listDepth === -1 && key === listKey) {
          listDepth = 2;
        }
        if (byte === OPEN_OBJECT && depth === listDepth && !itemOpen) {
          itemOpen = true;
          itemStart = i;
        }
        depth++;
        expectKey = byte === OPEN_OBJECT && depth === 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth--;
        if (itemOpen && depth === listDepth) {
          take(chunk.subarray(itemStart, i + 1));
          onItem(
            partsSize > MAX_EVENT_BYTES ? undefined : parts.length === 1 ? parts[0] : Buffer.concat(parts),
          );
          parts = [];
          partsSize = 0;
          itemOpen = false;
          itemStart = -1;
        }
        if (listDepth > 0 && depth < listDepth) listDepth = -2;
        if (depth === 0) whole = true;
      } else if (byte === COMMA) {
        expectKey = depth === 1;
      } else if (!started && byte !== COLON && byte > 0x20 && byte < 0x80) {
        started = true;
        onRoot(byte);
      }
    }
    if (itemOpen) take(chunk.subarray(itemStart));
  };
  const take = (part) => {
    partsSize += part.length;
    // Beyond the limit only the size matters.
    if (partsSize > MAX_EVENT_BYTES) parts = [];
    else parts.push(part);
  };
  return { feed, isWhole: () => whole };
}
