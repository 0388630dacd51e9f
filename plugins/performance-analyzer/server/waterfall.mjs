import { gzipSync } from 'node:zlib';
import { clean, count, duration, size, table } from './text.mjs';

// Lighthouse's document-latency insight: slow above 600 ms, and 100 ms as what a good server needs.
// https://developer.chrome.com/docs/performance/insights/document-latency
const SLOW_WAIT_MS = 600;
const GOOD_WAIT_MS = 100;
// Below one packet compression saves nothing: https://developer.chrome.com/docs/lighthouse/performance/uses-text-compression
const MIN_COMPRESSIBLE_BYTES = 1400;
// Chrome's limit per host over HTTP/1.1: https://developer.chrome.com/docs/devtools/network/reference#timing-explanation
const HTTP1_CONNECTIONS = 6;
const SHORT_CACHE_SECONDS = 7 * 86_400;
const STATIC_TYPES = ['stylesheet', 'script', 'image', 'font', 'media'];
const MAX_GZIPPED_BODIES = 20;
const MAX_GZIPPED_CHARACTERS = 1_000_000;

/**
 * @typedef {import('./har.mjs').Request} Request
 * @typedef {object} Finding
 * @property {string} id
 * @property {string} what
 * @property {number} saving milliseconds at most, on this load or, when `repeat`, on the next
 * @property {boolean} repeat
 * @property {string[]} evidence
 * @property {string} fix
 */

/**
 * Says what holds a page's loading up, from a recording.
 * @param {import('./har.mjs').Recording} recording
 * @param {{ page?: number }} options `page` from 1
 */
export function analyseWaterfall(recording, { page } = {}) {
  const notes = [...recording.notes];
  const { pages } = recording;
  let requests = recording.requests;
  const chosen = page === undefined ? pages[0] : pages[page - 1];
  if (chosen && (pages.length > 1 || page !== undefined)) {
    const ofPage = requests.filter((each) => each.page === chosen.id || each.page === '');
    if (ofPage.length > 0) requests = ofPage;
    if (pages.length > 1) {
      notes.push(
        `The recording has ${pages.length} pages; this is page ${pages.indexOf(chosen) + 1}. Choose with "page".`,
      );
    }
  }
  const live = requests.filter(
    (each) => !each.cached && each.type !== 'websocket' && !/^(data|blob|about):/i.test(each.key),
  );
  const parents = findParents(requests);
  const main = mainDocument(requests);
  const from = main ? (firstOfChain(main, parents).start ?? 0) : (requests[0]?.start ?? 0);
  const context = { requests, live, parents, main, from, page: chosen };

  const findings = [
    redirects(context),
    slowDocument(context),
    renderBlocking(context),
    deepChain(context),
    sequentialCalls(context),
    slowAnswers(context),
    connectionLimit(context),
    repeatedConnections(context),
    newOrigins(context),
    uncompressed(context),
    duplicates(context),
    failures(context),
    uncacheable(context),
  ]
    .filter((finding) => finding !== undefined)
    .sort((a, b) => Number(a.repeat) - Number(b.repeat) || b.saving - a.saving);

  if (main === undefined && requests.length > 0)
    notes.push('No document in the recording: what depends on it is left out.');
  return {
    source: recording.source,
    context,
    findings,
    notes,
    chain: criticalChain(context),
    totals: totals(live),
  };
}

/** The analysis as text for a person or a model. */
export function renderWaterfall(
  { source, context, findings, notes, chain, totals: sums },
  { limit = 5 } = {},
) {
  const { requests, live, main, from, page } = context;
  if (requests.length === 0) return [`${source}: no requests.`, ...notes].join('\n');
  const at = (ms) => duration(ms - from);
  const bytes = live.reduce((sum, each) => sum + each.bytes, 0);
  const last = live.reduce((latest, each) => Math.max(latest, each.end), from);
  const moments = [
    page?.paint !== undefined && `first contentful paint ${at(page.paint)}`,
    page?.domContentLoaded !== undefined && `DOMContentLoaded ${at(page.domContentLoaded)}`,
    page?.load !== undefined && `load ${at(page.load)}`,
    `last byte ${at(last)}`,
  ].filter(Boolean);
  const cached = requests.filter((each) => each.cached).length;
  const lines = [
    `${source}: ${main?.url ?? requests[0].url}`,
    `${count(requests.length, 'request')}${cached > 0 ? ` (${cached} from cache)` : ''}, ${size(bytes)} over the network; ${moments.join(', ')}`,
    '',
    findings.length > 0
      ? 'What to do, most time saved first (savings are upper bounds and overlap: change one thing, record again)'
      : 'No issues found.',
  ];
  for (const [i, finding] of findings.entries()) {
    const saving =
      finding.saving >= 1
        ? `up to ${duration(finding.saving)} ${finding.repeat ? 'on repeat visits' : 'sooner'}`
        : 'no time measured on this connection';
    lines.push(`${i + 1}. ${finding.what}: ${saving} [${finding.id}]`);
    for (const evidence of finding.evidence.slice(0, limit)) lines.push(`   - ${evidence}`);
    if (finding.evidence.length > limit) lines.push(`   - and ${finding.evidence.length - limit} more`);
    lines.push(`   Do: ${finding.fix}`);
  }

  lines.push('', 'Critical chain (each was asked for because of the one above)');
  const shownChain = chain.length > 12 ? [...chain.slice(0, 6), ...chain.slice(-6)] : chain;
  lines.push(
    ...table(
      shownChain.map((each) => [
        `  ${at(each.start)}`,
        `→ ${at(each.end)}`,
        duration(each.time),
        each.type,
        each.url,
      ]),
    ),
  );
  if (chain.length > 12) lines.push(`  (${chain.length - 12} in the middle left out)`);

  const sum = Object.values(sums).reduce((a, b) => a + b, 0);
  const share = (ms) => `${duration(ms)} (${sum > 0 ? Math.round((ms / sum) * 100) : 0} %)`;
  lines.push(
    '',
    'Where requests spent their time (added up; they overlap)',
    `  ${Object.entries(sums)
      .map(([name, ms]) => `${name} ${share(ms)}`)
      .join(', ')}`,
  );

  const slowest = top(live, (each) => each.time, limit);
  lines.push(
    '',
    'Slowest',
    ...table(slowest.map((each) => [`  ${duration(each.time)}`, each.type, mainPhase(each), each.url])),
  );
  const largest = top(
    live.filter((each) => each.bytes > 0),
    (each) => each.bytes,
    limit,
  );
  if (largest.length > 0) {
    lines.push(
      '',
      'Largest',
      ...table(largest.map((each) => [`  ${size(each.bytes)}`, each.type, each.url])),
    );
  }
  lines.push('', 'By type', ...table(byType(live).map(([type, n, sum]) => [`  ${type}`, `${n}`, size(sum)])));
  const others = thirdParties(context);
  if (others.length > 0) {
    const rows = others
      .slice(0, limit)
      .map(([host, n, sum, ms]) => [`  ${host}`, `${n}`, size(sum), `${duration(ms)} busy`]);
    lines.push('', `Third parties (${others.length})`, ...table(rows));
  }
  if (notes.length > 0) lines.push('', 'Notes', ...notes.map((note) => `  ${note}`));
  return lines.join('\n');
}

/** Milliseconds during which at least one of the intervals runs. */
export function unionOf(intervals) {
  const sorted = intervals.filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0]);
  let total = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const [from, to] of sorted) {
    if (to <= end) continue;
    total += to - Math.max(from, end);
    end = to;
  }
  return total;
}

/** @returns {[string, number, number][]} type, requests, bytes; heaviest first */
export function byType(requests) {
  const types = new Map();
  for (const { type, bytes } of requests) {
    const [n, sum] = types.get(type) ?? [0, 0];
    types.set(type, [n + 1, sum + bytes]);
  }
  return [...types]
    .map(([type, [n, sum]]) => [type, n, sum])
    .sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
}

/** The document that the page became, after redirects. */
export function mainDocument(requests) {
  const documents = requests.filter((each) => each.type === 'document');
  let main = documents[0];
  for (const next of documents.slice(1)) {
    if (!main.redirect || next.key !== main.redirect) break;
    main = next;
  }
  return main;
}

/**
 * Which request made which other one happen: a redirect, the recorded initiator, the referrer, else the document.
 * @returns {Map<Request, Request>} from a request to an earlier one
 */
function findParents(requests) {
  const byUrl = groupBy(requests, (each) => each.key);
  const order = new Map(requests.map((each, i) => [each, i]));
  const lastBefore = (url, index) => {
    const same = byUrl.get(url);
    if (!same) return undefined;
    let low = 0;
    let high = same.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order.get(same[middle]) < index) low = middle + 1;
      else high = middle;
    }
    return same[low - 1];
  };
  const parents = new Map();
  const waiting = new Map();
  const main = mainDocument(requests);
  const mainAt = main ? order.get(main) : -1;
  for (const [i, request] of requests.entries()) {
    const hop = waiting.get(request.key);
    const parent =
      hop ??
      request.initiators.map((url) => lastBefore(url, i)).find(Boolean) ??
      (request.referrer ? lastBefore(request.referrer, i) : undefined) ??
      (main && i > mainAt ? main : undefined);
    waiting.delete(request.key);
    if (parent && parent !== request) parents.set(request, parent);
    if (request.redirect) waiting.set(request.redirect, request);
  }
  return parents;
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function chainTo(request, parents) {
  const chain = [];
  for (let at = request; at; at = parents.get(at)) chain.push(at);
  return chain.reverse();
}

function firstOfChain(request, parents) {
  let first = request;
  for (let at = parents.get(first); at; at = parents.get(at)) first = at;
  return first;
}

function isCritical({ type, priority, blocking }) {
  if (/^(in_body_parser_)?blocking$/.test(blocking)) return true;
  if (priority) return /^(very)?high(est)?$/.test(priority) && type !== 'image' && type !== 'media';
  return ['document', 'stylesheet', 'script', 'font', 'fetch'].includes(type);
}

/** The chain of requests whose last one arrived latest among those that the page could not do without. */
export function criticalChain({ live, parents, page, from }) {
  const until = page?.load ?? Number.POSITIVE_INFINITY;
  let last;
  for (const request of live) {
    if (!isCritical(request) || request.start > until || request.start < from) continue;
    if (!last || request.end > last.end) last = request;
  }
  return last ? chainTo(last, parents) : [];
}

/** @returns {{ queueing: number, dns: number, connect: number, tls: number, send: number, wait: number, receive: number }} */
function totals(requests) {
  const sums = { queueing: 0, dns: 0, connect: 0, tls: 0, send: 0, wait: 0, receive: 0 };
  for (const { phases } of requests) {
    for (const [name, ms] of Object.entries(phases)) sums[name === 'queued' ? 'queueing' : name] += ms;
  }
  return sums;
}

function describe(request) {
  return `${request.url} (${duration(request.time)}, ${request.type}${request.bytes > 0 ? `, ${size(request.bytes)}` : ''})`;
}

function mainPhase({ phases }) {
  const [name, ms] = Object.entries(phases).reduce(
    (most, each) => (each[1] > most[1] ? each : most),
    ['wait', 0],
  );
  return `mostly ${name} ${duration(ms)}`;
}

function top(list, measure, limit) {
  return [...list].sort((a, b) => measure(b) - measure(a)).slice(0, limit);
}

function finding(id, what, saving, evidence, fix, repeat = false) {
  return { id, what, saving, evidence, fix, repeat };
}

function redirects({ live, parents, main }) {
  const hops = live.filter((each) => each.redirect);
  if (hops.length === 0) return undefined;
  const beforeMain = main ? chainTo(main, parents).filter((each) => each.redirect) : [];
  const others = hops.filter((each) => !beforeMain.includes(each));
  const saving =
    beforeMain.reduce((sum, each) => sum + each.time, 0) +
    unionOf(others.map((each) => [each.start, each.end]));
  const evidence = [...beforeMain, ...top(others, (each) => each.time, 20)].map(
    (each) =>
      `${each.status} ${each.url} → ${clean(new URL(each.redirect).pathname, 120)} (${duration(each.time)})`,
  );
  return finding(
    'redirects',
    `${count(hops.length, 'redirect')}${beforeMain.length > 0 ? `, ${beforeMain.length} before the page itself` : ''}`,
    saving,
    evidence,
    'Link to the final address, and answer it without a detour.',
  );
}

function slowDocument({ main }) {
  if (!main || main.phases.wait <= SLOW_WAIT_MS) return undefined;
  return finding(
    'slow-document',
    'The server is slow to answer the document',
    main.phases.wait - GOOD_WAIT_MS,
    [
      `${main.url} waited ${duration(main.phases.wait)} for its first byte (slow is above ${SLOW_WAIT_MS} ms)`,
    ],
    'Cache the page or the work behind it (CDN, full-page cache, database), or send the head early and stream the rest.',
  );
}

function renderBlocking({ live, main, page }) {
  if (!main) return undefined;
  const reported = live.some((each) => each.blocking);
  const until = page?.paint ?? page?.domContentLoaded ?? page?.load ?? Number.POSITIVE_INFINITY;
  const blocking = live.filter((each) => {
    if (each.start < main.start || each.start > until) return false;
    if (reported) return /^(in_body_parser_)?blocking$/.test(each.blocking);
    if (each.type === 'stylesheet') return each.priority === '' || /^very/.test(each.priority);
    return each.type === 'script' && each.priority === 'high' && !each.redirect;
  });
  if (blocking.length === 0) return undefined;
  const end = blocking.reduce((latest, each) => Math.max(latest, each.end), 0);
  return finding(
    'render-blocking',
    `${count(blocking.length, 'request')} ${blocking.length === 1 ? 'delays' : 'delay'} the first paint`,
    Math.max(0, end - main.end),
    [
      ...top(blocking, (each) => each.end, 50).map(
        (each) => `${describe(each)}, arrives ${duration(each.end - main.end)} after the document`,
      ),
      ...(reported ? [] : ['The browser did not record what blocks: judged by type and priority.']),
    ],
    'Put defer or type="module" on scripts, inline the few styles that the first screen needs, and load the rest with a media query or later.',
  );
}

/** The chain in which asking for everything at once, as soon as the document was there, would gain the most. */
function deepChain({ live, parents, main, page }) {
  if (!main) return undefined;
  const until = page?.load ?? Number.POSITIVE_INFINITY;
  const alone = new Map([[main, 0]]);
  const depth = new Map([[main, 0]]);
  let best;
  for (const request of live) {
    const parent = parents.get(request);
    if (!alone.has(parent)) continue;
    alone.set(request, Math.max(alone.get(parent), request.time));
    depth.set(request, depth.get(parent) + 1);
    const saving = request.end - (main.end + alone.get(request));
    const counts = depth.get(request) >= 2 && isCritical(request) && request.start <= until;
    if (counts && saving >= 10 && (!best || saving > best.saving)) best = { request, saving };
  }
  if (!best) return undefined;
  const chain = chainTo(best.request, parents);
  const after = chain.slice(chain.indexOf(main) + 1);
  return finding(
    'late-discovery',
    `A chain is ${after.length} requests deep after the document`,
    best.saving,
    after.slice(1).map((each) => `${describe(each)} is known only after ${parents.get(each).url}`),
    'Name the late ones in the document (<link rel="preload"> or "modulepreload"), replace CSS @import by <link>, or put the first data into the page.',
  );
}

/** Calls made one after the other by the same code, each only when the one before had answered. */
function sequentialCalls({ live }) {
  const calls = live.filter((each) => each.type === 'fetch' && each.time > 0 && !each.redirect);
  const groups = groupBy(calls, (each) => `${each.origin} ${each.initiators[0] ?? each.referrer}`);
  let best;
  for (const group of groups.values()) {
    let run = [];
    for (const call of group) {
      const before = run.at(-1);
      if (before && call.start >= before.end - 1 && call.start - before.end <= 50) run.push(call);
      else run = [call];
      const sum = run.reduce((total, each) => total + each.time, 0);
      if (run.length >= 3 && (!best || sum > best.sum)) best = { run: [...run], sum };
      if (run.length > 200) run = [call];
    }
  }
  if (!best) return undefined;
  const longest = best.run.reduce((most, each) => Math.max(most, each.time), 0);
  return finding(
    'sequential-requests',
    `${best.run.length} API calls run one after the other`,
    best.sum - longest,
    best.run.map((each) => `${each.method} ${describe(each)}`),
    'Start them together (Promise.all) where none needs the answer of another, or ask for all in one call.',
  );
}

function slowAnswers({ live, main }) {
  const slow = live.filter(
    (each) => each !== main && each.type !== 'media' && each.phases.wait > SLOW_WAIT_MS && !each.redirect,
  );
  if (slow.length === 0) return undefined;
  const most = top(slow, (each) => each.phases.wait, 50);
  return finding(
    'slow-responses',
    `${count(slow.length, 'answer')} took the server longer than ${SLOW_WAIT_MS} ms`,
    most[0].phases.wait - GOOD_WAIT_MS,
    most.map((each) => `${each.url} waited ${duration(each.phases.wait)}`),
    'Find out what the server does meanwhile (queries, calls to others); cache, index or do it beforehand.',
  );
}

function connectionLimit({ live }) {
  const over1 = live.filter((each) => /^http\/1/.test(each.protocol));
  let worst;
  for (const [origin, group] of groupBy(over1, (each) => each.origin)) {
    const peak = peakOf(group.map((each) => [each.start + each.phases.queued, each.end]));
    const queued = group.filter((each) => each.phases.queued >= 5);
    const waiting = unionOf(queued.map((each) => [each.start, each.start + each.phases.queued]));
    if (peak >= HTTP1_CONNECTIONS && waiting >= 10 && (!worst || waiting > worst.waiting))
      worst = { origin, group, peak, queued, waiting };
  }
  if (!worst) return undefined;
  return finding(
    'http1-connection-limit',
    `Requests queue for one of the ${HTTP1_CONNECTIONS} HTTP/1.1 connections to ${worst.origin}`,
    worst.waiting,
    [
      `${count(worst.group.length, 'request')} over HTTP/1.1, ${worst.peak} at once, ${worst.queued.length} of them queued`,
      ...top(worst.queued, (each) => each.phases.queued, 20).map(
        (each) => `${each.url} queued ${duration(each.phases.queued)}`,
      ),
    ],
    'Serve it over HTTP/2 or HTTP/3, or make fewer requests (sprites, bundles, loading="lazy" below the fold).',
  );
}

function peakOf(intervals) {
  const edges = intervals.flatMap(([from, to]) => [
    [from, 1],
    [to, -1],
  ]);
  edges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0;
  let peak = 0;
  for (const [, step] of edges) {
    now += step;
    peak = Math.max(peak, now);
  }
  return peak;
}

function repeatedConnections({ live }) {
  let worst;
  for (const [origin, group] of groupBy(live, (each) => each.origin)) {
    const opened = group.filter((each) => each.phases.connect + each.phases.tls > 0);
    const allowed = group.some((each) => /^h[23]$/.test(each.protocol)) ? 2 : HTTP1_CONNECTIONS;
    if (opened.length <= allowed) continue;
    const saving = unionOf(
      opened.slice(allowed).map((each) => [each.start, each.start + each.phases.connect + each.phases.tls]),
    );
    if (!worst || saving > worst.saving) worst = { origin, opened, group, saving };
  }
  if (!worst) return undefined;
  return finding(
    'connections-not-reused',
    `Connections to ${worst.origin} are opened again and again`,
    worst.saving,
    [`${worst.opened.length} of ${count(worst.group.length, 'request')} opened a connection of their own`],
    'Keep connections alive on the server and on every proxy in between (Keep-Alive, HTTP/2).',
  );
}

function newOrigins({ live, main }) {
  if (!main) return undefined;
  const costs = [];
  for (const [origin, group] of groupBy(live, (each) => each.origin)) {
    if (origin === main.origin) continue;
    const [first] = group;
    const cost = first.phases.dns + first.phases.connect + first.phases.tls;
    if (cost >= 20 && isCritical(first)) costs.push({ origin, cost, first });
  }
  if (costs.length === 0) return undefined;
  costs.sort((a, b) => b.cost - a.cost);
  return finding(
    'late-connections',
    `${count(costs.length, 'other origin')} on the critical way ${costs.length === 1 ? 'needs' : 'need'} a new connection`,
    costs[0].cost,
    costs.map(
      ({ origin, cost, first }) => `${origin}: DNS, connect and TLS ${duration(cost)} before ${first.url}`,
    ),
    'Serve it from your own origin, or name it early with <link rel="preconnect">.',
  );
}

function uncompressed({ live }) {
  const plain = live.filter(
    (each) =>
      each.status === 200 &&
      /^text\/|javascript|json|xml|svg|wasm|ttf|otf/.test(each.mime) &&
      !/event-stream/.test(each.mime) &&
      (each.bodyBytes || each.bytes) >= MIN_COMPRESSIBLE_BYTES &&
      !headerOf(each, 'content-encoding') &&
      // Fewer bytes came than the body has: it was compressed, whatever the headers say.
      (each.bytes === 0 || each.bodyBytes === 0 || each.bytes >= each.bodyBytes * 0.95),
  );
  if (plain.length === 0) return undefined;
  let gzipped = 0;
  const once = [...new Map(plain.map((each) => [each.key, each])).values()];
  const measured = top(once, (each) => each.bodyBytes || each.bytes, once.length).map((request) => {
    const bytes = request.bodyBytes || request.bytes;
    if (
      request.body.length >= MIN_COMPRESSIBLE_BYTES &&
      request.body.length <= MAX_GZIPPED_CHARACTERS &&
      gzipped++ < MAX_GZIPPED_BODIES
    ) {
      return { request, bytes, saved: Math.max(0, bytes - gzipSync(request.body).length), exact: true };
    }
    return { request, bytes, saved: bytes * 0.7, exact: false };
  });
  const total = measured.reduce((sum, each) => sum + each.bytes, 0);
  const saved = measured.reduce((sum, each) => sum + each.saved, 0);
  const receiving = unionOf(plain.map((each) => [each.end - each.phases.receive, each.end]));
  return finding(
    'uncompressed-text',
    `${count(once.length, 'text file')} sent without compression, about ${size(saved)} too much`,
    total > 0 ? receiving * (saved / total) : 0,
    measured.map(({ request, bytes, saved: less, exact }) =>
      exact
        ? `${request.url}: ${size(bytes)}, with gzip ${size(bytes - less)}`
        : `${request.url}: ${size(bytes)}, with gzip about ${size(bytes - less)} (text usually shrinks by 70 %)`,
    ),
    'Turn on Brotli or gzip for text on the server or CDN.',
  );
}

function duplicates({ live }) {
  const again = [];
  const gets = live.filter(
    (each) => each.method === 'GET' && each.status === 200 && !headerOf(each, 'content-range'),
  );
  for (const group of groupBy(gets, (each) => each.key).values()) {
    if (group.length > 1) again.push(group);
  }
  if (again.length === 0) return undefined;
  again.sort((a, b) => wasted(b) - wasted(a));
  const repeats = again.flatMap((group) => group.slice(1));
  return finding(
    'duplicate-requests',
    `${count(again.length, 'address', 'addresses')} fetched more than once, ${size(repeats.reduce((sum, each) => sum + each.bytes, 0))} again`,
    unionOf(repeats.map((each) => [each.start, each.end])),
    again.map(
      (group) => `${group[0].url}: ${group.length} times, ${duration(wasted(group))} for the repeats`,
    ),
    'Keep the first answer (share the promise, a query cache) or let HTTP caching keep it.',
  );
}

function wasted(group) {
  return group.slice(1).reduce((sum, each) => sum + each.time, 0);
}

function failures({ live, requests }) {
  const failed = requests.filter(
    (each) =>
      each.status >= 400 ||
      (each.error && !/ERR_ABORTED/.test(each.error)) ||
      (each.status === 0 && each.error),
  );
  if (failed.length === 0) return undefined;
  const timed = failed.filter((each) => live.includes(each));
  return finding(
    'failed-requests',
    `${count(failed.length, 'request')} failed`,
    // Its place in a queue another request would have taken.
    unionOf(timed.map((each) => [each.start + each.phases.queued, each.end])),
    top(failed, (each) => each.time, 50).map(
      (each) => `${each.status || each.error} ${each.method} ${each.url} (${duration(each.time)})`,
    ),
    'Fix the address or remove the request; for 5xx and connection errors look at the server.',
  );
}

function uncacheable({ live }) {
  const judged = [];
  for (const request of live) {
    if (request.status !== 200 || !STATIC_TYPES.includes(request.type) || request.method !== 'GET') continue;
    const why = cacheProblem(request);
    if (why) judged.push({ request, why });
  }
  if (judged.length === 0) return undefined;
  judged.sort((a, b) => b.request.bytes - a.request.bytes);
  return finding(
    'uncacheable-statics',
    `${count(judged.length, 'static file')} a browser cannot keep for a week`,
    unionOf(judged.map(({ request }) => [request.start, request.end])),
    judged.map(({ request, why }) => `${request.url}: ${why} (${size(request.bytes)})`),
    'Put a hash into the file name and send Cache-Control: public, max-age=31536000, immutable.',
    true,
  );
}

function cacheProblem(request) {
  const control = headerOf(request, 'cache-control').toLowerCase();
  if (/no-store|no-cache/.test(control)) return `Cache-Control: ${clean(control, 60)}`;
  const age = /max-age\s*=\s*"?(\d+)/.exec(control)?.[1];
  if (age !== undefined) return Number(age) < SHORT_CACHE_SECONDS ? `kept for ${Number(age)} s only` : '';
  const expires = Date.parse(headerOf(request, 'expires'));
  const date = Date.parse(headerOf(request, 'date'));
  if (Number.isFinite(expires) && Number.isFinite(date)) {
    return expires - date < SHORT_CACHE_SECONDS * 1000
      ? `Expires ${Math.max(0, Math.round((expires - date) / 1000))} s after it was sent`
      : '';
  }
  return 'no Cache-Control';
}

function headerOf(request, name) {
  return request.responseHeaders.find(([each]) => each === name)?.[1] ?? '';
}

/** @returns {[string, number, number, number][]} host, requests, bytes, milliseconds with at least one open; busiest first */
function thirdParties({ live, main }) {
  if (!main) return [];
  const own = site(main.host);
  const others = live.filter((each) => each.host && site(each.host) !== own);
  return [...groupBy(others, (each) => each.host)]
    .map(([host, group]) => [
      host,
      group.length,
      group.reduce((sum, each) => sum + each.bytes, 0),
      unionOf(group.map((each) => [each.start, each.end])),
    ])
    .sort((a, b) => b[3] - a[3] || (a[0] < b[0] ? -1 : 1));
}

/** Near enough without the public suffix list: two labels, three under a short country suffix such as co.uk. */
function site(host) {
  if (/^[\d.]+$|:/.test(host)) return host;
  const labels = host.split('.');
  const short = labels.length > 2 && labels.at(-1).length === 2 && labels.at(-2).length <= 3;
  return labels.slice(short ? -3 : -2).join('.');
}
