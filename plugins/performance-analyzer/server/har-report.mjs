import { LIMITS, ranked } from './report.mjs';
import { clean, duration, redactUrl, size, table } from './text.mjs';
import { analyseWaterfall, byType } from './waterfall.mjs';

const WHY = {
  redirects: 'Each redirect is a full round trip before anything else can start.',
  'slow-document': 'Nothing of the page can be asked for or shown before its document arrives.',
  'render-blocking': 'The browser shows nothing until these have arrived.',
  'late-discovery': 'The browser learns of these files only when another one has arrived.',
  'sequential-requests': 'Each call waits for the answer of the one before.',
  'slow-responses': 'The time is spent waiting for the server, not for the network.',
  'http1-connection-limit':
    'Over HTTP/1.1 a browser opens six connections to a host; the seventh request waits.',
  'connections-not-reused': 'Every new connection costs its handshakes again.',
  'late-connections': 'DNS, TCP and TLS come before the first byte from a new origin.',
  'uncompressed-text': 'Text travels three to four times as large as it needs to.',
  'duplicate-requests': 'The same bytes are paid for again.',
  'failed-requests': 'A request that fails takes its time and gives nothing.',
  'uncacheable-statics': 'On the next visit the browser asks for files that it had.',
};

/** @returns {import('./report.mjs').Analysis} of a HAR recording */
export function analyseHar(recording, { page } = {}) {
  const { context, findings, chain, notes } = analyseWaterfall(recording, { page });
  const { live, main, from, page: chosen } = context;
  const bytes = live.reduce((sum, each) => sum + each.bytes, 0);
  const end = live.reduce((latest, each) => Math.max(latest, each.end), from);
  const metrics = [];
  const add = (id, name, value, unit, limits) => {
    if (Number.isFinite(value)) metrics.push({ id, name, value, unit, ...(limits && { limits }) });
  };
  if (main) add('ttfb', 'Time to first byte', main.end - main.phases.receive - from, 'ms', LIMITS.ttfb);
  add('fcp', 'First contentful paint', chosen?.paint - from, 'ms', LIMITS.fcp);
  add('dcl', 'DOMContentLoaded', chosen?.domContentLoaded - from, 'ms');
  add('load', 'Load', chosen?.load - from, 'ms');
  add('total', 'Last byte', end - from, 'ms');
  add('requests', 'Requests', live.length, 'count');
  add('bytes', 'Over the network', bytes, 'bytes');
  for (const [type, , sum] of byType(live)) add(`bytes-${type}`, `  ${type}`, sum, 'bytes');

  const path = chain.length > 10 ? [...chain.slice(0, 5), ...chain.slice(-5)] : chain;
  const name = main?.url ?? chosen?.title;
  const largest = [...live].sort((a, b) => b.bytes - a.bytes).slice(0, 5);
  return {
    kind: 'har',
    title: name === undefined ? 'HAR without a document' : `HAR of ${clean(name, 200)}`,
    metrics,
    findings: ranked(
      findings.map(({ id, what, saving, evidence, fix, repeat }) => ({
        id,
        what: repeat ? `${what} (felt on repeat visits)` : what,
        why: WHY[id],
        // What only the next visit feels ranks behind what this one feels.
        impact: repeat ? 0 : saving,
        weight: repeat ? 1 : 0,
        evidence,
        fix,
      })),
    ),
    sections: [
      {
        title: 'Critical path (each was asked for because of the one above)',
        lines: table(
          path.map((each) => [
            duration(each.start - from),
            `→ ${duration(each.end - from)}`,
            each.type,
            redactUrl(each.url),
          ]),
        ),
      },
      { title: 'Largest', lines: table(largest.map((each) => [size(each.bytes), each.type, each.url])) },
    ],
    notes,
  };
}
