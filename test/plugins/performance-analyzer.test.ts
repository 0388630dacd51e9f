import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Server, startServer, versionOf } from './fixtures/harness.ts';
import { statedOf } from './fixtures/stated.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);
const trace = fixture('slow-shop.trace.json');
const scratch = mkdtempSync(join(tmpdir(), 'performance-analyzer-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let server: Server;
beforeEach(() => {
  server = startServer('performance-analyzer');
});
afterEach(async () => {
  expect(await server.end()).toEqual({ code: 0, stderr: '' });
});

const save = (name: string, content: string | Buffer): string => {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
};
const ids = (text: string): (string | undefined)[] =>
  [...text.matchAll(/^\d+\. .*\[([a-z0-9-]+)\]$/gm)].map(([, id]) => id);
const metric = (text: string, name: string): string =>
  text
    .split('\n')
    .find((line) => line.startsWith(`  ${name} `))
    ?.replaceAll(/ {2,}/g, ' ')
    .trim() ?? `no ${name}`;

test('speaks the protocol and lists its tools', async () => {
  const { result } = await server.request('initialize', { protocolVersion: '2025-06-18', capabilities: {} });
  expect(result).toMatchObject({
    protocolVersion: '2025-06-18',
    serverInfo: { name: 'performance-analyzer', version: versionOf('performance-analyzer') },
  });
  const tools = (await server.request('tools/list')).result?.tools as { name: string }[];
  expect(tools.map(({ name }) => name)).toEqual([
    'analyze_performance',
    'list_long_tasks',
    'compare_performance',
  ]);
  expect(await server.callWrong('analyze_performance')).toMatch(/^The argument "path" is missing/);
});

// A plugin is installed by itself, so it cannot import from another: each has a copy.
test.skipIf(!existsSync('plugins/network-logger'))(
  'the copies of modules in both network plugins are identical',
  () => {
    for (const name of ['mcp.mjs', 'text.mjs', 'har.mjs', 'waterfall.mjs']) {
      const [one, other] = ['network-logger', 'performance-analyzer'].map((plugin) =>
        readFileSync(new URL(`../../plugins/${plugin}/server/${name}`, import.meta.url), 'utf8'),
      );
      expect(other, name).toBe(one);
    }
  },
);

describe('Chrome trace', () => {
  test('metrics, findings and their order', async () => {
    const text = await server.call('analyze_performance', { path: trace });
    expect(text).toMatch(/^Chrome trace of http:\/\/127\.0\.0\.1:\d+\/shop, 5\.55 s long\n/);
    expect(metric(text, 'Time to first byte')).toMatch(/^Time to first byte 1\.01 s needs improvement/);
    expect(metric(text, 'First contentful paint')).toMatch(/1\.70 s good/);
    expect(metric(text, 'Largest contentful paint')).toMatch(/1\.70 s good/);
    expect(metric(text, 'Cumulative layout shift')).toMatch(
      /0\.305 poor \(good up to 0\.100, poor above 0\.250\)/,
    );
    expect(metric(text, 'Slowest interaction (as INP counts it)')).toMatch(/244 ms needs improvement/);
    expect(metric(text, 'Long tasks')).toBe('Long tasks 2');
    expect(text).toContain('https://web.dev/articles/inp');
    expect(ids(text)).toEqual([
      'layout-shift',
      'render-blocking',
      'long-tasks',
      'slow-document',
      'redirects',
      'slow-interaction',
      'layout-thrash',
    ]);
    expect(text).toMatch(/thrashLayout \(http:\/\/127\.0\.0\.1:\d+\/app\.js:8\): 240 times/);
    expect(text).toMatch(/An interaction \(.*click.*\) takes 244 ms to show its effect/);
  });

  test('long tasks name the functions that took the time', async () => {
    const lines = (await server.call('list_long_tasks', { path: trace })).split('\n');
    expect(lines[0]).toBe('2 tasks of more than 50 ms in 5.55 s of the main thread.');
    expect(lines[1]).toMatch(
      /^1\. 234 ms at 5\.32 s: script 230 ms.*self time: spinForever \(http:.*\/blocking\.js:302\) 225 ms; onBuyClick/,
    );
    expect(lines[2]).toMatch(/^2\. 184 ms at 1\.49 s: script/);
    const [heading, first] = (await server.call('list_long_tasks', { path: trace, min_ms: 200 })).split('\n');
    expect(heading).toMatch(/^1 task of more than 200 ms/);
    expect(first).toMatch(/^1\. 234 ms/);
    const byStart = (await server.call('list_long_tasks', { path: trace, sort: 'start' })).split('\n');
    expect(byStart[1]).toMatch(/^1\. 184 ms/);
  });

  test('reads the same from the list format, gzip, and a file that lost its end', async () => {
    const { traceEvents } = JSON.parse(readFileSync(trace, 'utf8'));
    const whole = await server.call('analyze_performance', { path: trace });
    const list = JSON.stringify(traceEvents);
    expect(await server.call('analyze_performance', { path: save('list.json', list) })).toBe(whole);
    expect(
      await server.call('analyze_performance', {
        path: save('trace.json.gz', gzipSync(readFileSync(trace))),
      }),
    ).toBe(whole);
    const cut = await server.call('analyze_performance', { path: save('cut.json', list.slice(0, -1)) });
    expect(cut).toContain('The file is incomplete: only the part that exists was read.');
    expect(ids(cut)).toEqual(ids(whole));
    // Big metadata before the events, with braces and quotes inside strings.
    const metadata = { note: '{"traceEvents":[{}]} \\" '.repeat(100_000) };
    const late = save('late.json', JSON.stringify({ metadata, traceEvents }));
    expect(await server.call('analyze_performance', { path: late })).toBe(whole);
  });

  test('adds layout shifts by session window, and interactions by press', async () => {
    const base = { pid: 1, tid: 1, cat: 'loading' };
    const shift = (ms: number, score: number): object => ({
      ...base,
      ph: 'I',
      name: 'LayoutShift',
      ts: ms * 1000,
      args: { data: { score, weighted_score_delta: score, had_recent_input: false } },
    });
    const events = [
      { ...base, ph: 'M', name: 'thread_name', args: { name: 'CrRendererMain' } },
      {
        ...base,
        ph: 'R',
        name: 'navigationStart',
        ts: 0,
        args: { frame: 'f', data: { documentLoaderURL: 'https://example.com/', navigationId: 'n' } },
      },
      { ...base, ph: 'X', cat: 'devtools.timeline', name: 'RunTask', ts: 0, dur: 20_000_000 },
      // 0.1 + 0.1 within a second; 0.15 alone after a pause; what follows input does not count.
      shift(100, 0.1),
      shift(900, 0.1),
      shift(2000, 0.15),
      {
        ...base,
        ph: 'I',
        name: 'LayoutShift',
        ts: 3_100_000,
        args: { data: { score: 9, had_recent_input: true } },
      },
    ];
    const text = await server.call('analyze_performance', {
      path: save('shifts.json', JSON.stringify(events)),
    });
    expect(metric(text, 'Cumulative layout shift')).toMatch(/0\.200 needs improvement/);
  });

  test('begin and end events, mistimed events and no navigation', async () => {
    const base = { pid: 1, tid: 1, cat: 'disabled-by-default-devtools.timeline' };
    const path = save(
      'pairs.json',
      JSON.stringify([
        { ...base, ph: 'M', name: 'thread_name', args: { name: 'CrRendererMain' } },
        { ...base, ph: 'B', name: 'RunTask', ts: 1_000_000 },
        { ...base, ph: 'E', ts: 1_120_000 },
        { ...base, ph: 'E', ts: 1_130_000 },
        { ...base, ph: 'X', name: 'RunTask', ts: 2_000_000, dur: -5 },
        { ...base, ph: 'X', name: 'RunTask', ts: 'soon', dur: 5 },
        { ...base, ph: 'X', name: 'RunTask', ts: 3_000_000, dur: 1e300 },
        null,
        7,
      ]),
    );
    const text = await server.call('analyze_performance', { path });
    expect(metric(text, 'Long tasks')).toBe('Long tasks 1');
    expect(text).toContain('3 events with impossible times left out.');
    expect(text).toContain('No navigation in the recording');
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('Lighthouse', () => {
  test.each([
    [10, ['render-blocking-resources', 'server-response-time']],
    [12, ['render-blocking-insight', 'document-latency-insight']],
    [13, ['render-blocking-insight', 'document-latency-insight']],
  ])('version %i: metrics with thresholds, audits by saving', async (major, first) => {
    const text = await server.call('analyze_performance', {
      path: fixture(`lighthouse-${major}.json`),
      limit: 50,
    });
    expect(text).toMatch(
      new RegExp(`^Lighthouse ${major}\\.\\S+ of http://127\\.0\\.0\\.1:\\d+/shop \\(mobile, simulate\\)\n`),
    );
    expect(metric(text, 'First contentful paint')).toMatch(
      /2\.\d\d s needs improvement \(good up to 1\.80 s, poor above 3\.00 s\)/,
    );
    const found = ids(text);
    expect(found.slice(0, 2)).toEqual(first);
    // Told once: by the insight where there is one.
    expect(found.includes('redirects')).toBe(major === 11);
    expect(text).toMatch(/blocking\.js: \d+ ms, 21\.9 kB/);
    expect(text).toContain('Where the largest paint spent its time');
    expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  test('PageSpeed Insights answers and user flows hold a report', async () => {
    const report = JSON.parse(readFileSync(fixture('lighthouse-13.json'), 'utf8'));
    const whole = await server.call('analyze_performance', { path: fixture('lighthouse-13.json') });
    expect(
      await server.call('analyze_performance', {
        path: save('psi.json', JSON.stringify({ id: 'x', lighthouseResult: report })),
      }),
    ).toBe(whole);
    const flow = await server.call('analyze_performance', {
      path: save(
        'flow.json',
        JSON.stringify({
          steps: [{ lhr: { gatherMode: 'snapshot', audits: {} } }, { name: 'Open', lhr: report }],
        }),
      ),
    });
    expect(ids(flow)).toEqual(ids(whole));
    expect(flow).toContain('A user flow of 2 steps: this is "Open".');
  });

  test('says why there is nothing to read', async () => {
    const failed = {
      lighthouseVersion: '13.0.0',
      audits: {},
      runtimeError: { code: 'NO_FCP', message: 'The page did not paint anything.' },
    };
    expect(
      await server.callWrong('analyze_performance', { path: save('failed.json', JSON.stringify(failed)) }),
    ).toBe('Lighthouse could not measure the page: The page did not paint anything.');
    const odd = {
      lighthouseVersion: '99.0.0',
      categories: { performance: { score: null, auditRefs: [{ id: 'a' }, { id: 'b' }] } },
      audits: {
        a: null,
        b: {
          score: 0,
          title: 'x\u001b[31m',
          metricSavings: { LCP: 'much', FCP: -5 },
          details: { items: { a: 1 } },
        },
      },
    };
    const text = await server.call('analyze_performance', { path: save('odd.json', JSON.stringify(odd)) });
    expect(text).toContain('Made by Lighthouse 99.0.0; versions 10 to 13 are supported');
    expect(text).toContain('The report has no performance score.');
    expect(text).not.toContain('\u001b');
  });
});

describe('HAR', () => {
  test('first byte, load, weight by type, critical path', async () => {
    const text = await server.call('analyze_performance', { path: fixture('slow-shop.har'), limit: 20 });
    expect(metric(text, 'Requests')).toBe('Requests 26');
    expect(metric(text, 'Over the network')).toBe('Over the network 104.7 kB');
    expect(metric(text, '  stylesheet')).toBe('stylesheet 16.9 kB');
    expect(metric(text, 'Time to first byte')).toMatch(/1\.\d\d s needs improvement/);
    expect(text).toMatch(/Critical path .*\n(.*\n){3}.*api\/product\/1/);
    expect(ids(text)).toHaveLength(10);
    expect(ids(text).at(-1)).toBe('uncacheable-statics');
    const lines = text.split('\n');
    expect(lines.filter((line) => line.startsWith('   Why: '))).toHaveLength(10);
    expect(text).not.toContain('Why: undefined');
  });
});

describe('compare_performance', () => {
  test('says what became faster and which findings are gone', async () => {
    const text = await server.call('compare_performance', {
      before: fixture('slow-shop.har'),
      after: fixture('quick-shop.har'),
    });
    expect(text).toMatch(/^Faster: 5 metrics better, 0 worse\.\n/);
    expect(metric(text, 'Time to first byte')).toMatch(/better, needs improvement → good$/);
    expect(metric(text, 'Over the network')).toMatch(/same$/);
    expect(text).toMatch(/No longer found\n.*\[slow-document\]/);
    const back = await server.call('compare_performance', {
      before: fixture('quick-shop.har'),
      after: fixture('slow-shop.har'),
    });
    expect(back).toMatch(/^Slower: 0 metrics better, 5 worse\.\n/);
    expect(back).toMatch(/New\n.*\[slow-document\]/);
    const same = await server.call('compare_performance', { before: trace, after: trace });
    expect(same).toMatch(/^No difference beyond noise: 0 metrics better, 0 worse\.\n/);
  });

  test('refuses two kinds', async () => {
    expect(
      await server.callWrong('compare_performance', { before: trace, after: fixture('lighthouse-13.json') }),
    ).toBe('Expected two files of the same kind; "before" is a trace file and "after" a lighthouse file.');
    expect(await server.callWrong('list_long_tasks', { path: fixture('lighthouse-13.json') })).toMatch(
      /is a Lighthouse report\.$/,
    );
  });
});

describe('hostile files', () => {
  const oneSentence = /^["A-Z][^\n]{10,400}\.$/;

  test('are refused in one sentence', async () => {
    const big = save('big.json', '');
    const handle = openSync(big, 'r+');
    writeSync(handle, '{"log":');
    closeSync(handle);
    truncateSync(big, 101 * 1024 * 1024);
    for (const [path, why] of [
      [save('empty.json', ''), /it is empty/],
      [save('words.txt', 'root:x:0:0:topsecret'), /it is not JSON/],
      [save('number.json', '17'), /it is not JSON/],
      [
        save('other.json', '{"name":"x","topsecret":1}'),
        /is neither a HAR .* nor a Lighthouse report .* nor a Chrome trace/,
      ],
      [save('a.cpuprofile', '{"nodes":[],"samples":[],"timeDeltas":[]}'), /It looks like a CPU profile/],
      [save('firefox.json', '{"meta":{},"threads":[]}'), /It looks like a Firefox profile/],
      [save('none.json', '{"traceEvents":[]}'), /no trace events in it\./],
      [save('text.json', '{"traceEvents":"[{}]"}'), /no trace events in it/],
      [
        save('node.json', '[{"ph":"X","name":"node","cat":"node","pid":1,"tid":1,"ts":1,"dur":5}]'),
        /shows no page/,
      ],
      [save('cut-har.json', '{"log":{"entries":[{"startedDateTime":'), /not valid JSON/],
      [save('har.json', '{"log":{"entries":"many"}}'), /is not a HAR/],
      [save('audits.json', '{"lighthouseVersion":"13.0.0"}'), /has no "audits"/],
      [
        save('bad.gz', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('nonsense')])),
        /gzip data is damaged/,
      ],
      [
        save('short.gz', gzipSync(readFileSync(trace)).subarray(0, 9000)),
        /gzip data is damaged or ends too early/,
      ],
      [big, /larger than the limit of 100 MiB/],
      [scratch, /it is not a file/],
      [join(scratch, 'missing.json'), /there is no such file/],
    ] as const) {
      const message = await server.callWrong('analyze_performance', { path });
      expect(message).toMatch(oneSentence);
      expect(message).toMatch(why);
      expect(message).not.toContain('topsecret');
    }
  });

  test('a gzip bomb stops at the limit', async () => {
    // 128 MiB of blanks in 128 KiB.
    const path = save(
      'bomb.gz',
      gzipSync(Buffer.concat([Buffer.from('{"log":'), Buffer.alloc(128 * 1024 * 1024, 0x20)])),
    );
    expect(await server.callWrong('analyze_performance', { path })).toMatch(
      /larger than the limit of 100 MiB \(unpacked\)\.$/,
    );
  });

  test('a trace of 200,000 long tasks, deep nesting, broken and oversized events gives a bounded result', async () => {
    const base = '"pid":1,"tid":1,"cat":"devtools.timeline"';
    const path = save(
      'many.json',
      `[{${base},"ph":"M","name":"thread_name","args":{"name":"CrRendererMain"}}`,
    );
    const handle = openSync(path, 'a');
    const tasks = Array.from(
      { length: 200_000 },
      (_, i) => `,{${base},"ph":"X","name":"RunTask","ts":${i * 100_000},"dur":60000}`,
    );
    writeSync(handle, tasks.join(''));
    // All begin together, each within the one before.
    const nested = Array.from(
      { length: 50_000 },
      (_, i) => `,{${base},"ph":"X","name":"FunctionCall","ts":5,"dur":${59_000 - i}}`,
    );
    writeSync(handle, nested.join(''));
    writeSync(handle, `,{"ph":bad}`);
    writeSync(
      handle,
      `,{${base},"ph":"X","name":"RunTask","ts":1,"dur":1,"args":{"x":"${'y'.repeat(17 * 1024 * 1024)}"}}]`,
    );
    closeSync(handle);
    const text = await server.call('analyze_performance', { path });
    expect(metric(text, 'Long tasks')).toBe('Long tasks 200000');
    expect(text).toContain('1 event not valid JSON, left out.');
    expect(text).toContain('1 event above 16 MiB left out.');
    expect(text.length).toBeLessThan(24_500);
    expect((await server.call('list_long_tasks', { path, limit: 200 })).length).toBeLessThan(24_500);
  });
});

test('is said to do what it does, and nothing else', async () => {
  expect(await statedOf('performance-analyzer')).toEqual([
    '.mcp.json:3 Starts its own program `server/index.mjs` with every session and gives Claude its tools (MCP server `performance-analyzer`).',
    'server/report.mjs:31 With no sign that it is called, a program names the host `web.dev`.',
    'server/report.mjs:39 With no sign that it is called, a program names the host `developer.chrome.com`.',
    'server/har.mjs:82 Its MCP server can read files at any path that it is given.',
  ]);
});
