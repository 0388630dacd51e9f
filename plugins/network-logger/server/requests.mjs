import { clean, count, duration, size, table } from './text.mjs';

const MAX_WITH_HEADERS = 10;

/**
 * The requests that fit, as lines of text.
 * @param {import('./har.mjs').Recording} recording
 * @param {{ type?: string[], url?: string, status?: string, minDuration?: number, minBytes?: number, sort?: string, limit?: number, headers?: boolean }} filter
 */
export function renderRequests(recording, filter) {
  const {
    type = [],
    url = '',
    status,
    minDuration = 0,
    minBytes = 0,
    sort = 'start',
    headers = false,
  } = filter;
  const limit = Math.min(filter.limit ?? 50, headers ? MAX_WITH_HEADERS : Number.POSITIVE_INFINITY);
  // HAR files from most tools cannot tell XMLHttpRequest and fetch apart.
  const types = type.map((each) => (each === 'xhr' ? 'fetch' : each));
  const fitting = recording.requests.filter(
    (each) =>
      (types.length === 0 || types.includes(each.type)) &&
      each.url.toLowerCase().includes(url.toLowerCase()) &&
      (status === undefined || fitsStatus(each, status)) &&
      each.time >= minDuration &&
      (minBytes === 0 || each.bytes >= minBytes),
  );
  if (sort === 'duration') fitting.sort((a, b) => b.time - a.time || a.number - b.number);
  if (sort === 'size') fitting.sort((a, b) => b.bytes - a.bytes || a.number - b.number);
  const shown = fitting.slice(0, limit);
  const transferred = fitting.reduce((sum, each) => sum + each.bytes, 0);
  const lines = [
    `${recording.source}: ${fitting.length} of ${count(recording.requests.length, 'request')} fit, ${size(transferred)} over the network${
      shown.length < fitting.length ? `; the first ${shown.length} by ${sort}` : ''
    }`,
  ];
  if (shown.length > 0) {
    const rows = [['#', 'start', 'took', 'status', 'type', 'size', 'protocol', 'request']];
    for (const each of shown) {
      rows.push([
        `${each.number}`,
        duration(each.start),
        duration(each.time),
        each.status > 0 ? `${each.status}` : each.error ? 'failed' : '-',
        each.type,
        each.cached ? 'cache' : size(each.bytes),
        each.protocol || '-',
        `${each.method} ${each.url}${each.error ? ` (${each.error})` : ''}`,
      ]);
    }
    if (headers)
      for (const [i, line] of table(rows).entries())
        lines.push(line, ...(i > 0 ? headerLines(shown[i - 1]) : []));
    else lines.push(...table(rows));
  }
  return [...lines, ...recording.notes.map((note) => `Note: ${note}`)].join('\n');
}

function headerLines({ requestHeaders, responseHeaders, phases }) {
  const spent = Object.entries(phases).filter(([, ms]) => ms > 0);
  return [
    `    spent: ${spent.map(([name, ms]) => `${name} ${duration(ms)}`).join(', ') || 'nothing measured'}`,
    ...requestHeaders.map(([name, value]) => `    > ${name}: ${value}`),
    ...responseHeaders.map(([name, value]) => `    < ${name}: ${value}`),
  ];
}

/** `404`, `4xx` or `failed` (no response, or 400 and above). */
function fitsStatus(request, wanted) {
  if (wanted === 'failed') return request.status >= 400 || (request.status === 0 && request.error !== '');
  if (/^[1-5]xx$/i.test(wanted)) return Math.floor(request.status / 100) === Number(wanted[0]);
  return String(request.status) === clean(wanted, 10);
}
