import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { expected } from './mcp.mjs';
import { clean, count, REDACTED, redactHeader, redactUrl } from './text.mjs';

/** HAR files above this are refused: parsing one takes several times its size in memory. */
export const MAX_HAR_BYTES = 100 * 1024 * 1024;
const MAX_HEADERS = 60;
// A request that took longer than a day was not timed but mistimed.
const MAX_MS = 86_400_000;

export const TYPES = [
  'document',
  'stylesheet',
  'script',
  'image',
  'font',
  'fetch',
  'websocket',
  'media',
  'other',
];

/**
 * @typedef {object} Request times in milliseconds, `start` and `end` counted from the first request of the recording
 * @property {number} number its place in the recording by start, from 1
 * @property {string} key the URL as recorded, without fragment: for comparing, never for showing
 * @property {string} url safe to show
 * @property {string} host
 * @property {string} origin scheme, host and port
 * @property {string} method
 * @property {string} type one of `TYPES`
 * @property {number} status 0 when there was no response
 * @property {string} error why it failed, or empty
 * @property {string} protocol `http/1.1`, `h2`, `h3`, or empty when not recorded
 * @property {string} mime
 * @property {number} start
 * @property {number} end
 * @property {number} time
 * @property {{ queued: number, dns: number, connect: number, tls: number, send: number, wait: number, receive: number }} phases
 * @property {number} bytes over the network, headers included where recorded
 * @property {number} bodyBytes the body as decoded
 * @property {string} body the decoded body where the HAR holds it as text, else empty
 * @property {boolean} cached answered without asking the network
 * @property {string} priority lower case, or empty when not recorded
 * @property {string} blocking what the browser said of render blocking, or empty when not recorded
 * @property {string[]} initiators URLs as recorded, nearest first
 * @property {string} referrer
 * @property {string} redirect the absolute URL that it redirects to, or empty
 * @property {string} connection
 * @property {string} page
 * @property {[string, string][]} requestHeaders names in lower case, values safe to show
 * @property {[string, string][]} responseHeaders
 */

/**
 * @typedef {object} Recording
 * @property {string} source what it was read from, for people
 * @property {{ id: string, title: string, domContentLoaded: number | undefined, load: number | undefined, paint: number | undefined }[]} pages
 *   milliseconds from the first request of the recording
 * @property {Request[]} requests by start
 * @property {string[]} notes what a reader must know about the data
 */

/** Reads a HAR 1.2 file (http://www.softwareishard.com/blog/har-12-spec/). Throws one sentence when it cannot. */
export async function readHar(path, options) {
  const bytes = await readLimited(path, MAX_HAR_BYTES);
  return normaliseHar(parseJson(bytes, path), `HAR file ${clean(basename(path), 80)}`, options);
}

/** Reads a regular file of at most `max` bytes; says in one sentence why it cannot. */
export async function readLimited(path, max) {
  const shown = JSON.stringify(clean(path, 200));
  const info = await stat(path).catch((error) => {
    throw expected(
      `Cannot read ${shown}: ${error.code === 'ENOENT' ? 'there is no such file' : error.code}.`,
    );
  });
  if (!info.isFile()) throw expected(`Cannot read ${shown}: it is not a file.`);
  const tooLarge = `Cannot read ${shown}: it is larger than the limit of ${Math.round(max / 1048576)} MiB.`;
  if (info.size > max) throw expected(tooLarge);
  const handle = await open(path).catch((error) => {
    throw expected(`Cannot read ${shown}: ${error.code}.`);
  });
  try {
    // One byte more than it said, so that a file which grows meanwhile is noticed.
    const buffer = Buffer.allocUnsafe(info.size + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > info.size) throw expected(`Cannot read ${shown}: it is still being written.`);
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** Parses JSON without ever quoting the file in the error. */
export function parseJson(bytes, path) {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const shown = JSON.stringify(clean(path, 200));
    if (bytes.length === 0) throw expected(`Cannot read ${shown}: it is empty.`);
    const at = /position (\d+)/.exec(String(error?.message))?.[1];
    const cut = /end of JSON|Unterminated/.test(String(error?.message)) ? ' (it ends too early)' : '';
    throw expected(`Cannot read ${shown}: it is not valid JSON${at ? `, from character ${at}` : ''}${cut}.`);
  }
}

/** @returns {Recording} from a parsed HAR, however odd: what cannot be used is counted in `notes` */
export function normaliseHar(har, source, { showSecrets = false } = {}) {
  const entries = har?.log?.entries;
  if (!Array.isArray(entries)) {
    throw expected(`${source} is not a HAR: expected an object with "log" and in it a list "entries".`);
  }
  const tally = { unusable: 0, mistimed: 0, pending: 0 };
  const requests = [];
  for (const entry of entries) {
    const request = readEntry(entry, tally, showSecrets);
    if (request) requests.push(request);
    else tally.unusable++;
  }
  requests.sort((a, b) => a.start - b.start || a.end - b.end);
  const zero = requests[0]?.start ?? 0;
  for (const [i, request] of requests.entries()) {
    request.number = i + 1;
    request.start -= zero;
    request.end -= zero;
  }
  const notes = [];
  if (tally.unusable > 0) {
    notes.push(`${count(tally.unusable, 'entry', 'entries')} without a usable URL or start time left out.`);
  }
  if (tally.mistimed > 0) {
    notes.push(
      `${count(tally.mistimed, 'entry', 'entries')} with impossible timings: those phases count as 0.`,
    );
  }
  if (tally.pending > 0)
    notes.push(`${count(tally.pending, 'request')} still running at the end of the recording.`);
  return { source, pages: readPages(har.log.pages, zero), requests, notes };
}

function readEntry(entry, tally, showSecrets) {
  const { request, response = {}, timings = {} } = object(entry);
  const address = text(request?.url);
  const start = Date.parse(text(entry?.startedDateTime));
  if (!address || !Number.isFinite(start) || Math.abs(start) > 8e15) return undefined;

  const key = address.split('#', 1)[0];
  const url = URL.canParse(key) ? new URL(key) : undefined;
  const requestHeaders = readHeaders(request.headers);
  const responseHeaders = readHeaders(response?.headers);
  const header = (name) => responseHeaders.find(([each]) => each === name)?.[1] ?? '';
  const content = object(response?.content);
  const status =
    Number.isInteger(response?.status) && response.status > 0 && response.status < 1000 ? response.status : 0;

  let odd = false;
  const phase = (value) => {
    // -1 means "does not apply": http://www.softwareishard.com/blog/har-12-spec/#timings
    if (value === -1 || value === undefined || value === null) return 0;
    if (typeof value === 'number' && value >= 0 && value <= MAX_MS) return value;
    odd = true;
    return 0;
  };
  const t = object(timings);
  // Some tools write a TLS time for plain http too.
  const tls = /^(https|wss):/i.test(address) ? phase(t.ssl) : 0;
  const phases = {
    queued: phase(t.blocked),
    dns: phase(t.dns),
    // HAR counts TLS within connect.
    connect: Math.max(0, phase(t.connect) - tls),
    tls,
    send: phase(t.send),
    wait: phase(t.wait),
    receive: phase(t.receive),
  };
  const sum = Object.values(phases).reduce((a, b) => a + b, 0);
  const time = Math.max(sum, phase(entry.time));
  if (odd) tally.mistimed++;
  if (entry._pending === true) tally.pending++;

  const mime = (text(content.mimeType) || header('content-type'))
    .split(';')[0]
    .trim()
    .toLowerCase()
    .slice(0, 100);
  const bodyBytes = whole(content.size);
  const cached =
    Boolean(entry._fromCache ?? response?._fromCache) ||
    (status === 304 && whole(response?._transferSize) === 0 && sum === 0);
  const transferred =
    whole(response?._transferSize) || whole(response?.headersSize) + whole(response?.bodySize);
  const location = text(response?.redirectURL) || (status >= 300 && status < 400 ? header('location') : '');
  const options = { showSecrets };
  return {
    number: 0,
    key,
    url: redactUrl(key, options),
    host: clean(url?.hostname, 100),
    origin: url && url.origin !== 'null' ? clean(url.origin, 120) : clean(key.split(':', 1)[0], 20),
    method: clean(request.method || 'GET', 12).toUpperCase(),
    type: resourceType(entry, mime, url?.pathname ?? '', requestHeaders, status),
    status,
    error: clean(response?._error ?? entry._error, 80),
    protocol: protocolName(text(response?.httpVersion) || text(request.httpVersion)),
    mime: clean(mime, 60),
    start,
    end: start + time,
    time,
    phases,
    bytes: cached ? 0 : transferred,
    bodyBytes,
    body: content.encoding === undefined ? text(content.text) : '',
    cached,
    priority: clean(entry._priority, 20).toLowerCase(),
    blocking: clean(entry._renderBlocking, 30).toLowerCase(),
    initiators: initiatorUrls(entry._initiator),
    referrer: requestHeaders.find(([name]) => name === 'referer')?.[1] ?? '',
    redirect: location && URL.canParse(location, key) ? new URL(location, key).href.split('#', 1)[0] : '',
    connection: clean(entry._connectionId ?? entry.connection, 40),
    page: text(entry.pageref),
    requestHeaders: requestHeaders.map(([name, value]) => [
      clean(name, 80),
      redactHeader(name, value, options),
    ]),
    responseHeaders: responseHeaders.map(([name, value]) => [
      clean(name, 80),
      redactHeader(name, value, options),
    ]),
  };
}

function readHeaders(headers) {
  if (!Array.isArray(headers)) return [];
  const read = [];
  for (const header of headers.slice(0, MAX_HEADERS)) {
    const name = text(header?.name).toLowerCase();
    if (name) read.push([name, text(header.value)]);
  }
  return read;
}

function readPages(pages, zero) {
  if (!Array.isArray(pages)) return [];
  return pages.slice(0, 1000).map((page) => {
    const start = Date.parse(text(page?.startedDateTime));
    const since = (ms) =>
      typeof ms === 'number' && ms >= 0 && ms <= MAX_MS && Number.isFinite(start)
        ? start - zero + ms
        : undefined;
    const timings = object(page?.pageTimings);
    return {
      id: text(page?.id),
      title: redactUrl(text(page?.title)),
      domContentLoaded: since(timings.onContentLoad),
      load: since(timings.onLoad),
      paint: since(timings._firstContentfulPaint),
    };
  });
}

const BY_NAME = {
  xhr: 'fetch',
  fetch: 'fetch',
  eventsource: 'fetch',
  empty: 'fetch',
  iframe: 'document',
  frame: 'document',
  style: 'stylesheet',
  audio: 'media',
  video: 'media',
  track: 'media',
  texttrack: 'media',
};
const BY_EXTENSION = {
  css: 'stylesheet',
  js: 'script',
  mjs: 'script',
  woff: 'font',
  woff2: 'font',
  ttf: 'font',
  otf: 'font',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  avif: 'image',
  svg: 'image',
  ico: 'image',
  mp4: 'media',
  webm: 'media',
  mp3: 'media',
  html: 'document',
};

/** Chrome's own word first, then the request's `Sec-Fetch-Dest`, then the content type, then the extension. */
function resourceType(entry, mime, path, requestHeaders, status) {
  const said = [
    text(entry._resourceType),
    requestHeaders.find(([name]) => name === 'sec-fetch-dest')?.[1] ?? '',
  ];
  for (const name of said.map((each) => each.toLowerCase())) {
    if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name];
    if (TYPES.includes(name)) return name;
    if (name) return 'other';
  }
  if (status === 101 || /^wss?:/i.test(text(entry.request?.url))) return 'websocket';
  if (mime === 'text/css') return 'stylesheet';
  if (/javascript|ecmascript/.test(mime)) return 'script';
  if (/^image\//.test(mime)) return 'image';
  if (/^font\/|font-woff|x-font/.test(mime)) return 'font';
  if (/^(audio|video)\/|mpegurl|dash\+xml/.test(mime)) return 'media';
  if (/json|event-stream|grpc|protobuf/.test(mime)) return 'fetch';
  if (/html/.test(mime)) return 'document';
  const extension = /\.([a-z0-9]{2,5})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : 'other';
}

function protocolName(version) {
  const name = version.toLowerCase();
  if (/^http\/?2|^h2/.test(name)) return 'h2';
  if (/^http\/?3|^h3|quic/.test(name)) return 'h3';
  return /^http\/1\.[01]$/.test(name) ? name : clean(name, 12);
}

/** URLs of what asked for a resource, nearest first, from the shape that Chrome's HAR export and its protocol share. */
function initiatorUrls(initiator) {
  const urls = [];
  const add = (url) => {
    const key = text(url).split('#', 1)[0];
    if (key && urls.length < 8 && !urls.includes(key)) urls.push(key);
  };
  add(initiator?.url);
  let stack = initiator?.stack;
  for (let depth = 0; stack && depth < 20; depth++) {
    if (Array.isArray(stack.callFrames)) for (const frame of stack.callFrames.slice(0, 50)) add(frame?.url);
    stack = stack.parent;
  }
  return urls;
}

function object(value) {
  return typeof value === 'object' && value !== null ? value : {};
}

function text(value) {
  return typeof value === 'string' ? value : '';
}

function whole(value) {
  return typeof value === 'number' && value > 0 && value < 1e13 ? value : 0;
}

/** The same HAR without secrets: URLs and headers redacted, no cookies, bodies or posted data. */
export function withoutSecrets(har) {
  const headers = (list) =>
    list.map(({ name, value }) => ({ name, value: redactHeader(name, value, { max: 2000 }) }));
  const url = (value) => redactUrl(value, { max: 2000 });
  const initiator = (value) =>
    JSON.parse(JSON.stringify(value), (key, each) => (key === 'url' ? url(each) : each));
  return {
    log: {
      ...har.log,
      entries: har.log.entries.map((entry) => ({
        ...entry,
        ...(entry._initiator && { _initiator: initiator(entry._initiator) }),
        request: { ...entry.request, url: url(entry.request.url), headers: headers(entry.request.headers) },
        response: {
          ...entry.response,
          redirectURL: url(entry.response.redirectURL),
          headers: headers(entry.response.headers),
        },
      })),
      comment: `Secrets replaced by ${REDACTED}`,
    },
  };
}
