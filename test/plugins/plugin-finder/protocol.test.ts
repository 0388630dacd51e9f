import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { capabilityKinds, componentKinds } from '../../../src/plugin/kinds/list.ts';
import { type Json, overShared, plugin, type Reply, start, toolsOf } from './finder.ts';

describe('protocol', () => {
  it.each(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'])('agrees on %s', async (version) => {
    const { result } = await start().request('initialize', { protocolVersion: version, capabilities: {} });
    expect(result).toMatchObject({
      protocolVersion: version,
      capabilities: { tools: {} },
      serverInfo: { name: 'plugin-finder' },
    });
    const { version: own } = JSON.parse(
      readFileSync(join(plugin, '.claude-plugin/plugin.json'), 'utf8'),
    ) as Json;
    expect(result).toHaveProperty('serverInfo.version', own);
  });

  it.each(['1999-01-01', '2026-07-28'])(
    'offers its newest handshake version where %s is asked for',
    async (version) => {
      const { result } = await start().request('initialize', { protocolVersion: version });
      expect(result?.protocolVersion).toBe('2025-11-25');
    },
  );

  const meta = (version: unknown, more: Json = { 'io.modelcontextprotocol/clientCapabilities': {} }) => ({
    _meta: { 'io.modelcontextprotocol/protocolVersion': version, ...more },
  });

  it('answers stateless requests, each by itself', async () => {
    const client = overShared();
    const discovered = await client.request('server/discover', meta('2026-07-28'));
    expect(discovered.result).toMatchObject({
      resultType: 'complete',
      supportedVersions: ['2026-07-28'],
      capabilities: { tools: {} },
      cacheScope: 'public',
      _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'plugin-finder' } },
    });
    expect(discovered.result?.ttlMs).toBeGreaterThan(0);
    const listed = await client.request('tools/list', meta('2026-07-28'));
    expect(listed.result).toMatchObject({ resultType: 'complete', cacheScope: 'public' });
    expect(listed.result?.tools).toHaveLength(3);
    const called = await client.request('tools/call', {
      ...meta('2026-07-28'),
      name: 'list_categories',
      arguments: {},
    });
    expect(called.result).toMatchObject({ resultType: 'complete', isError: false });
  });

  it('refuses stateless requests that it cannot serve', async () => {
    const client = start();
    expect((await client.request('tools/list', meta('2030-01-01'))).error).toEqual({
      code: -32022,
      message: 'Unsupported protocol version',
      data: { supported: ['2026-07-28'], requested: '2030-01-01' },
    });
    expect((await client.request('tools/list', meta('2026-07-28', {}))).error?.code).toBe(-32602);
    expect((await client.request('tools/list', meta(7))).error?.code).toBe(-32602);
    expect((await client.request('server/discover', {})).error?.code).toBe(-32602);
    expect((await client.request('initialize/again', meta('2026-07-28'))).error?.code).toBe(-32601);
  });

  it('answers ping, and says which methods it does not know', async () => {
    const client = start();
    expect((await client.request('ping')).result).toEqual({});
    expect((await client.request('resources/list')).error?.code).toBe(-32601);
    expect((await client.request('toString')).error?.code).toBe(-32601);
  });

  it.each([
    ['not JSON', '{"jsonrpc":', -32700, null],
    ['no object', '7', -32600, null],
    ['null', 'null', -32600, null],
    ['another version', '{"jsonrpc":"1.0","id":3,"method":"ping"}', -32600, 3],
    ['no method', '{"jsonrpc":"2.0","id":"a"}', -32600, 'a'],
    ['a null id', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, null],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, null],
    ['params that are a list', '{"jsonrpc":"2.0","id":4,"method":"ping","params":[1]}', -32602, 4],
    ['no version in initialize', '{"jsonrpc":"2.0","id":5,"method":"initialize","params":{}}', -32602, 5],
    ['a cursor', '{"jsonrpc":"2.0","id":6,"method":"tools/list","params":{"cursor":"x"}}', -32602, 6],
    ['an unknown tool', '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"rm"}}', -32602, 7],
    [
      'arguments that are text',
      '{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"get_plugin","arguments":"x"}}',
      -32602,
      8,
    ],
    ['an empty batch', '[]', -32600, null],
  ])('refuses %s', async (_, line, code, id) => {
    const client = start();
    client.write(`${line}\n`);
    expect(await client.next()).toMatchObject({ jsonrpc: '2.0', id, error: { code } });
    expect((await client.request('ping')).result).toEqual({});
  });

  it('says nothing to notifications, answers and blank lines', async () => {
    const client = start();
    client.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n\n   \r\n');
    client.write('{"jsonrpc":"2.0","method":"tools/call","params":{"name":"list_categories"}}\n');
    client.write(
      '{"jsonrpc":"2.0","id":99,"result":{}}\n{"jsonrpc":"2.0","id":98,"error":{"code":1,"message":""}}\n',
    );
    client.write('[{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}]\n');
    expect((await client.request('ping')).result).toEqual({});
    expect(await client.end()).toEqual({ code: 0, rest: [] });
  });

  it('answers a batch with a batch', async () => {
    const client = start();
    client.write(
      `${JSON.stringify([
        { jsonrpc: '2.0', id: 'a', method: 'ping' },
        { jsonrpc: '2.0', method: 'notifications/initialized' },
        { jsonrpc: '2.0', id: 'b', method: 'nothing' },
        { jsonrpc: '2.0', id: 'c', method: 'initialize', params: { protocolVersion: '2025-03-26' } },
        1,
      ])}\n`,
    );
    expect(await client.next()).toEqual([
      { jsonrpc: '2.0', id: 'a', result: {} },
      expect.objectContaining({ id: 'b', error: expect.objectContaining({ code: -32601 }) }),
      expect.objectContaining({ id: 'c', error: expect.objectContaining({ code: -32600 }) }),
      expect.objectContaining({ id: null, error: expect.objectContaining({ code: -32600 }) }),
    ]);
  });

  it('puts messages together from pieces, and takes several at once', async () => {
    const client = start();
    const bytes = Buffer.from(
      '{"jsonrpc":"2.0","id":"é","method":"ping"}\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n',
    );
    const middle = bytes.indexOf(0xc3) + 1;
    client.write(bytes.subarray(0, middle));
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.write(bytes.subarray(middle));
    expect([await client.next(), await client.next()]).toMatchObject([{ id: 'é' }, { id: 2 }]);
  });

  it('drops a message that is too long and goes on', async () => {
    const client = start();
    client.write(`{"jsonrpc":"2.0","id":1,"method":"${'x'.repeat(1_100_000)}"}\n`);
    expect(await client.next()).toMatchObject({ id: null, error: { code: -32600 } });
    expect((await client.request('ping')).result).toEqual({});
  });

  it('answers what was asked before the end of input, and then ends', async () => {
    const client = overShared();
    client.write(
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_categories"}}\n{"jsonrpc":"2.0","id":2,"method":"ping"}',
    );
    const { code, rest } = await client.end();
    expect(code).toBe(0);
    expect((rest as Reply[]).map((reply) => reply.id).sort()).toEqual([1, 2]);
  });

  it('lists tools that only read, with schemas that hold', async () => {
    const listed = await start().request('tools/list');
    const tools = toolsOf(listed);
    expect(tools.map((tool) => tool.name)).toEqual(['search_plugins', 'get_plugin', 'list_categories']);
    const ajv = new Ajv2020({ strict: true });
    for (const tool of tools) {
      expect(tool.annotations).toMatchObject({
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
      });
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(ajv.validateSchema(tool.inputSchema)).toBe(true);
      expect(ajv.validateSchema(tool.outputSchema)).toBe(true);
    }
    const filters = tools[0]?.inputSchema.properties as Record<string, { enum?: string[] }>;
    expect(filters.component_kind?.enum).toEqual([...componentKinds]);
    expect([...(filters.capability?.enum ?? [])].sort()).toEqual([...capabilityKinds].sort());
  });
});
