import { expected } from './mcp.mjs';
import { LIMITS, ranked } from './report.mjs';
import { clean, count, duration, redactUrl, size, table } from './text.mjs';

// Lighthouse's own thresholds differ for desktop where web.dev gives none:
// https://developer.chrome.com/docs/lighthouse/performance/performance-scoring
const DESKTOP_LIMITS = {
  tbt: { ...LIMITS.tbt, good: 150, poor: 350 },
  si: { ...LIMITS.si, good: 1300, poor: 2300 },
  tti: { ...LIMITS.tti, good: 2500, poor: 4500 },
};
const METRICS = [
  ['first-contentful-paint', 'fcp', 'First contentful paint', 'ms'],
  ['largest-contentful-paint', 'lcp', 'Largest contentful paint', 'ms'],
  ['interaction-to-next-paint', 'inp', 'Interaction to next paint', 'ms'],
  ['total-blocking-time', 'tbt', 'Total blocking time', 'ms'],
  ['cumulative-layout-shift', 'cls', 'Cumulative layout shift', 'shift'],
  ['speed-index', 'si', 'Speed index', 'ms'],
  ['interactive', 'tti', 'Time to interactive', 'ms'],
];
// Audits told already by a metric or by an insight: https://developer.chrome.com/blog/moving-lighthouse-to-insights
const METRIC_AUDITS = [
  ...METRICS.map(([id]) => id),
  'max-potential-fid',
  'first-meaningful-paint',
  'metrics',
];
const REPLACED_BY = {
  'cls-culprits-insight': [
    'layout-shifts',
    'layout-shift-elements',
    'non-composited-animations',
    'unsized-images',
  ],
  'document-latency-insight': ['redirects', 'server-response-time', 'uses-text-compression'],
  'dom-size-insight': ['dom-size'],
  'duplicated-javascript-insight': ['duplicated-javascript'],
  'font-display-insight': ['font-display'],
  'image-delivery-insight': [
    'modern-image-formats',
    'uses-optimized-images',
    'efficient-animated-content',
    'uses-responsive-images',
  ],
  'inp-breakdown-insight': ['work-during-interaction'],
  'interaction-to-next-paint-insight': ['work-during-interaction'],
  'lcp-discovery-insight': ['prioritize-lcp-image', 'lcp-lazy-loaded'],
  'lcp-phases-insight': ['largest-contentful-paint-element'],
  'lcp-breakdown-insight': ['largest-contentful-paint-element'],
  'legacy-javascript-insight': ['legacy-javascript'],
  'modern-http-insight': ['uses-http2'],
  'network-dependency-tree-insight': ['critical-request-chains', 'uses-rel-preconnect'],
  'render-blocking-insight': ['render-blocking-resources'],
  'third-parties-insight': ['third-party-summary'],
  'cache-insight': ['uses-long-cache-ttl'],
  'use-cache-insight': ['uses-long-cache-ttl'],
  'viewport-insight': ['viewport'],
};
const FIXES = [
  [
    /^document-latency|^server-response-time/,
    'Cache the page or the work behind it, answer without redirects, compress text.',
  ],
  [/^redirects/, 'Link to the final address.'],
  [
    /^render-blocking/,
    'Put defer or type="module" on scripts, inline the styles that the first screen needs, load the rest later.',
  ],
  [/^unused-/, 'Split the bundle and load this part when it is needed.'],
  [/^unminified-/, 'Minify it in the production build.'],
  [
    /^legacy-javascript/,
    'Build for current browsers (browserslist "baseline widely available") and drop the polyfills.',
  ],
  [/^duplicated-javascript/, 'Deduplicate the dependency so that one version is bundled once.'],
  [
    /^bf-cache/,
    'Remove what keeps the page out of the back/forward cache, such as unload handlers and Cache-Control: no-store.',
  ],
  [/cache/, 'Put a hash into the file name and send Cache-Control: public, max-age=31536000, immutable.'],
  [/^image-delivery|image/, 'Send AVIF or WebP in the size that is shown (srcset), with width and height.'],
  [
    /^lcp-discovery|lcp-lazy|prioritize-lcp/,
    'Put the image into the HTML as <img fetchpriority="high">, without loading="lazy".',
  ],
  [
    /^cls-|^layout-shift/,
    'Reserve the space beforehand: width and height on images, min-height for what comes late.',
  ],
  [/^forced-reflow/, 'Read all sizes first, then write all changes.'],
  [
    /^network-dependency|critical-request/,
    'Preload or inline what is known only late; shorten the chain of files that import files.',
  ],
  [/^dom-size/, 'Render fewer elements: paginate, or virtualize long lists.'],
  [/^third-part/, 'Load it later (async, after interaction) or leave it out.'],
  [/^font-display/, 'Use font-display: swap or optional, and preload the font.'],
  [
    /^(bootup-time|mainthread-work|long-tasks)/,
    'Do less, later, or elsewhere: split tasks with scheduler.yield(), use a worker, ship less script.',
  ],
  [/compression/, 'Turn on Brotli or gzip for text.'],
  [/http2|modern-http/, 'Serve it over HTTP/2 or HTTP/3.'],
];
// As Lighthouse colours them: https://developer.chrome.com/docs/lighthouse/performance/performance-scoring#color-coding
const PASSES = 0.9;

/** @returns {import('./report.mjs').Analysis} of a Lighthouse report (10 to 13), a PageSpeed Insights answer, or a user flow's first step */
export function analyseLighthouse(json) {
  const notes = [];
  const report = unwrap(json, notes);
  const { audits, categories = {} } = report;
  if (typeof audits !== 'object' || audits === null) {
    throw expected(
      'The Lighthouse report has no "audits": expected the JSON that lighthouse --output=json writes.',
    );
  }
  const version = clean(report.lighthouseVersion, 20) || 'unknown';
  const major = Number.parseInt(version, 10);
  if (!(major >= 10 && major <= 13))
    notes.push(
      `Made by Lighthouse ${version}; versions 10 to 13 are supported; other versions are read as far as they have the same fields.`,
    );
  if (report.runtimeError?.message) {
    throw expected(`Lighthouse could not measure the page: ${clean(report.runtimeError.message, 300)}`);
  }
  for (const warning of list(report.runWarnings).slice(0, 5))
    notes.push(`Lighthouse warns: ${clean(warning, 300)}`);

  const desktop = report.configSettings?.formFactor === 'desktop';
  const metrics = [];
  const score = categories.performance?.score;
  if (typeof score === 'number')
    metrics.push({ id: 'score', name: 'Performance score (of 100)', value: score * 100, unit: 'score' });
  else notes.push('The report has no performance score.');
  for (const [audit, id, name, unit] of METRICS) {
    const value = audits[audit]?.numericValue;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) continue;
    const limits = (desktop && DESKTOP_LIMITS[id]) || LIMITS[id];
    metrics.push({ id, name, value, unit, limits });
  }
  const ttfb = audits['server-response-time']?.numericValue;
  if (typeof ttfb === 'number' && ttfb >= 0)
    metrics.push({ id: 'ttfb', name: 'Server response time', value: ttfb, unit: 'ms', limits: LIMITS.ttfb });

  const present = new Set(Object.keys(audits));
  const replaced = new Set(
    Object.entries(REPLACED_BY)
      .filter(([insight]) => present.has(insight))
      .flatMap(([, old]) => old),
  );
  const refs = list(categories.performance?.auditRefs).map(({ id }) => id);
  const judged = refs.length > 0 ? new Set(refs) : present;
  const cls = audits['cumulative-layout-shift']?.numericValue ?? 0;
  const findings = [];
  for (const [id, audit] of Object.entries(audits).slice(0, 2000)) {
    if (!judged.has(id) || METRIC_AUDITS.includes(id) || replaced.has(id)) continue;
    const found = toFinding(id, audit, cls);
    if (found) findings.push(found);
  }
  const broken = Object.values(audits).filter((audit) => audit?.scoreDisplayMode === 'error').length;
  if (broken > 0) notes.push(`${count(broken, 'audit')} could not be run by Lighthouse.`);

  const url = report.finalDisplayedUrl ?? report.finalUrl ?? report.requestedUrl;
  const how = [report.configSettings?.formFactor, report.configSettings?.throttlingMethod]
    .filter((each) => typeof each === 'string')
    .map((each) => clean(each, 20));
  return {
    kind: 'lighthouse',
    title: `Lighthouse ${version} of ${redactUrl(url)}${how.length > 0 ? ` (${how.join(', ')})` : ''}`,
    metrics,
    findings: ranked(findings),
    sections: [
      { title: 'Where the largest paint spent its time', lines: lcpParts(audits) },
      {
        title: 'Main thread',
        lines: rows(audits['mainthread-work-breakdown'], ({ groupLabel, duration: ms }) => [
          duration(ms),
          clean(groupLabel, 60),
        ]),
      },
      {
        title: 'Scripts by time',
        lines: rows(audits['bootup-time'], ({ url: script, total }) => [
          duration(total),
          redactUrl(script, { max: 140 }),
        ]),
      },
      {
        title: 'Weight by type',
        lines: rows(audits['resource-summary'], ({ label, transferSize }) =>
          transferSize > 0 ? [size(transferSize), clean(label, 40)] : undefined,
        ),
      },
    ],
    notes,
  };
}

function unwrap(json, notes) {
  if (json?.lighthouseResult) return json.lighthouseResult;
  if (!Array.isArray(json?.steps)) return json ?? {};
  const steps = json.steps.filter((step) => step?.lhr);
  const step = steps.find(({ lhr }) => lhr.gatherMode === 'navigation') ?? steps[0];
  if (!step) throw expected('The file has "steps" but none of them contains a Lighthouse result.');
  notes.push(`A user flow of ${count(steps.length, 'step')}: this is "${clean(step.name, 80)}".`);
  return step.lhr;
}

function toFinding(id, audit, cls) {
  if (typeof audit?.score !== 'number' || audit.score >= PASSES) return undefined;
  if (['informative', 'notApplicable', 'manual', 'error'].includes(audit.scoreDisplayMode)) return undefined;
  const savings = audit.metricSavings ?? {};
  const impact = Math.max(
    0,
    ...[audit.details?.overallSavingsMs, savings.FCP, savings.LCP, savings.TBT, savings.INP].filter(
      (ms) => ms > 0 && ms < 86_400_000,
    ),
  );
  const shift = savings.CLS > 0 ? savings.CLS : /^(cls-|layout-shift)/.test(id) ? cls : 0;
  const parts = ['FCP', 'LCP', 'TBT', 'INP']
    .filter((name) => savings[name] > 0)
    .map((name) => `${name} ${duration(savings[name])}`);
  if (savings.CLS > 0) parts.push(`CLS ${shift.toFixed(3)}`);
  const description = clean(audit.description, 1200);
  const link = /\((https:\/\/[^)\s]+)\)/.exec(description)?.[1];
  const known = FIXES.find(([pattern]) => pattern.test(id))?.[1];
  return {
    id: clean(id, 60),
    what: `${clean(audit.title, 120)}${audit.displayValue ? ` (${clean(audit.displayValue, 60)})` : ''}`,
    why: firstSentence(description) || 'Lighthouse marks it as failed.',
    impact,
    // A shift costs no time: it ranks by how bad it is.
    weight: shift > LIMITS.cls.poor ? 500 : shift > LIMITS.cls.good ? 150 : 1 - audit.score,
    evidence: [
      ...(parts.length > 0 ? [`Lighthouse estimates: ${parts.join(', ')}`] : []),
      ...evidenceOf(audit.details),
    ],
    fix:
      [known, link && `${known ? 'More' : 'See'}: ${clean(link, 200)}`].filter(Boolean).join(' ') ||
      'See what Lighthouse says about this audit.',
  };
}

/** Lighthouse writes Markdown; the links' text stays. */
function firstSentence(markdown) {
  const plain = markdown.replace(/\[([^\]]{0,200})\]\([^)]{0,400}\)/g, '$1').replace(/`/g, '');
  return clean(/^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain, 240);
}

/** What an audit points at, whatever the shape of its details: tables, lists of tables, checklists. */
function evidenceOf(details, depth = 0) {
  if (typeof details !== 'object' || details === null || depth > 3) return [];
  if (details.type === 'checklist') {
    return Object.values(details.items ?? {})
      .filter((item) => item?.value === false)
      .map(({ label }) => clean(label, 160));
  }
  if (details.type === 'network-tree') return longestChain(details);
  const lines = [];
  for (const item of list(details.items).slice(0, 20)) {
    if (item?.type === 'table' || item?.type === 'list' || item?.type === 'checklist')
      lines.push(...evidenceOf(item, depth + 1));
    else if (item?.type === 'list-section') lines.push(...evidenceOf(item.value, depth + 1));
    else lines.push(describeItem(item));
  }
  return lines.filter(Boolean).slice(0, 20);
}

/** The URLs of a network tree's longest chain, from the document on. */
function longestChain({ chains, longestChain: longest }) {
  const lines = [];
  let level = chains;
  while (typeof level === 'object' && level !== null && lines.length < 20) {
    const next = Object.values(level).find((each) => each?.isLongest) ?? Object.values(level)[0];
    if (typeof next?.url !== 'string') break;
    const line = `${redactUrl(next.url, { max: 160 })} arrives at ${duration(next.navStartToEndTime)}`;
    if (lines.at(-1) !== line) lines.push(line);
    level = next.children;
  }
  return longest?.duration > 0 ? [`longest chain: ${duration(longest.duration)}`, ...lines] : lines;
}

function describeItem(item) {
  if (typeof item !== 'object' || item === null) return '';
  const {
    url,
    source,
    node,
    wastedMs,
    wastedBytes,
    totalBytes,
    duration: ms,
    score,
    reason,
    reflowTime,
    cacheLifetimeMs,
  } = item;
  const code = typeof source === 'object' && source !== null ? source : {};
  const place = [url, source, code.url, code.text, item.value?.url].find(
    (each) => typeof each === 'string' && each !== '',
  );
  const what = place
    ? `${redactUrl(place, { max: 160 })}${Number.isInteger(code.line) ? `:${code.line + 1}` : ''}`
    : clean(
        node?.snippet ?? node?.nodeLabel ?? item.snippet ?? item.selector ?? reason ?? item.label ?? '',
        160,
      );
  if (!what) return '';
  const figures = [
    wastedMs > 0 && duration(wastedMs),
    wastedBytes > 0 && `${size(wastedBytes)} to save`,
    !(wastedBytes > 0) && totalBytes > 0 && size(totalBytes),
    !(wastedMs > 0) && (ms > 0 || reflowTime > 0) && duration(ms > 0 ? ms : reflowTime),
    typeof score === 'number' && score > 0 && score < 100 && `shift ${score.toFixed(3)}`,
    typeof cacheLifetimeMs === 'number' && `kept for ${duration(cacheLifetimeMs)}`,
  ].filter(Boolean);
  return figures.length > 0 ? `${what}: ${figures.join(', ')}` : what;
}

function lcpParts(audits) {
  const insight =
    audits['lcp-breakdown-insight'] ??
    audits['lcp-phases-insight'] ??
    audits['largest-contentful-paint-element'];
  const tables = list(insight?.details?.items).filter((item) => item?.type === 'table');
  const parts = tables
    .flatMap(({ items }) => list(items))
    .map((item) => {
      const ms = item?.duration ?? item?.timing;
      return typeof ms === 'number' ? [duration(ms), clean(item.label ?? item.phase, 60)] : undefined;
    });
  return table(parts.filter(Boolean));
}

function rows(audit, toRow) {
  const lines = list(audit?.details?.items)
    .slice(0, 8)
    .map((item) => (typeof item === 'object' && item !== null ? toRow(item) : undefined));
  return table(lines.filter(Boolean));
}

function list(value) {
  return Array.isArray(value) ? value : [];
}
