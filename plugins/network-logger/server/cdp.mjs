import { expected } from './mcp.mjs';
import { clean, duration, redactUrl } from './text.mjs';

const CONNECT_MS = 5000;
const ANSWER_MS = 10_000;
const QUIET_MS = 500;
export const MAX_RECORDED = 20_000;
// Frames of other sites and workers wait until they are listened to, else their first requests would be missed.
const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

/**
 * @typedef {object} LiveRecording
 * @property {string} target the page's address when recording began
 * @property {string} opened what was waited for after navigating, for people, or empty
 * @property {() => boolean} running
 * @property {() => string} ended why it ended by itself, or empty
 * @property {() => object} har everything recorded so far as HAR 1.2 with Chrome's own extra fields, secrets included
 * @property {() => number} dropped requests beyond `MAX_RECORDED`
 * @property {() => Promise<void>} stop
 */

/**
 * Attaches to one page of a running Chromium browser and records its network events
 * (https://chromedevtools.github.io/devtools-protocol/tot/Network/). Throws one sentence when it cannot.
 * @param {{ port?: number, browserUrl?: string, target?: string, navigate?: string, waitSeconds?: number, disableCache?: boolean, allowedHosts?: string[] }} options
 * @param {AbortSignal} signal ends the waiting early
 * @returns {Promise<LiveRecording>}
 */
export async function startRecording(options, signal) {
  if (typeof WebSocket === 'undefined') {
    throw expected(
      `Recording a live browser needs Node.js 22 or newer, and this is ${process.version}: install a newer Node.js, make it the "node" on PATH and start Claude Code again (HAR files work without it).`,
    );
  }
  const { navigate, target = '', waitSeconds = 10, disableCache = false } = options;
  if (navigate !== undefined && !/^https?:\/\//i.test(navigate)) {
    throw expected(`Cannot open ${JSON.stringify(clean(navigate, 100))}: expected an http or https address.`);
  }
  const endpoint = await findEndpoint(options);
  const browser = await connect(endpoint);
  try {
    const page = await choosePage(browser, target, navigate !== undefined);
    const { sessionId } = await browser.send('Target.attachToTarget', {
      targetId: page.targetId,
      flatten: true,
    });
    const events = recordEvents(browser, sessionId, page.targetId);
    await browser.send('Network.enable', {}, sessionId);
    await browser.send('Page.enable', {}, sessionId);
    await browser.send('Page.setLifecycleEventsEnabled', { enabled: true }, sessionId);
    await browser.send('Target.setAutoAttach', AUTO_ATTACH, sessionId);
    if (disableCache) await browser.send('Network.setCacheDisabled', { cacheDisabled: true }, sessionId);

    let opened = '';
    if (navigate !== undefined) {
      events.reset();
      const { errorText } = await browser.send(
        'Page.navigate',
        { url: navigate },
        sessionId,
        (waitSeconds + 30) * 1000,
      );
      if (errorText && events.size() === 0)
        throw expected(`The browser could not open the address: ${clean(errorText, 80)}.`);
      opened = await untilQuiet(events, browser, waitSeconds * 1000, signal);
    }
    return {
      target: redactUrl(navigate ?? page.url),
      opened,
      running: browser.open,
      ended: browser.ended,
      har: events.har,
      dropped: events.dropped,
      stop: async () => {
        events.freeze();
        await browser.close();
      },
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The browser's own WebSocket, from a port or an address; loopback only, unless the user allowed the host. */
async function findEndpoint({ port, browserUrl, allowedHosts = [] }) {
  if (browserUrl === undefined && port === undefined) {
    throw expected('Say which browser: "port" is what it was started with (--remote-debugging-port=9222).');
  }
  const shown = JSON.stringify(clean(browserUrl ?? port, 120));
  if (browserUrl !== undefined && !URL.canParse(browserUrl)) {
    throw expected(
      `Cannot use ${shown}: expected an address such as ws://127.0.0.1:9222/devtools/browser/… or http://127.0.0.1:9222.`,
    );
  }
  const url = new URL(browserUrl ?? `http://127.0.0.1:${port}`);
  if (!['http:', 'ws:'].includes(url.protocol))
    throw expected(`Cannot use ${shown}: expected a ws: or http: address.`);
  if (!isLoopback(url.hostname) && !allowedHosts.includes(url.hostname)) {
    throw expected(
      `Refused to connect to ${JSON.stringify(clean(url.hostname, 80))}: only browsers on this machine are recorded, unless the user lists the host in the environment variable NETWORK_LOGGER_ALLOWED_HOSTS.`,
    );
  }
  if (url.protocol === 'ws:') {
    if (url.pathname.startsWith('/devtools/browser/')) return `ws://${url.host}${url.pathname}`;
    throw expected(
      `Cannot use ${shown}: expected the browser's WebSocket (/devtools/browser/…); "port" alone is enough.`,
    );
  }
  let version;
  try {
    const answer = await fetch(`http://${url.host}/json/version`, {
      redirect: 'error',
      signal: AbortSignal.timeout(CONNECT_MS),
    });
    version = JSON.parse((await answer.text()).slice(0, 100_000));
  } catch {
    throw expected(
      `No browser answers at ${url.host}: start one with --remote-debugging-port=${url.port || 9222} --user-data-dir=<an empty folder> and try again.`,
    );
  }
  const path = URL.canParse(version?.webSocketDebuggerUrl)
    ? new URL(version.webSocketDebuggerUrl).pathname
    : '';
  if (!path.startsWith('/devtools/browser/')) {
    throw expected(`What answers at ${url.host} is not a Chromium browser with remote debugging.`);
  }
  // The host that was checked, whatever the answer claims.
  return `ws://${url.host}${path}`;
}

export function isLoopback(hostname) {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** A DevTools protocol connection with flat sessions. */
async function connect(endpoint) {
  const socket = new WebSocket(endpoint);
  const waiting = new Map();
  const listeners = [];
  let lastId = 0;
  let ended = '';
  let closing = false;

  await new Promise((resolve, reject) => {
    const fail = () =>
      reject(expected(`The browser at ${new URL(endpoint).host} did not accept a DevTools connection.`));
    const timer = setTimeout(() => {
      socket.close();
      fail();
    }, CONNECT_MS);
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', fail, { once: true });
    for (const type of ['open', 'error'])
      socket.addEventListener(type, () => clearTimeout(timer), { once: true });
  });
  socket.addEventListener('message', ({ data }) => {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message.id === undefined) {
      for (const listener of listeners) listener(message.method, message.params ?? {}, message.sessionId);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    clearTimeout(call?.timer);
    if (message.error)
      call?.reject(expected(`The browser refused ${call.method}: ${clean(message.error.message, 120)}.`));
    else call?.resolve(message.result ?? {});
  });
  socket.addEventListener('close', () => {
    if (!closing) ended = 'the browser closed the connection';
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(expected('The browser closed the connection.'));
    }
    waiting.clear();
  });
  // Without a listener an error after opening would be thrown.
  socket.addEventListener('error', () => {});

  return {
    send: (method, params = {}, sessionId = undefined, timeout = ANSWER_MS) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN)
          return reject(expected('The browser closed the connection.'));
        const id = ++lastId;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(expected(`The browser did not answer ${method} within ${duration(timeout)}.`));
        }, timeout);
        waiting.set(id, { resolve, reject, timer, method });
        return socket.send(JSON.stringify({ id, method, params, sessionId }));
      }),
    listen: (listener) => listeners.push(listener),
    open: () => socket.readyState === WebSocket.OPEN,
    ended: () => ended,
    end: (why) => {
      ended = why;
    },
    close: () =>
      new Promise((resolve) => {
        closing = true;
        if (socket.readyState === WebSocket.CLOSED) return resolve();
        // A browser that hangs must not hold the answer back.
        const timer = setTimeout(resolve, 1000);
        socket.addEventListener('close', () => {
          clearTimeout(timer);
          resolve();
        });
        return socket.close();
      }),
  };
}

async function choosePage(browser, filter, mayCreate) {
  const { targetInfos = [] } = await browser.send('Target.getTargets');
  const pages = targetInfos.filter(
    ({ type, url }) => type === 'page' && !/^(devtools|chrome-extension):/.test(url),
  );
  const fitting = pages.filter(({ url, title }) => `${url} ${title}`.includes(filter));
  // The user's own pages before the browser's.
  fitting.sort((a, b) => Number(/^chrome/.test(a.url)) - Number(/^chrome/.test(b.url)));
  if (fitting.length > 0) return fitting[0];
  if (mayCreate && filter === '') {
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    return { targetId, url: 'about:blank' };
  }
  const open = pages.slice(0, 5).map(({ url }) => redactUrl(url, { max: 80 }));
  throw expected(
    `No open page matches ${JSON.stringify(clean(filter, 80))}; open are: ${open.length > 0 ? open.join(', ') : 'none'}.`,
  );
}

/** Collects the events of a page, of its frames and of its workers. */
function recordEvents(browser, pageSession, mainFrame) {
  const sessions = new Set([pageSession]);
  /** @type {Map<string, object>} by request id: the hop that is under way */
  let underWay = new Map();
  let records = [];
  let pages = [];
  let dropped = 0;
  let frozen = false;
  let loaded = false;
  let lastChange = performance.now();

  const begin = (key, record) => {
    if (records.length >= MAX_RECORDED) {
      dropped++;
      return;
    }
    records.push(record);
    underWay.set(key, record);
  };
  const finish = (key, timestamp, change = {}) => {
    const record = underWay.get(key);
    if (!record) return;
    underWay.delete(key);
    Object.assign(record, { finished: timestamp }, change);
  };

  const on = {
    'Network.requestWillBeSent': (event, key, session) => {
      const {
        request,
        redirectResponse,
        timestamp,
        wallTime,
        initiator,
        type,
        loaderId,
        requestId,
        frameId,
      } = event;
      const known = underWay.get(key);
      if (known && !redirectResponse && known.request.url === request.url) return;
      if (redirectResponse) {
        finish(key, timestamp, {
          response: redirectResponse,
          encoded: redirectResponse.encodedDataLength,
          redirect: request.url,
        });
      } else if (
        session === pageSession &&
        frameId === mainFrame &&
        requestId === loaderId &&
        type === 'Document'
      ) {
        pages.push({ id: `page_${pages.length + 1}`, url: request.url, wallTime, timestamp });
        loaded = false;
      }
      const page = pages.at(-1)?.id;
      const blocking = blockingName(event.renderBlockingBehavior);
      begin(key, {
        request,
        initiator,
        type,
        wallTime,
        issued: timestamp,
        page,
        blocking,
        body: 0,
        encoded: 0,
      });
    },
    'Network.requestServedFromCache': (_, key) =>
      Object.assign(underWay.get(key) ?? {}, { fromCache: 'memory' }),
    'Network.resourceChangedPriority': ({ newPriority }, key) =>
      Object.assign(underWay.get(key) ?? {}, { priority: newPriority }),
    'Network.responseReceived': ({ response, type }, key) => {
      Object.assign(underWay.get(key) ?? {}, { response, type, encoded: response.encodedDataLength ?? 0 });
    },
    'Network.dataReceived': ({ dataLength }, key) => {
      const record = underWay.get(key);
      if (record) record.body += dataLength;
    },
    'Network.loadingFinished': ({ timestamp, encodedDataLength }, key) =>
      finish(key, timestamp, { encoded: encodedDataLength }),
    'Network.loadingFailed': ({ timestamp, errorText, blockedReason, corsErrorStatus }, key) => {
      finish(key, timestamp, {
        error: [errorText, blockedReason, corsErrorStatus?.corsError].filter(Boolean).join(' '),
      });
    },
    'Network.webSocketCreated': ({ url, initiator }, key) => {
      begin(key, {
        request: { url, method: 'GET', headers: {} },
        initiator,
        type: 'WebSocket',
        page: pages.at(-1)?.id,
        body: 0,
        encoded: 0,
      });
    },
    'Network.webSocketWillSendHandshakeRequest': ({ timestamp, wallTime, request }, key) => {
      const record = underWay.get(key);
      if (record)
        Object.assign(record, {
          issued: timestamp,
          wallTime,
          request: { ...record.request, headers: request.headers },
        });
    },
    'Network.webSocketHandshakeResponseReceived': ({ response }, key) =>
      Object.assign(underWay.get(key) ?? {}, { response }),
    'Network.webSocketFrameReceived': ({ response }, key) => {
      const record = underWay.get(key);
      if (record) record.body += response?.payloadData?.length ?? 0;
    },
    'Network.webSocketClosed': ({ timestamp }, key) => finish(key, timestamp),
    'Page.domContentEventFired': ({ timestamp }) =>
      Object.assign(pages.at(-1) ?? {}, { domContentLoaded: timestamp }),
    'Page.loadEventFired': ({ timestamp }) => {
      Object.assign(pages.at(-1) ?? {}, { load: timestamp });
      loaded = pages.length > 0;
    },
    'Page.lifecycleEvent': ({ name, frameId, timestamp }) => {
      if (name === 'firstContentfulPaint' && frameId === mainFrame)
        Object.assign(pages.at(-1) ?? {}, { paint: timestamp });
    },
    'Target.attachedToTarget': ({ sessionId }) => {
      sessions.add(sessionId);
      // A worker may be gone already, or know only some of the domains.
      for (const [method, params] of [
        ['Network.enable', {}],
        ['Target.setAutoAttach', AUTO_ATTACH],
        ['Runtime.runIfWaitingForDebugger', {}],
      ]) {
        browser.send(method, params, sessionId).catch(() => {});
      }
    },
    'Target.detachedFromTarget': ({ sessionId }) => {
      if (sessionId === pageSession) browser.end('the page was closed');
    },
    'Inspector.targetCrashed': () => browser.end('the page crashed'),
  };
  browser.listen((method, params, session) => {
    const ours = sessions.has(session) || (session === undefined && params.sessionId === pageSession);
    if (frozen || !ours || !Object.hasOwn(on, method)) return;
    lastChange = performance.now();
    // Not by session: a frame of another site changes its session between its request and its answer.
    on[method](params, params.requestId, session);
  });

  return {
    reset: () => {
      underWay = new Map();
      records = [];
      pages = [];
    },
    freeze: () => {
      frozen = true;
    },
    size: () => records.length,
    dropped: () => dropped,
    isQuiet: () => {
      // An answer that stays open without data is a stream, or a body that the page never reads.
      const busy = [...underWay.values()].some(({ type, response }) => type !== 'WebSocket' && !response);
      return loaded && !busy && performance.now() - lastChange >= QUIET_MS;
    },
    hasLoaded: () => loaded,
    har: () => toHar(records, pages),
  };
}

async function untilQuiet(events, browser, timeout, signal) {
  const start = performance.now();
  while (performance.now() - start < timeout && browser.open() && !signal.aborted) {
    if (events.isQuiet()) return 'The page loaded and its network is quiet.';
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return events.hasLoaded()
    ? `The page loaded; its network was still busy after ${duration(timeout)}.`
    : `The page had not finished loading after ${duration(timeout)}.`;
}

/** The name that traces and HAR files use. */
function blockingName(behaviour) {
  return typeof behaviour === 'string'
    ? behaviour.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
    : undefined;
}

function toHar(records, pages) {
  const lastMoment = records.reduce(
    (latest, { finished, issued }) => Math.max(latest, finished ?? issued ?? 0),
    0,
  );
  const since = (page, moment) => (moment === undefined ? -1 : (moment - page.timestamp) * 1000);
  return {
    log: {
      version: '1.2',
      creator: { name: 'network-logger', version: '1' },
      pages: pages.map((page) => ({
        startedDateTime: new Date(page.wallTime * 1000).toISOString(),
        id: page.id,
        title: page.url,
        pageTimings: {
          onContentLoad: since(page, page.domContentLoaded),
          onLoad: since(page, page.load),
          ...(page.paint !== undefined && { _firstContentfulPaint: since(page, page.paint) }),
        },
      })),
      entries: records
        .filter(({ wallTime }) => wallTime !== undefined)
        .map((record) => toEntry(record, lastMoment)),
    },
  };
}

function toEntry(record, lastMoment) {
  const { request, response = {}, issued, finished, error } = record;
  const end = finished ?? Math.max(lastMoment, issued);
  const timings = toTimings(response.timing, issued, end, record.type);
  const fromCache = record.fromCache ?? (response.fromDiskCache ? 'disk' : undefined);
  return {
    ...(record.page && { pageref: record.page }),
    startedDateTime: new Date(record.wallTime * 1000).toISOString(),
    time: Math.max(0, (end - issued) * 1000),
    request: {
      method: request.method,
      url: request.url,
      httpVersion: response.protocol ?? '',
      cookies: [],
      headers: headerList(request.headers),
      queryString: [],
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: response.status ?? 0,
      statusText: response.statusText ?? '',
      httpVersion: response.protocol ?? '',
      cookies: [],
      headers: headerList(response.headers),
      content: { size: record.body, mimeType: response.mimeType ?? '' },
      redirectURL: record.redirect ?? '',
      headersSize: -1,
      bodySize: -1,
      _transferSize: fromCache ? 0 : record.encoded,
      ...(error && { _error: error }),
    },
    cache: {},
    timings,
    ...(response.remoteIPAddress && { serverIPAddress: response.remoteIPAddress }),
    ...(response.connectionId !== undefined && { _connectionId: String(response.connectionId) }),
    ...(fromCache && { _fromCache: fromCache }),
    ...(finished === undefined && record.type !== 'WebSocket' && { _pending: true }),
    ...(record.blocking && { _renderBlocking: record.blocking }),
    _initiator: record.initiator ?? {},
    _priority: record.priority ?? request.initialPriority ?? '',
    _resourceType: (record.type ?? 'Other').toLowerCase(),
  };
}

/**
 * HAR's phases from Chrome's (https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-ResourceTiming: `requestTime` in
 * seconds, the rest in milliseconds after it). Whatever lies between the named phases is queueing.
 */
function toTimings(timing, issued, end, type) {
  const total = Math.max(0, (end - issued) * 1000);
  if (!timing || !(timing.requestTime > 0) || type === 'WebSocket') {
    return {
      blocked: -1,
      dns: -1,
      connect: -1,
      ssl: -1,
      send: 0,
      wait: type === 'WebSocket' ? 0 : total,
      receive: 0,
    };
  }
  const span = (from, to) => (from >= 0 && to >= from ? to - from : -1);
  const base = timing.requestTime * 1000 - issued * 1000;
  const dns = span(timing.dnsStart, timing.dnsEnd);
  const connect = span(timing.connectStart, timing.connectEnd);
  const ssl = span(timing.sslStart, timing.sslEnd);
  const send = Math.max(0, timing.sendEnd - timing.sendStart);
  const wait = Math.max(0, timing.receiveHeadersEnd - timing.sendEnd);
  const receive = Math.max(0, total - base - timing.receiveHeadersEnd);
  const named = Math.max(0, dns) + Math.max(0, connect) + send + wait + receive;
  return { blocked: Math.max(0, total - named), dns, connect, ssl, send, wait, receive };
}

function headerList(headers) {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    String(value)
      .split('\n')
      .map((each) => ({ name, value: each })),
  );
}
