// The host over stdin and stdout, as a client starts it.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../files.ts';
import { writeConfig, writePlugin } from './market.ts';

const serve = join(import.meta.dirname, '..', '..', 'scripts', 'serve.ts');
const root = temporaryFolder('host-stdio');
const data = temporaryFolder('host-stdio-data');
writeConfig(root);
const spin = '() => { setTimeout(() => { for (;;); }, 50); return process.env.MARK; }';
writePlugin(root, 'alpha', {
  tools: { hello: '({ name }) => `Hello ${name}`', spin },
  prompts: { greet: 'Say hello.' },
  resources: { 'test://note': 'A note.' },
  server: { env: { MARK: '${CLAUDE_PLUGIN_DATA}' } },
});
writePlugin(root, 'beta', { tools: { 'dotted.name': '() => 1' }, toolsJson: null });

const args = [serve, '--root', root, '--data', data, '--isolation', 'none'];

async function connected(): Promise<{ client: Client; changed: Promise<void> }> {
  const { promise: changed, resolve } = Promise.withResolvers<void>();
  const client = new Client({ name: 'test', version: '1.0.0' });
  client.setNotificationHandler('notifications/tools/list_changed', () => resolve());
  await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
  return { client, changed };
}

describe('a client', () => {
  const session = connected();
  afterAll(async () => (await session).client.close());

  test('lists what was reviewed, calls a tool, gets a prompt, reads a resource', async () => {
    const { client } = await session;
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['alpha__hello', 'alpha__spin']);
    const result = await client.callTool({ name: 'alpha__hello', arguments: { name: 'Ada' } });
    expect(result.content).toEqual([{ type: 'text', text: 'Hello Ada' }]);
    const { messages } = await client.getPrompt({ name: 'alpha__greet' });
    expect(messages[0]?.content).toEqual({ type: 'text', text: 'Say hello.' });
    const { contents } = await client.readResource({ uri: 'test://note' });
    expect(contents[0]).toMatchObject({ text: 'A note.' });
    await expect(client.callTool({ name: 'alpha__nothing' })).rejects.toThrow(
      'Unknown tool "alpha__nothing"',
    );
    await expect(client.readResource({ uri: 'test://other' })).rejects.toThrow('test://other');
  });

  test('is told of a plugin that was added, and calls it at once', async () => {
    const { client, changed } = await session;
    writePlugin(root, 'gamma', { tools: { late: '() => "here"' } });
    await changed;
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('gamma__late');
    expect((await client.callTool({ name: 'gamma__late' })).content).toEqual([
      { type: 'text', text: 'here' },
    ]);
  });

  test('gets the new code of a plugin whose program changed', async () => {
    const { client } = await session;
    const program = join(root, 'plugins', 'gamma', 'server.mjs');
    writeFiles(join(root, 'plugins', 'gamma'), {
      'server.mjs': readFileSync(program, 'utf8').replace('"here"', '"changed"'),
    });
    await expect
      .poll(async () => (await client.callTool({ name: 'gamma__late' })).content)
      .toEqual([{ type: 'text', text: 'changed' }]);
    rmSync(join(root, 'plugins', 'gamma'), { recursive: true });
  });
});

/** Processes whose environment says that their data is below a folder. */
function left(folder: string): number {
  return readdirSync('/proc').filter((name) => {
    try {
      return (
        /^\d+$/.test(name) &&
        readFileSync(`/proc/${name}/environ`, 'utf8').includes(`CLAUDE_PLUGIN_DATA=${folder}/`)
      );
    } catch {
      return false;
    }
  }).length;
}

describe.skipIf(process.platform !== 'linux')('no process is left, busy ones included', () => {
  test.each(['its client goes', 'SIGTERM', 'SIGKILL'] as const)('after %s', async (how) => {
    const folder = temporaryFolderOnce(how);
    const host = spawn(process.execPath, [serve, '--root', root, '--data', folder, '--isolation', 'none'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const ask = (id: number, method: string, params: object) =>
      host.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    let output = '';
    host.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('"id":2')) resolve();
    });
    ask(1, 'initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 't', version: '1' },
    });
    ask(2, 'tools/call', { name: 'alpha__spin', arguments: {} });
    await answered;
    expect(left(folder)).toBeGreaterThan(0);
    const gone = new Promise((done) => host.once('exit', done));
    if (how === 'its client goes') host.stdin.end();
    else host.kill(how);
    await gone;
    await expect.poll(() => left(folder), { timeout: 5_000 }).toBe(0);
  });
});

function temporaryFolderOnce(name: string): string {
  const folder = join(data, name.replaceAll(' ', '-'));
  writeFiles(folder, { '.keep': '' });
  return folder;
}
