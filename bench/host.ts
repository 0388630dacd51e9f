// node bench/host.ts: what the tool host costs beside a server with one tool on the same SDK, and under load.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { home, runCommand } from '../scripts/command-line.ts';
import { compare, median, printTable } from './measure.ts';

type Row = { what: string; value: string; budget: string; isMet: boolean };

const node = process.execPath;
const serve = join(home, 'scripts', 'serve.ts');
const oneTool = join(import.meta.dirname, 'one-tool-server.mjs');

await runCommand({
  name: 'node bench/host.ts',
  about:
    'Measures the tool host with 200 plugins and 600 tools: start, calls, memory of a plugin, and 50 callers over 20 plugins.',
  options: { seconds: { value: 'number', about: 'how long the 50 callers call', default: '60' } },
  example: '--seconds 10',
  exitCodes: { 0: 'every budget is met', 1: 'a budget is missed' },
  async run({ seconds }) {
    const root = mkdtempSync(join(tmpdir(), 'bench-host-'));
    try {
      makeMarket(root, 200, 3);
      const rows = [startOf(root), ...(await callsOf(root)), ...(await loadOf(root, Number(seconds)))];
      printTable([
        ['What', 'Measured', 'Budget', ''],
        ...rows.map(({ what, value, budget, isMet }) => [what, value, budget, isMet ? '✓' : 'missed']),
      ]);
      return rows.every(({ isMet }) => isMet) ? 0 : 1;
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
});

/** Writes plugins whose server answers each of its tools with the text that it is given. */
function makeMarket(root: string, plugins: number, tools: number): void {
  const inputSchema = { type: 'object', properties: { text: { type: 'string' } } };
  const offers = Array.from({ length: tools }, (_, at) => ({
    name: `tool_${at}`,
    description: 'Returns what it is given.',
    inputSchema,
  }));
  const program = `const tools = ${JSON.stringify(offers)};
const answers = { initialize: () => ({ protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'bench', version: '1' } }), 'tools/list': () => ({ tools }), 'tools/call': ({ arguments: given }) => ({ content: [{ type: 'text', text: given.text }] }) };
let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => { const lines = (rest + chunk).split('\\n'); rest = lines.pop(); for (const line of lines) { const { id, method, params } = JSON.parse(line); if (id !== undefined) process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, ...(answers[method] ? { result: answers[method](params) } : { error: { code: -32601, message: 'no' } }) }) + '\\n'); } }).on('end', () => process.exit(0));`;
  for (let at = 0; at < plugins; at++) {
    const name = `plugin-${String(at).padStart(3, '0')}`;
    const folder = join(root, 'plugins', name);
    mkdirSync(join(folder, '.claude-plugin'), { recursive: true });
    const server = { command: 'node', args: ['${CLAUDE_PLUGIN_ROOT}/server.mjs'] };
    writeFileSync(join(folder, '.claude-plugin', 'plugin.json'), JSON.stringify({ name, version: '1.0.0' }));
    writeFileSync(join(folder, '.mcp.json'), JSON.stringify({ mcpServers: { main: server } }));
    writeFileSync(
      join(folder, 'tools.json'),
      JSON.stringify({
        servers: {
          main: {
            files: '',
            protocolVersion: '2025-11-25',
            tools: offers,
            resources: [],
            resourceTemplates: [],
            prompts: [],
          },
        },
      }),
    );
    writeFileSync(join(folder, 'server.mjs'), program);
  }
  writeFileSync(join(root, 'marketplace.config.json'), readFileSync(join(home, 'marketplace.config.json')));
}

function hostArguments(root: string): string[] {
  return [serve, '--root', root, '--data', join(root, 'data'), '--isolation', 'none'];
}

/** CPU until the tools are listed, beside a server with one tool. */
function startOf(root: string): Row {
  const ask = [
    {
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'bench', version: '1' },
      },
    },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/list' },
  ]
    .map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }))
    .join('\n');
  const listing = (args: string[]) => ({
    command: ['bash', '-c', '(echo "$0"; sleep 2) | "$@" 2>/dev/null', ask, node, ...args],
  });
  const { ours, floor, ratio } = compare(listing(hostArguments(root)), [listing([oneTool])], { runs: 5 });
  return {
    what: 'CPU of the start with 200 plugins and 600 tools, beside a server with one tool',
    value: `${(ours.cpu * 1000).toFixed(0)} ms / ${(floor.cpu * 1000).toFixed(0)} ms = ${ratio.toFixed(2)}`,
    budget: '1.5',
    isMet: ratio <= 1.5,
  };
}

async function connected(args: string[]): Promise<Client> {
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: node, args, stderr: 'ignore' }));
  return client;
}

/** Milliseconds of one call after another, in turn with a server that answers itself; and private memory of a live plugin. */
async function callsOf(root: string): Promise<Row[]> {
  const host = await connected(hostArguments(root));
  const direct = await connected([oneTool]);
  const times: { host: number[]; direct: number[] } = { host: [], direct: [] };
  const timed = async (list: number[], work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    list.push(performance.now() - begun);
  };
  for (let at = 0; at < 2_100; at++) {
    // The first calls start the plugin and warm both up.
    const to = at < 100 ? { host: [], direct: [] } : times;
    await timed(to.host, () => host.callTool({ name: 'plugin-000__tool_0', arguments: { text: 'x' } }));
    await timed(to.direct, () => direct.callTool({ name: 'one', arguments: {} }));
  }
  const added = median(times.host) - median(times.direct);
  const last = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.99)] ?? 0;
  const memory = privateMemory(join(root, 'plugins', 'plugin-000'));
  await Promise.all([host.close(), direct.close()]);
  return [
    {
      what: 'a call beside one that the server answers itself, median (p99)',
      value: `+${added.toFixed(2)} ms (${last(times.host).toFixed(1)} ms beside ${last(times.direct).toFixed(1)} ms)`,
      budget: '1 ms',
      isMet: added <= 1,
    },
    {
      what: 'private memory of a live plugin',
      value: `${memory.toFixed(1)} MB`,
      budget: '12 MB',
      isMet: memory <= 12,
    },
  ];
}

/** Private memory in MB of the process whose arguments name a folder. */
function privateMemory(folder: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) continue;
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      return (
        [...text.matchAll(/^Private_\w+:\s+(\d+)/gm)].reduce((sum, [, amount]) => sum + Number(amount), 0) /
        1024
      );
    } catch {
      // It ended meanwhile.
    }
  return Number.NaN;
}

/** 50 callers over 20 plugins by HTTP. */
async function loadOf(root: string, seconds: number): Promise<Row[]> {
  const child = spawn(node, [...hostArguments(root), '--http', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let url = '';
  for await (const chunk of child.stdout) {
    url = /http:\/\/localhost:\d+\/mcp/.exec(String(chunk))?.[0] ?? '';
    if (url !== '') break;
  }
  const resident = () =>
    Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  let calls = 0;
  let lost = 0;
  let half = 0;
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: 50 }, async (_, caller) => {
      const client = new Client({ name: 'bench', version: '1.0.0' });
      await client.connect(new StreamableHTTPClientTransport(new URL(url)));
      while (performance.now() < end) {
        const text = `${caller} ${calls++}`;
        const from = performance.now();
        const name = `plugin-${String(calls % 20).padStart(3, '0')}__tool_1`;
        const { content } = await client
          .callTool({ name, arguments: { text } })
          .catch(() => ({ content: [] }));
        if (!JSON.stringify(content).includes(text)) lost++;
        times.push(performance.now() - from);
        if (half === 0 && performance.now() > (begun + end) / 2) half = resident();
      }
      await client.close();
    }),
  );
  const after = resident();
  child.kill('SIGTERM');
  await new Promise((done) => child.once('exit', done));
  const late = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  return [
    {
      what: `50 callers over 20 plugins for ${seconds} s`,
      value: `${calls} calls, ${lost} lost; median ${median(times).toFixed(0)} ms, p99 ${late.toFixed(0)} ms`,
      budget: '0 lost',
      isMet: lost === 0,
    },
    {
      what: 'memory of the host in the middle and at the end',
      value: `${half.toFixed(0)} MB, ${after.toFixed(0)} MB`,
      budget: '+20 %',
      isMet: after <= half * 1.2,
    },
  ];
}
