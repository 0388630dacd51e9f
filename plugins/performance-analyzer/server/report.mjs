import { count, duration, size, table } from './text.mjs';

/**
 * @typedef {object} Metric
 * @property {string} id
 * @property {string} name
 * @property {number} value
 * @property {'ms' | 'bytes' | 'count' | 'share' | 'shift' | 'score'} unit
 * @property {{ good: number, poor: number, source: string }} [limits] at most `good` is good, above `poor` is poor
 *
 * @typedef {object} Finding
 * @property {string} id
 * @property {string} what
 * @property {string} why
 * @property {number} impact milliseconds that it costs at most, 0 when not measured in time
 * @property {number} [weight] milliseconds as which it is ranked where it costs no time
 * @property {string[]} evidence most telling first
 * @property {string} fix
 *
 * @typedef {object} Analysis
 * @property {'trace' | 'har' | 'lighthouse'} kind
 * @property {string} title what was measured, in one line
 * @property {Metric[]} metrics
 * @property {Finding[]} findings
 * @property {{ title: string, lines: string[] }[]} sections
 * @property {string[]} notes
 */

/** What counts as good and poor, with the page that says so. Milliseconds, CLS without unit. */
export const LIMITS = {
  lcp: { good: 2500, poor: 4000, source: 'https://web.dev/articles/lcp' },
  fcp: { good: 1800, poor: 3000, source: 'https://web.dev/articles/fcp' },
  inp: { good: 200, poor: 500, source: 'https://web.dev/articles/inp' },
  cls: { good: 0.1, poor: 0.25, source: 'https://web.dev/articles/cls' },
  ttfb: { good: 800, poor: 1800, source: 'https://web.dev/articles/ttfb' },
  tbt: {
    good: 200,
    poor: 600,
    source: 'https://developer.chrome.com/docs/lighthouse/performance/lighthouse-total-blocking-time',
  },
  si: {
    good: 3400,
    poor: 5800,
    source: 'https://developer.chrome.com/docs/lighthouse/performance/speed-index',
  },
  tti: {
    good: 3800,
    poor: 7300,
    source: 'https://developer.chrome.com/docs/lighthouse/performance/interactive',
  },
};

/** @returns {'good' | 'needs improvement' | 'poor' | ''} */
export function rating({ value, limits }) {
  if (!limits || !Number.isFinite(value)) return '';
  if (value <= limits.good) return 'good';
  return value <= limits.poor ? 'needs improvement' : 'poor';
}

export function showValue(value, unit) {
  if (unit === 'ms') return duration(value);
  if (unit === 'bytes') return size(value);
  if (unit === 'shift') return value.toFixed(3);
  if (unit === 'share') return `${Math.round(value * 100)} %`;
  return String(Math.round(value));
}

/** Most costly first. */
export function ranked(findings) {
  const order = (finding) => Math.max(finding.impact, finding.weight ?? 0);
  return findings.filter(Boolean).sort((a, b) => order(b) - order(a) || (a.id < b.id ? -1 : 1));
}

/** @param {Analysis} analysis */
export function renderAnalysis({ title, metrics, findings, sections, notes }, { limit = 8 } = {}) {
  const lines = [title, ''];
  const sources = [];
  const rows = metrics.map((metric) => {
    const verdict = rating(metric);
    if (verdict && !sources.includes(metric.limits.source)) sources.push(metric.limits.source);
    const limits =
      metric.limits &&
      `(good up to ${showValue(metric.limits.good, metric.unit)}, poor above ${showValue(metric.limits.poor, metric.unit)})`;
    return [`  ${metric.name}`, showValue(metric.value, metric.unit), verdict ? `${verdict} ${limits}` : ''];
  });
  lines.push('Metrics', ...table(rows).map((line) => line.trimEnd()));
  if (sources.length > 0) lines.push(`  Thresholds: ${sources.join(' ')}`);

  lines.push(
    '',
    findings.length > 0
      ? 'What is slow and why, most costly first (costs overlap: change one thing, measure again)'
      : 'Nothing slow was found.',
  );
  for (const [i, finding] of findings.slice(0, limit).entries()) {
    lines.push(
      `${i + 1}. ${finding.what}${finding.impact >= 1 ? `: up to ${duration(finding.impact)}` : ''} [${finding.id}]`,
    );
    lines.push(`   Why: ${finding.why}`);
    for (const evidence of finding.evidence.slice(0, 5)) lines.push(`   - ${evidence}`);
    if (finding.evidence.length > 5) lines.push(`   - and ${finding.evidence.length - 5} more`);
    lines.push(`   Fix: ${finding.fix}`);
  }
  if (findings.length > limit)
    lines.push(`And ${count(findings.length - limit, 'smaller finding')}: ask with a higher "limit".`);
  for (const { title: heading, lines: body } of sections) {
    if (body.length > 0) lines.push('', heading, ...body.map((line) => `  ${line}`));
  }
  if (notes.length > 0) lines.push('', 'Notes', ...notes.map((note) => `  ${note}`));
  return lines.join('\n');
}

// One run differs from the next by about this much: https://developer.chrome.com/docs/lighthouse/performance/performance-scoring#fluctuations
const NOISE_SHARE = 0.1;
const NOISE = { ms: 50, bytes: 1000, count: 0, share: 0.05, shift: 0.01, score: 5 };

/** @param {Analysis} before @param {Analysis} after of the same kind */
export function renderComparison(before, after) {
  const rows = [];
  const verdicts = { better: 0, worse: 0 };
  for (const now of after.metrics) {
    const then = before.metrics.find(({ id }) => id === now.id);
    if (!then) continue;
    const change = now.value - then.value;
    const noise = Math.max(NOISE[now.unit], Math.abs(then.value) * NOISE_SHARE);
    const gain = now.unit === 'score' ? change : -change;
    const verdict = Math.abs(change) <= noise ? 'same' : gain > 0 ? 'better' : 'worse';
    if (verdict !== 'same') verdicts[verdict]++;
    const percent =
      then.value > 0
        ? ` (${change >= 0 ? '+' : '−'}${Math.round((Math.abs(change) / then.value) * 100)} %)`
        : '';
    const ratings = [rating(then), rating(now)];
    const moved =
      ratings[0] !== ratings[1] && ratings[0] && ratings[1] ? `, ${ratings[0]} → ${ratings[1]}` : '';
    rows.push([
      `  ${now.name}`,
      showValue(then.value, now.unit),
      `→ ${showValue(now.value, now.unit)}`,
      `${change >= 0 ? '+' : '−'}${showValue(Math.abs(change), now.unit)}${percent}`,
      `${verdict}${moved}`,
    ]);
  }
  const { better, worse } = verdicts;
  const summary =
    better > 0 && worse > 0
      ? 'Mixed'
      : better > 0
        ? 'Faster'
        : worse > 0
          ? 'Slower'
          : 'No difference beyond noise';
  const ids = (list) => new Set(list.map(({ id }) => id));
  const [had, has] = [ids(before.findings), ids(after.findings)];
  const gone = before.findings.filter(({ id }) => !has.has(id));
  const fresh = after.findings.filter(({ id }) => !had.has(id));
  const left = after.findings.filter(({ id }) => had.has(id));
  const list = (heading, findings) =>
    findings.length === 0
      ? []
      : [
          '',
          heading,
          ...findings
            .slice(0, 15)
            .map(
              ({ what, impact, id }) =>
                `  ${what}${impact >= 1 ? `: up to ${duration(impact)}` : ''} [${id}]`,
            ),
        ];
  return [
    `${summary}: ${count(better, 'metric')} better, ${worse} worse.`,
    `Before: ${before.title}`,
    `After:  ${after.title}`,
    '',
    ...(rows.length > 0 ? table(rows) : ['The two have no metric in common.']),
    ...list('No longer found', gone),
    ...list('New', fresh),
    ...list('Still there', left),
    '',
    'One run each: changes of up to 10 % (or 50 ms) count as noise. Repeat both three to five times before you trust a small one.',
    ...[
      ...before.notes.map((note) => `Note on before: ${note}`),
      ...after.notes.map((note) => `Note on after: ${note}`),
    ],
  ].join('\n');
}
