import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, type Server, startChromium, startServer, versionOf } from './fixtures/harness.ts';
import { startSlowSite } from './fixtures/slow-site.ts';
import { statedOf } from './fixtures/stated.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);
const slow = fixture('slow-shop.har');
const playwright = fixture('slow-shop-playwright.har');
const scratch = mkdtempSync(join(tmpdir(), 'network-logger-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let server: Server;
beforeEach(() => {
  server = startServer('network-logger');
});
afterEach(async () => {
  expect(await server.end()).toEqual({ code: 0, stderr: '' });
});

const save = (name: string, content: string | Buffer): string => {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
};
const entry = (changes: object = {}): object => ({
  startedDateTime: '2026-01-01T00:00:00.000Z',
  time: 10,
  request: { method: 'GET', url: 'https://example.com/', headers: [] },
  response: { status: 200, headers: [], content: { size: 10, mimeType: 'text/html' } },
  timings: { send: 0, wait: 10, receive: 0 },
  ...changes,
});
const harOf = (...entries: unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } });
/** The ids of the findings, as `[id]` ends each finding's line. */
const ids = (text: string): (string | undefined)[] =>
  [...text.matchAll(/^\d+\. .*\[([a-z0-9-]+)\]$/gm)].map(([, id]) => id);

describe('protocol', () => {
  test('agrees on a version that the client knows, and offers its newest otherwise', async () => {
    for (const [asked, agreed] of [
      ['2025-06-18', '2025-06-18'],
      ['2024-11-05', '2024-11-05'],
      ['1999-01-01', '2025-11-25'],
    ]) {
      const { result } = await server.request('initialize', { protocolVersion: asked, capabilities: {} });
      expect(result).toMatchObject({
        protocolVersion: agreed,
        serverInfo: { name: 'network-logger', version: versionOf('network-logger') },
      });
    }
  });

  test('answers ping, lists tools with closed schemas, refuses what it does not know', async () => {
    expect((await server.request('ping')).result).toEqual({});
    const tools = (await server.request('tools/list')).result?.tools as {
      name: string;
      inputSchema: { type: string };
    }[];
    expect(tools.map(({ name }) => name)).toEqual([
      'get_network_requests',
      'analyze_network_waterfall',
      'start_network_recording',
      'stop_network_recording',
    ]);
    expect(tools.every((tool) => !('run' in tool) && tool.inputSchema.type === 'object')).toBe(true);
    expect((await server.request('resources/list')).error?.code).toBe(-32601);
    expect((await server.request('tools/call', { name: 'rm' })).error?.code).toBe(-32602);
  });

  test('survives what is not a message', async () => {
    server.write('{not json\n');
    expect((await server.answer(null)).error?.code).toBe(-32700);
    server.write('"text"\n');
    expect((await server.answer(null)).error?.code).toBe(-32600);
    server.write(`${'x'.repeat(5 * 1024 * 1024)}\n`);
    expect((await server.answer(null)).error?.code).toBe(-32700);
    server.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n\n');
    // Split within a character: messages are bytes until their line ends.
    const bytes = Buffer.from('{"jsonrpc":"2.0","id":900,"method":"é"}\n');
    server.write(bytes.subarray(0, 37));
    await sleep(50);
    server.write(bytes.subarray(37));
    expect((await server.answer(900)).error?.message).toBe('Method not found: "é"');
  });

  test('says what is wrong with arguments', async () => {
    expect(await server.callWrong('get_network_requests', { har: slow, colour: 1 })).toMatch(
      /^Unknown argument "colour"/,
    );
    expect(await server.callWrong('get_network_requests', { har: slow, type: ['video'] })).toMatch(
      /^Expected "type"\[0\] to be one of document, .*; it is "video"\.$/,
    );
    expect(await server.callWrong('get_network_requests', { har: slow, limit: 0 })).toBe(
      'Expected "limit" to be at least 1; it is 0.',
    );
    expect(await server.callWrong('get_network_requests', { har: slow, status: 'broken' })).toMatch(
      /^Expected "status"/,
    );
    expect(await server.callWrong('get_network_requests')).toMatch(/^Nothing to read: give "har"/);
    expect(await server.callWrong('stop_network_recording')).toMatch(/^Nothing is being recorded/);
  });
});

describe('get_network_requests', () => {
  test('lists the requests of a recording made by this plugin', async () => {
    const text = await server.call('get_network_requests', { har: slow });
    expect(text).toMatch(/^HAR file slow-shop\.har: 26 of 26 requests fit, 104\.7 kB over the network\n/);
    expect(text.split('\n')).toHaveLength(28);
  });

  test('filters by type, URL, status, duration and size, and sorts', async () => {
    const lines = async (args: object): Promise<string[]> =>
      (await server.call('get_network_requests', { har: slow, ...args })).split('\n').slice(2);
    const paths = async (args: object): Promise<string[]> =>
      (await lines(args)).map((line) => /\/\/[^/]+(\/[^?\s]*)/.exec(line)?.[1] ?? line);

    expect(await paths({ type: ['stylesheet', 'font'] })).toEqual(['/main.css', '/theme.css']);
    expect(await paths({ type: ['script'] })).toEqual(['/blocking.js', '/tracker.js', '/app.js']);
    expect(await paths({ type: ['document'], status: '3xx' })).toEqual(['/']);
    expect(await lines({ type: ['xhr'] })).toHaveLength(7);
    expect(await paths({ status: '404' })).toEqual(['/missing.png', '/favicon.ico']);
    expect(await paths({ status: 'failed', type: ['image'] })).toEqual(['/missing.png']);
    expect(await paths({ min_duration_ms: 850 })).toEqual(['/shop']);
    expect(await paths({ min_bytes: 15_000, sort: 'size' })).toEqual([
      '/blocking.js',
      '/hero.png',
      '/main.css',
    ]);
    expect(await paths({ sort: 'duration', limit: 1 })).toEqual(['/shop']);
    expect(await paths({ url: 'API/PRODUCT' })).toHaveLength(5);
  });

  test('never shows cookies, authorisation or tokens, unless the user set it so', async () => {
    const har = save(
      'secrets.har',
      harOf(
        entry({
          request: {
            method: 'GET',
            url: 'https://me:hunter2@example.com/a;jsessionid=js1?SAMLResponse=saml1&access_token=abc123&q=shoes&Signature=zzz9&x=eyJhbGciOi.eyJzdWIiOjE.c2ln#id_token=frag1',
            headers: [
              { name: 'Cookie', value: 'sid=cookie1' },
              { name: 'Authorization', value: 'Bearer bearer1' },
              { name: 'X-Api-Key', value: 'key1' },
              { name: 'Referer', value: 'https://example.com/?session=ref1' },
              { name: 'X-Note', value: 'used Bearer note12345 here' },
            ],
          },
          response: { status: 302, headers: [{ name: 'Location', value: '/b?code=code1' }], content: {} },
        }),
      ),
    );
    const secrets = /hunter2|abc123|zzz9|eyJ|frag1|cookie1|bearer1|key1|ref1|note12345|code1|js1|saml1/;
    const text = await server.call('get_network_requests', { har, headers: true });
    expect(text).not.toMatch(secrets);
    expect(text).toContain('access_token=[redacted]&q=shoes&Signature=[redacted]');
    expect(await server.call('analyze_network_waterfall', { har })).not.toMatch(secrets);
    expect(await server.call('get_network_requests', { har: playwright, headers: true })).not.toContain(
      'abc123secret',
    );

    const open = startServer('network-logger', { NETWORK_LOGGER_SHOW_SECRETS: '1' });
    expect(await open.call('get_network_requests', { har, headers: true })).toContain('sid=cookie1');
    await open.end();
  });
});

describe('analyze_network_waterfall', () => {
  test('finds everything that is wrong with the slow shop, most time saved first', async () => {
    const text = await server.call('analyze_network_waterfall', { har: slow, limit: 20 });
    expect(ids(text).toSorted()).toEqual([
      'duplicate-requests',
      'failed-requests',
      'http1-connection-limit',
      'late-discovery',
      'redirects',
      'render-blocking',
      'sequential-requests',
      'slow-document',
      'uncacheable-statics',
      'uncompressed-text',
    ]);
    // What only the next visit feels comes last.
    expect(ids(text).at(-1)).toBe('uncacheable-statics');
    const plain = text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '').replaceAll(/(\d+) +ms/g, '$1 ms');
    expect(plain).toMatch(/slow to answer the document: up to 8\d\d ms sooner/);
    expect(plain).toMatch(/- \/theme\.css .* is known only after \/main\.css/);
    expect(plain).toMatch(/- 302 \/ → \/shop/);
    expect(plain).toMatch(/7 API calls run one after the other/);
    expect(plain).toMatch(/3 requests delay the first paint/);
    expect(plain).toMatch(/- \/main\.css: kept for 60 s only/);
    expect(plain).toMatch(/- \/api\/settings: 2 times/);
    expect(plain).toMatch(/Third parties \(1\)\n {2}localhost/);
    expect(plain).toMatch(/Critical chain .*\n.* \/\n.* \/shop\n.* \/app\.js\n.* \/api\/product\/1/);
  });

  test('reads a HAR by another tool, and measures compression where it holds the text', async () => {
    const text = await server.call('analyze_network_waterfall', { har: playwright });
    expect(ids(text)).toEqual([
      'slow-document',
      'failed-requests',
      'render-blocking',
      'sequential-requests',
      'late-discovery',
      'redirects',
      'uncompressed-text',
      'duplicate-requests',
      'uncacheable-statics',
    ]);
    expect(text).toMatch(/blocking\.js: 21\.8 kB, with gzip \d+ B\n/);
    expect(text).toContain('The browser did not record what blocks: judged by type and priority.');
  });

  test('finds nothing where nothing is wrong', async () => {
    const text = await server.call('analyze_network_waterfall', { har: save('fine.har', harOf(entry())) });
    expect(text).toContain('No issues found.');
    expect(await server.call('analyze_network_waterfall', { har: save('none.har', harOf()) })).toBe(
      'HAR file none.har: no requests.',
    );
  });

  test('takes one page of several', async () => {
    const page = (id: string): object => ({
      id,
      title: id,
      startedDateTime: '2026-01-01T00:00:00.000Z',
      pageTimings: {},
    });
    const har = save(
      'pages.har',
      JSON.stringify({
        log: {
          pages: [page('one'), page('two')],
          entries: [
            entry({ pageref: 'one' }),
            entry({
              pageref: 'two',
              request: { url: 'https://example.com/two' },
              startedDateTime: '2026-01-01T00:00:09.000Z',
            }),
          ],
        },
      }),
    );
    expect(await server.call('analyze_network_waterfall', { har })).toMatch(
      /this is page 1\. Choose with "page"/,
    );
    expect(await server.call('analyze_network_waterfall', { har, page: 2 })).toMatch(
      /: https:\/\/example\.com\/two\n1 request,/,
    );
    expect(await server.callWrong('analyze_network_waterfall', { har, page: 3 })).toBe(
      'There is no page 3: HAR file pages.har has 2 pages.',
    );
  });
});

describe('hostile HAR files', () => {
  const oneSentence = /^[A-Z][^\n]{10,300}\.$/;

  test('are refused in one sentence that does not quote them', async () => {
    const cut = save('cut.har', '');
    copyFileSync(slow, cut);
    truncateSync(cut, 20_000);
    const huge = save('huge.har', '');
    truncateSync(huge, 101 * 1024 * 1024);
    for (const [har, why] of [
      [cut, /it is not valid JSON/],
      [huge, /larger than the limit of 100 MiB/],
      [save('empty.har', ''), /it is empty/],
      [save('nan.har', '{"log":{"entries":[{"time":NaN}]}}'), /not valid JSON/],
      [save('secret.txt', 'root:x:0:0:topsecret'), /not valid JSON/],
      [save('deep.har', '['.repeat(200_000)), /not valid JSON|is not a HAR/],
      [save('list.har', '[]'), /is not a HAR: expected an object with "log"/],
      [save('null.har', 'null'), /is not a HAR/],
      [save('object.har', '{"log":{"entries":{"length":9}}}'), /is not a HAR/],
      [scratch, /it is not a file/],
      [join(scratch, 'missing\u202e\u001b[31m.har'), /there is no such file/],
    ] as const) {
      const message = await server.callWrong('analyze_network_waterfall', { har });
      expect(message).toMatch(oneSentence);
      expect(message).toMatch(why);
      for (const leak of ['topsecret', '\u202e', '\u001b']) expect(message).not.toContain(leak);
    }
  });

  test('with impossible values are read as far as they make sense', async () => {
    const har = save(
      'odd.har',
      `{"log":{"pages":7,"entries":[null,5,"x",[],{},
        ${JSON.stringify(entry({ request: { url: 42 } }))},
        ${JSON.stringify(entry({ startedDateTime: 'yesterday' }))},
        ${JSON.stringify(entry({ timings: { wait: -500, receive: 'long', dns: null, blocked: -1 }, time: -3 }))},
        ${JSON.stringify(entry({ timings: [], response: null, _initiator: { stack: { callFrames: 'x', parent: 1 } } }))},
        ${JSON.stringify(entry({ response: { status: -1, headers: { a: 1 }, content: 5, redirectURL: 'http://[bad' } }))},
        ${JSON.stringify(entry()).replace('"wait":10', '"wait":1e999')},
        ${JSON.stringify(entry({ request: { url: 'not a url\u001b[2J\u202e', method: 'GET\nX' } }))}
      ]}}`,
    );
    for (const tool of ['get_network_requests', 'analyze_network_waterfall']) {
      const text = await server.call(tool, { har });
      expect(text).toContain('7 entries without a usable URL or start time left out.');
      expect(text).toContain('2 entries with impossible timings: those phases count as 0.');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not come through
      expect(text).not.toMatch(/NaN|Infinity|undefined|[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    }
  });

  test('with 100,000 entries that redirect to each other give a bounded result', async () => {
    const entries = Array.from({ length: 100_000 }, (_, i) =>
      entry({
        startedDateTime: new Date(1_767_225_600_000 + i).toISOString(),
        request: { url: `https://example.com/${i % 50_000}/${'long'.repeat(20)}` },
        response: {
          status: 302,
          headers: [],
          content: {},
          redirectURL: `https://example.com/${(i + 1) % 50_000}/${'long'.repeat(20)}`,
        },
      }),
    );
    const har = save('many.har', harOf(...entries));
    const text = await server.call('analyze_network_waterfall', { har, limit: 50 });
    expect(ids(text)).toContain('redirects');
    expect(text.length).toBeLessThan(24_500);
    const list = await server.call('get_network_requests', { har, limit: 500 });
    expect(list.length).toBeLessThan(60_500);
    expect(list).toMatch(/100000 of 100000 requests fit/);
  });
});

describe('live recording', () => {
  test('connects to this machine only, and says so when no browser answers', async () => {
    for (const browser_url of [
      'http://192.168.1.20:9222',
      'ws://example.com/devtools/browser/x',
      'http://127.0.0.1.example.com:9222',
    ]) {
      expect(await server.callWrong('start_network_recording', { browser_url })).toMatch(
        /^Refused to connect to "/,
      );
    }
    expect(await server.callWrong('start_network_recording', { browser_url: 'file:///etc/passwd' })).toMatch(
      /expected a ws: or http: address/,
    );
    expect(
      await server.callWrong('start_network_recording', { port: 9222, navigate: 'file:///etc/passwd' }),
    ).toMatch(/^Cannot open .* expected an http or https address\.$/);
    expect(await server.callWrong('start_network_recording', { port: 1 })).toMatch(
      /^No browser answers at 127\.0\.0\.1:1: start one with/,
    );
  });

  test('does not follow what answers in a browser’s place to another host', async () => {
    const fake = createServer((_, response) => {
      response.end(JSON.stringify({ webSocketDebuggerUrl: 'ws://203.0.113.7:1/devtools/browser/x' }));
    });
    await new Promise<void>((done) => fake.listen(0, '127.0.0.1', done));
    const { port } = fake.address() as AddressInfo;
    // It asks the host that it checked, which is no WebSocket server.
    expect(await server.callWrong('start_network_recording', { port })).toBe(
      `The browser at 127.0.0.1:${port} did not accept a DevTools connection.`,
    );
    fake.close();
  });

  const chromium = findChromium();
  const skip = 'no Chromium: install one (apt-get install chromium) or set CHROMIUM_PATH';

  describe.skipIf(chromium === undefined)(
    chromium === undefined ? `skipped, ${skip}` : 'of a real browser',
    () => {
      let site: Awaited<ReturnType<typeof startSlowSite>>;
      let browser: Awaited<ReturnType<typeof startChromium>>;
      beforeAll(async () => {
        site = await startSlowSite();
        browser = await startChromium(chromium ?? '');
      });
      afterAll(async () => {
        await browser.close();
        await site.close();
      });

      test('sees what the page asks for, says what is slow, and saves a HAR without secrets', async () => {
        const begun = await server.call('start_network_recording', {
          port: browser.port,
          navigate: `${site.origin}/`,
          wait_seconds: 30,
        });
        expect(begun).toMatch(/The page loaded and its network is quiet\. 2[56] requests so far\./);
        expect(await server.callWrong('start_network_recording', { port: browser.port })).toMatch(
          /is running: stop it/,
        );

        const list = await server.call('get_network_requests', { type: ['fetch'] });
        expect(list.match(/\/api\/product\/\d\?token=\[redacted\]/g)).toHaveLength(5);
        const found = ids(await server.call('analyze_network_waterfall'));
        for (const id of [
          'slow-document',
          'render-blocking',
          'redirects',
          'late-discovery',
          'sequential-requests',
          'failed-requests',
        ]) {
          expect(found).toContain(id);
        }

        const har = join(scratch, 'live.har');
        expect(await server.callWrong('stop_network_recording', { save_har: '/etc/hosts' })).toMatch(
          /expected a name ending in \.har/,
        );
        expect(await server.call('stop_network_recording', { save_har: har })).toContain('without secrets');
        expect(await server.callWrong('stop_network_recording', { save_har: har })).toMatch(
          /the file exists already/,
        );
        expect(readFileSync(har, 'utf8')).not.toMatch(/abc123secret|s3cr3t-value/);
        expect(ids(await server.call('analyze_network_waterfall', { har }))).toEqual(found);
      });

      test('takes the browser’s address, chooses the page, and says when none fits', async () => {
        const { browserUrl: browser_url } = browser;
        expect(
          await server.callWrong('start_network_recording', { browser_url, target: 'nowhere.example' }),
        ).toMatch(/^No open page matches "nowhere\.example"; open are: /);
        expect(await server.call('start_network_recording', { browser_url, target: '/shop' })).toMatch(
          /\/shop\. 0 requests so far/,
        );
        expect(await server.call('get_network_requests')).toMatch(/0 of 0 requests fit/);
      });

      test('sees WebSockets, and what frames of other sites and workers ask for', async () => {
        await server.call('start_network_recording', {
          port: browser.port,
          navigate: `${site.origin}/frames`,
        });
        expect(await server.call('get_network_requests', { type: ['websocket'] })).toMatch(
          /101 +websocket .*GET ws:\/\/127\.0\.0\.1:\d+\/feed/,
        );
        const calls = await server.call('get_network_requests', { url: 'api/settings' });
        expect(calls).toMatch(/http:\/\/localhost:\d+\/api\/settings\?from=frame/);
        expect(calls).toMatch(/http:\/\/127\.0\.0\.1:\d+\/api\/settings\?from=worker/);
      });

      test('ends with the client, and reports an address that does not open', async () => {
        expect(
          await server.call('start_network_recording', {
            port: browser.port,
            navigate: 'http://127.0.0.1:1/',
          }),
        ).toMatch(/\d+ requests? so far/);
        expect(await server.call('get_network_requests', { status: 'failed' })).toMatch(
          /ERR_(UNSAFE_PORT|CONNECTION_REFUSED)/,
        );
      });
    },
  );
});

test('is said to do what it does, and nothing else', async () => {
  expect(await statedOf('network-logger')).toEqual([
    '.mcp.json:3 Starts its own program `server/index.mjs` with every session and gives Claude its tools (MCP server `network-logger`).',
    'server/cdp.mjs:138 A program calls the host `127.0.0.1`.',
    'server/cdp.mjs:112 During a session, calls an address that is only known when it runs.',
    'server/cdp.mjs:138 During a session, controls a browser: opens pages and sees what they load.',
    'server/har.mjs:82 Its MCP server can read files at any path that it is given.',
    'server/index.mjs:229 Its MCP server can write files at any path that it is given.',
  ]);
});
