// The host over HTTP: who may call, what is refused, and that it lives on.
import { request } from 'node:http';
import { connect } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registryFile } from '../../src/host/discovery.ts';
import { reload } from '../../src/host/host.ts';
import { createHttpHost } from '../../src/host/http.ts';
import { createMetrics } from '../../src/host/metrics.ts';
import { hashOf, readTokens } from '../../src/host/tokens.ts';
import { temporaryFolder, writeFiles } from '../files.ts';
import { testHost } from './in-process.ts';
import { writePlugin } from './market.ts';

const root = temporaryFolder('host-http');
writePlugin(root, 'alpha', { tools: { who: '() => process.env.WHO' }, server: { env: { WHO: '${WHO}' } } });
writePlugin(root, 'beta', {
  tools: { add: '({ a, b }) => a + b' },
  manifest: { description: 'Adds <b>numbers</b>.' },
});
writePlugin(root, 'camera', {
  tools: { shot: '() => 1', help: '() => 2' },
  listing: { host: { localTools: ['shot'] } },
});
writePlugin(root, 'keeper', { tools: { keep: '() => 1' }, listing: { host: { stateful: true } } });
writePlugin(root, 'browser', { tools: { open: '() => 1' }, listing: { host: { modes: ['local'] } } });
writeFiles(root, {
  'registry.json': JSON.stringify({
    plugins: [{ name: 'words', version: '2.0.0', description: 'Has no server.' }],
  }),
});

const entry = (secret: string, more: object) => ({ sha256: hashOf(secret).toString('hex'), ...more });
const tokens = readTokens(
  JSON.stringify({
    ada: entry('secret-of-ada', { team: 'web' }),
    bob: entry('secret-of-bob', { plugins: ['beta'] }),
  }),
);
const env = (WHO: string) => ({ alpha: { user_config: {}, env: { WHO } } });
const host = testHost(root, {
  mode: 'remote',
  isolation: 'permission',
  isSticky: false,
  values: { plugins: env('everybody'), callers: { ada: env('Ada') } },
});
const logged: unknown[] = [];
const metrics = createMetrics(() => '2026-01-01');
let base = '';
const http = createHttpHost({
  host,
  tokens: () => tokens,
  names: new Set(['localhost', '127.0.0.1']),
  address: () => base,
  registry: registryFile(`${root}/registry.json`),
  metrics,
  log: (event, fields) => logged.push([event, fields]),
});
beforeAll(async () => {
  await new Promise<void>((done) => http.server.listen(0, '127.0.0.1', done));
  const at = http.server.address();
  base = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
});
afterAll(() => http.close(1_000));

const headers = (secret = 'secret-of-ada') => ({
  authorization: `Bearer ${secret}`,
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
});
const message = (method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const post = (path: string, body: string, more: Record<string, string> = {}) =>
  fetch(base + path, { method: 'POST', headers: { ...headers(), ...more }, body });
const get = async (path: string, secret = 'secret-of-ada') =>
  (await fetch(base + path, { headers: headers(secret) })).json() as Promise<Record<string, unknown>>;

async function connected(
  secret: string,
  path = '/mcp',
  mode: 'legacy' | 'auto' = 'auto',
  onTools?: () => void,
): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    {
      versionNegotiation: { mode },
      ...(onTools === undefined ? {} : { listChanged: { tools: { onChanged: onTools } } }),
    },
  );
  await client.connect(
    new StreamableHTTPClientTransport(new URL(base + path), {
      requestInit: { headers: { authorization: `Bearer ${secret}` } },
    }),
  );
  return client;
}

describe('a client', () => {
  test.each(['legacy', 'auto'] as const)('of either protocol lists and calls (%s)', async (mode) => {
    const client = await connected('secret-of-ada', '/mcp', mode);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['alpha__who', 'beta__add', 'camera__help']);
    expect((await client.callTool({ name: 'alpha__who' })).content).toEqual([{ type: 'text', text: 'Ada' }]);
    await client.close();
  });

  test('sees the plugins of its token only, and one plugin without its prefix', async () => {
    const bob = await connected('secret-of-bob');
    expect((await bob.listTools()).tools.map(({ name }) => name)).toEqual(['beta__add']);
    await expect(bob.callTool({ name: 'alpha__who' })).rejects.toThrow('Unknown tool');
    await bob.close();
    const one = await connected('secret-of-bob', '/mcp/beta');
    expect((await one.callTool({ name: 'add', arguments: { a: 1, b: 2 } })).content).toEqual([
      { type: 'text', text: '3' },
    ]);
    await one.close();
    expect((await fetch(`${base}/mcp/alpha`, { headers: headers('secret-of-bob') })).status).toBe(404);
  });

  test('that subscribes is told of a plugin that was added', async () => {
    const { promise: told, resolve } = Promise.withResolvers<void>();
    const client = await connected('secret-of-ada', '/mcp', 'auto', () => resolve());
    writePlugin(root, 'zeta', { tools: { late: '() => 1' } });
    await expect
      .poll(() => {
        reload(host);
        return host.catalog.tools.map(({ name }) => name);
      })
      .toContain('zeta__late');
    await told;
    await client.close();
  });

  test('counts under its team, in metrics that say so', async () => {
    const client = await connected('secret-of-ada', '/mcp', 'legacy');
    await client.callTool({ name: 'beta__add', arguments: { a: 1, b: 1 } });
    await client.close();
    expect(host.told.calls.at(-1)).toMatchObject({
      plugin: 'beta',
      name: 'add',
      caller: 'ada',
      team: 'web',
      ok: true,
    });
    const text = await (await fetch(`${base}/metrics`, { headers: headers() })).text();
    expect(text).toMatch(/^# TYPE plugin_host_plugins gauge$/m);
    expect(text.endsWith('# EOF\n')).toBe(true);
  });
});

describe('a token', () => {
  test.each([
    ['that is missing', {}, 'This host needs a token'],
    ['that is wrong', { authorization: 'Bearer other' }, 'does not know the token'],
  ])('%s is answered with what to type', async (_, given, says) => {
    for (const path of ['/mcp', '/register', '/api/plugins/list', '/metrics']) {
      const answer = await fetch(base + path, { method: 'POST', headers: given, body: '{}' });
      expect(answer.status).toBe(401);
      const { error_description: text } = (await answer.json()) as { error_description: string };
      expect(text).toContain(says);
      expect(text).toContain(
        `claude mcp add --transport http plugins ${base}/mcp --header "Authorization: Bearer <token>"`,
      );
    }
  });

  test('is not needed to ask whether the host is well', async () => {
    expect(await (await fetch(`${base}/healthz`)).json()).toEqual({ status: 'ok' });
  });
});

describe('the API and the page', () => {
  test('list plugins with state, why and counts', async () => {
    const { plugins } = (await get('/api/plugins/list')) as {
      plugins: { name: string; state: string | null; why: string[] }[];
    };
    const states = Object.fromEntries(plugins.map(({ name, state }) => [name, state]));
    expect(states).toMatchObject({ keeper: 'left-out', browser: 'left-out', words: null });
    expect(plugins.find(({ name }) => name === 'keeper')?.why[0]).toContain('--sticky');
    expect(plugins.find(({ name }) => name === 'camera')?.why[0]).toContain('"shot" is not served');
  });

  test('search, describe, and hold what a token may not see', async () => {
    expect(await get('/api/plugins/search?q=adds')).toMatchObject({ plugins: [{ name: 'beta', tools: 1 }] });
    expect(await get('/api/plugins/beta')).toMatchObject({
      name: 'beta',
      offers: { tools: [{ name: 'beta__add' }] },
    });
    expect(await get('/api/plugins/registry', 'secret-of-bob')).toMatchObject({ host: [{ name: 'beta' }] });
    expect(await get('/api/plugins/alpha', 'secret-of-bob')).toEqual({
      error: 'Nothing is at this address.',
    });
  });

  test('the page asks a browser for the token, and escapes what plugins say', async () => {
    const refused = await fetch(`${base}/`, { headers: { accept: 'text/html' } });
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic/);
    const authorization = `Basic ${Buffer.from('me:secret-of-ada').toString('base64')}`;
    const page = await fetch(`${base}/`, { headers: { authorization } });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await page.text();
    expect(text).toContain('Adds &#60;b&#62;numbers');
    expect(text).not.toContain('<b>numbers');
  });
});

/** The status of a request with headers that `fetch` would not send. */
function raw(given: Record<string, string>, path = '/mcp'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(base + path, { method: 'POST', headers: { ...headers(), ...given } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end(message('tools/list'));
  });
}

describe('abuse', () => {
  test.each([
    ['a foreign Host', { host: 'evil.example' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin "null"', { origin: 'null' }],
    ['a Host that looks like this one', { host: 'localhost.evil.example' }],
  ])('%s is refused', async (_, given) => {
    expect(await raw(given)).toBe(403);
    expect(await raw({ origin: 'http://localhost:1234' })).toBe(200);
  });

  test('too much in a body or a header is refused', async () => {
    expect((await post('/mcp', message('tools/list', { x: 'x'.repeat(5 << 20) }))).status).toBe(413);
    expect(await raw({ 'x-long': 'x'.repeat(20_000) })).toBe(431);
  });

  test.each([
    '',
    '{',
    '[]',
    'null',
    '{"jsonrpc":"1.0"}',
    '{"jsonrpc":"2.0","id":1}',
    `${'['.repeat(100_000)}`,
  ])('what is no message is refused: %.20s', async (body) => {
    const { status } = await post('/mcp', body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test('a body that does not end is cut off', async () => {
    http.server.requestTimeout = 500;
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(base).port) });
    socket.write(
      `POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret-of-ada\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
    );
    await new Promise((done) => socket.on('error', done).on('close', done).resume());
    http.server.requestTimeout = 30_000;
  });

  test('thousands of requests without a token and 200 sessions at once leave it well', async () => {
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < 20; round++)
      await Promise.all(
        Array.from({ length: 100 }, async () =>
          (await fetch(`${base}/mcp`, { method: 'POST', body: '{}' })).arrayBuffer(),
        ),
      );
    const initialize = message('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 't', version: '1' },
    });
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const answer = await post('/mcp', initialize);
        await answer.text();
        return answer.status;
      }),
    );
    // One token may have 100 at once; the others are told to try again.
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(100);
    expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
    expect(logged.length).toBeGreaterThan(2_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 << 20);
    expect(JSON.stringify(logged)).not.toContain('secret-of');
    expect((await post('/mcp', message('tools/list'))).status).toBe(200);
  });
});
