import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Client, catalogue, entry, folder, names, plugin, start } from './finder.ts';

describe('where the registry is', () => {
  /** A folder with a registry of one plugin, called as told. */
  function marketplace(name: string, file = 'registry.json'): string {
    const path = folder();
    writeFileSync(join(path, file), JSON.stringify(catalogue([entry(name)])));
    return path;
  }
  const only = async (client: Client) => names((await client.call('search_plugins', { query: '' })).data)[0];

  it('prefers the option, then the environment, then the project, then the working folder', async () => {
    const [option, environment, project, working] = ['option', 'environment', 'project', 'working'].map(
      (name) => marketplace(name),
    );
    const all = {
      PLUGIN_FINDER_REGISTRY: join(option ?? '', 'registry.json'),
      PLUGIN_MARKETPLACE_REGISTRY: join(environment ?? '', 'registry.json'),
      CLAUDE_PROJECT_DIR: project ?? '',
    };
    expect(await only(start(all, working))).toBe('option');
    const { PLUGIN_FINDER_REGISTRY: _, ...two } = all;
    expect(await only(start(two, working))).toBe('environment');
    expect(await only(start({ ...two, PLUGIN_FINDER_REGISTRY: '' }, working))).toBe('environment');
    // What a client leaves standing where the option was never set.
    const config: unknown = JSON.parse(readFileSync(join(plugin, '.mcp.json'), 'utf8'));
    expect(config).toHaveProperty(
      'mcpServers.registry.env.PLUGIN_FINDER_REGISTRY',
      expect.stringMatching(/^\$\{user_config\.registry\}$/),
    );
    const { env } = (config as { mcpServers: { registry: { env: Record<string, string> } } }).mcpServers
      .registry;
    expect(await only(start({ ...two, ...env }, working))).toBe('environment');
    expect(await only(start({ CLAUDE_PROJECT_DIR: project ?? '' }, working))).toBe('project');
    expect(await only(start({}, working))).toBe('working');
  });

  it('takes a folder, a relative path, a path from home and a file URL', async () => {
    const path = marketplace('here');
    const file = join(path, 'registry.json');
    for (const value of [
      path,
      'registry.json',
      './registry.json',
      '~/registry.json',
      new URL(`file://${file}`).href,
    ]) {
      expect(await only(start({ PLUGIN_FINDER_REGISTRY: value, CLAUDE_PROJECT_DIR: path, HOME: path }))).toBe(
        'here',
      );
    }
  });

  // What would go out to the network ends here instead.
  const offline = {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent('globalThis.fetch = async () => { throw new TypeError("offline"); };')}`,
  };

  it.each([
    ['no registry', undefined],
    ["another tool's registry.json", '{"plugins":{}}'],
    ['a broken registry.json', '{'],
    ['a registry of the future', '{"schemaVersion":3,"name":"acme","plugins":[]}'],
  ])('means the published one where the project has %s', async (_, content) => {
    const path = folder();
    if (content !== undefined) writeFileSync(join(path, 'registry.json'), content);
    const { text, isError } = await start({ ...offline, CLAUDE_PROJECT_DIR: path }, path).call(
      'list_categories',
    );
    expect(isError).toBe(true);
    expect(text).toContain(
      'https://plugin-marketplace.github.io/plugin-marketplace/registry.json cannot be reached',
    );
  });

  it('never reads in the open', async () => {
    for (const value of [
      'http://acme.example/registry.json',
      'ftp://acme.example/x',
      'data:application/json,{}',
      'http://127.0.0.1.acme.example/',
    ]) {
      const { text, isError } = await start({ PLUGIN_FINDER_REGISTRY: value }).call('list_categories');
      expect(isError).toBe(true);
      expect(text).toContain('only https URLs are read');
    }
    const { text } = await start({ PLUGIN_FINDER_REGISTRY: 'https://me:secret@acme.example/' }).call(
      'list_categories',
    );
    expect(text).toContain('user name or password');
    expect(text).not.toContain('secret');
  });

  it.each([
    ['no file', undefined, 'No registry can be read'],
    ['no JSON', 'plugins: []', 'is not JSON'],
    ['no registry', '[]', 'is JSON but not a marketplace registry'],
    [
      'a registry of the future',
      '{"schemaVersion":3,"name":"acme","plugins":[]}',
      'has schemaVersion 3 but this plugin supports 1 and 2',
    ],
    ['a registry without a name', '{"schemaVersion":1,"plugins":[]}', 'does not name its marketplace'],
  ])('explains %s in one sentence that says what to do', async (_, content, expected) => {
    const path = join(folder(), 'registry.json');
    if (content !== undefined) writeFileSync(path, content);
    const { text, isError } = await start({ PLUGIN_FINDER_REGISTRY: path }).call('list_categories');
    expect(isError).toBe(true);
    expect(text).toContain(expected);
    expect(text).toContain(path);
    expect(text).toMatch(/^[^\n]+\.$/);
    expect(text).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('refuses what is no regular file, without waiting for it', async () => {
    const path = folder();
    mkdirSync(join(path, 'registry.json'));
    const { text, isError } = await start({ PLUGIN_FINDER_REGISTRY: path }).call('list_categories');
    expect(isError).toBe(true);
    expect(text).toContain('is not a regular file');
  });

  it('sees that a file has changed', async () => {
    const path = join(marketplace('before'), 'registry.json');
    const client = start({ PLUGIN_FINDER_REGISTRY: path });
    expect(await only(client)).toBe('before');
    writeFileSync(path, JSON.stringify(catalogue([entry('afterwards')])));
    expect(await only(client)).toBe('afterwards');
    writeFileSync(path, 'broken');
    expect((await client.call('list_categories')).isError).toBe(true);
  });
});

describe('over the network', () => {
  type Handler = (request: IncomingMessage, response: ServerResponse) => void;
  const servers: ReturnType<typeof createServer>[] = [];

  async function serve(
    handler: Handler,
  ): Promise<{ url: string; requests: IncomingMessage[]; set(next: Handler): void }> {
    let current = handler;
    const requests: IncomingMessage[] = [];
    const http = createServer((request, response) => {
      requests.push(request);
      current(request, response);
    });
    servers.push(http);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return {
      url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/registry.json`,
      requests,
      set: (next) => {
        current = next;
      },
    };
  }

  afterEach(() => {
    for (const http of servers.splice(0)) {
      http.closeAllConnections();
      http.close();
    }
  });

  const good: Handler = (_, response) =>
    void response.setHeader('etag', '"one"').end(JSON.stringify(catalogue([entry('remote')])));

  it('reads it, and then asks whether it has changed', async () => {
    const remote = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"one"') response.writeHead(304).end();
      else good(request, response);
    });
    const client = start({ PLUGIN_FINDER_REGISTRY: remote.url });
    for (const _ of [1, 2]) {
      const { data } = await client.call('search_plugins', { query: 'remote' });
      expect(names(data)).toEqual(['remote']);
      expect(data).toMatchObject({ source: remote.url });
      expect(data).not.toHaveProperty('note');
    }
    expect(remote.requests.map((request) => request.headers['if-none-match'])).toEqual([undefined, '"one"']);
    remote.set(
      (_, response) =>
        void response.setHeader('etag', '"two"').end(JSON.stringify(catalogue([entry('newer')]))),
    );
    expect(names((await client.call('search_plugins', { query: '' })).data)).toEqual(['newer']);
  });

  it('asks by date where there is no ETag, and completes the address of a folder', async () => {
    const date = 'Sat, 02 May 2026 10:00:00 GMT';
    const remote = await serve(
      (_, response) =>
        void response.setHeader('last-modified', date).end(JSON.stringify(catalogue([entry('dated')]))),
    );
    const client = start({ PLUGIN_FINDER_REGISTRY: new URL('.', remote.url).href });
    await client.call('list_categories');
    await client.call('list_categories');
    expect(remote.requests.map((request) => [request.url, request.headers['if-modified-since']])).toEqual([
      ['/registry.json', undefined],
      ['/registry.json', date],
    ]);
  });

  it('shares one read between calls that arrive together', async () => {
    const remote = await serve(good);
    const client = start({ PLUGIN_FINDER_REGISTRY: remote.url });
    const line = (id: number) =>
      `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'list_categories' } })}\n`;
    client.write(line(1) + line(2) + line(3));
    await Promise.all([client.next(), client.next(), client.next()]);
    expect(remote.requests).toHaveLength(1);
  });

  it('does not send what was searched for', async () => {
    const remote = await serve(good);
    await start({ PLUGIN_FINDER_REGISTRY: remote.url }).call('search_plugins', { query: 'confidential' });
    expect(remote.requests).toHaveLength(1);
    expect(JSON.stringify([remote.requests[0]?.url, remote.requests[0]?.headers])).not.toContain(
      'confidential',
    );
  });

  it.each<[string, Handler, string]>([
    ['404', (_, response) => void response.writeHead(404).end('no'), 'answered 404: check the address'],
    ['500', (_, response) => void response.writeHead(500).end('no'), 'answered 500: try again later'],
    ['304 to a first question', (_, response) => void response.writeHead(304).end(), 'answered 304'],
    ['a page', (_, response) => void response.end('<!doctype html><title>Hello</title>'), 'is not JSON'],
    [
      'a size that is too large',
      (_, response) =>
        void response.writeHead(200, { 'content-length': String(64 * 1024 * 1024 + 1) }).flushHeaders(),
      'larger than 64 MiB',
    ],
    [
      'a redirect into the open',
      (_, response) => void response.writeHead(302, { location: 'http://acme.example/' }).end(),
      'which is not https',
    ],
    [
      'a redirect to a file',
      (_, response) => void response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
      'which is not https',
    ],
    [
      'a redirect without end',
      (_, response) => void response.writeHead(307, { location: '/again' }).end(),
      'redirects more than 5 times',
    ],
    ['a broken connection', (request) => void request.socket.destroy(), 'cannot be reached'],
  ])('explains %s', async (_, handler, expected) => {
    const remote = await serve(handler);
    const { text, isError } = await start({ PLUGIN_FINDER_REGISTRY: remote.url }).call('list_categories');
    expect(isError).toBe(true);
    expect(text).toContain(expected);
    expect(text).toMatch(/^[^\n]+\.$/);
    // The first question, and five redirects at most.
    expect(remote.requests.length).toBeLessThanOrEqual(6);
  });

  it('counts what arrives, whatever was announced', async () => {
    const block = Buffer.alloc(1024 * 1024, ' ');
    let sent = 0;
    const remote = await serve((_, response) => {
      const more = () => {
        while (sent < 200 && !response.destroyed) {
          sent += 1;
          if (!response.write(block)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const { text, isError } = await start({ PLUGIN_FINDER_REGISTRY: remote.url }).call('list_categories');
    expect(isError).toBe(true);
    expect(text).toContain('larger than 64 MiB');
    expect(sent).toBeLessThan(200);
  });

  it('follows a redirect', async () => {
    const remote = await serve((request, response) => {
      if (request.url === '/registry.json') response.writeHead(308, { location: '/moved.json' }).end();
      else good(request, response);
    });
    const { data } = await start({ PLUGIN_FINDER_REGISTRY: remote.url }).call('search_plugins', {
      query: '',
    });
    expect(names(data)).toEqual(['remote']);
  });

  it('gives up on a server that does not answer, and forgets a call that was cancelled', async () => {
    const silent = await serve(() => {});
    // The same clock, a hundred times as fast.
    const fast = `--import=data:text/javascript,${encodeURIComponent('const real = AbortSignal.timeout; AbortSignal.timeout = (ms) => real.call(AbortSignal, ms / 100);')}`;
    const client = start({ PLUGIN_FINDER_REGISTRY: silent.url, NODE_OPTIONS: fast });
    const { text, isError } = await client.call('list_categories');
    expect(isError).toBe(true);
    expect(text).toContain('did not answer within 15 seconds');
    client.write('{"jsonrpc":"2.0","id":"gone","method":"tools/call","params":{"name":"list_categories"}}\n');
    client.write('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"gone"}}\n');
    expect(await client.end()).toEqual({ code: 0, rest: [] });
  });

  it('goes on with what it read before when a refresh fails, and says so', async () => {
    const remote = await serve(good);
    const client = start({ PLUGIN_FINDER_REGISTRY: remote.url });
    await client.call('list_categories');
    remote.set((_, response) => void response.writeHead(503).end());
    const { text, data, isError } = await client.call('search_plugins', { query: '' });
    expect(isError).toBe(false);
    expect(names(data)).toEqual(['remote']);
    expect(data.note).toContain('answered 503');
    expect(text).toContain('read earlier in this session');
  });
});
