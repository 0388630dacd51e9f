// The server of the plugin, started as Claude Code starts it, and a registry to ask it about. The servers and folders of a test go with it.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Registry, RegistryPlugin } from '../../../src/registry/registry.ts';
import { aPlugin, aRegistry } from '../../registries.ts';

/** The plugin's folder. */
export const plugin = fileURLToPath(new URL('../../../plugins/plugin-finder', import.meta.url));
const server = join(plugin, 'server/index.mjs');

/** An object of JSON. */
export type Json = Record<string, unknown>;
/** What the server answers to one request. */
export type Reply = { id?: unknown; result?: Json; error?: { code: number; message: string; data?: Json } };
/** A running server, and how to talk to it. */
export type Client = {
  child: ChildProcessWithoutNullStreams;
  /** Writes exactly this. */
  write(text: string | Buffer): void;
  /** The next line that the server prints. */
  next(): Promise<unknown>;
  request(method: string, params?: Json): Promise<Reply>;
  call(name: string, input?: Json): Promise<{ text: string; data: Json; isError: boolean }>;
  /** Closes standard input and gives the exit code and what was printed and not read. */
  end(): Promise<{ code: number | null; rest: unknown[] }>;
};

/** A new empty folder, for the test that runs. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'plugin-finder-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Starts the server in a folder, knowing nothing of the environment of the tests. */
export function start(env: Record<string, string> = {}, cwd = folder()): Client {
  const child = spawn(process.execPath, [server], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  const lines: unknown[] = [];
  const waiting: ((value: unknown) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const value: unknown = JSON.parse(line);
    const taker = waiting.shift();
    if (taker) taker(value);
    else lines.push(value);
  });
  let last = 0;
  const client: Client = {
    child,
    write: (text) => void child.stdin.write(text),
    next: () =>
      lines.length > 0 ? Promise.resolve(lines.shift()) : new Promise((resolve) => waiting.push(resolve)),
    async request(method, params) {
      last += 1;
      client.write(`${JSON.stringify({ jsonrpc: '2.0', id: last, method, params })}\n`);
      const reply = (await client.next()) as Reply;
      expect(reply).toMatchObject({ jsonrpc: '2.0', id: last });
      return reply;
    },
    async call(name, input) {
      const { result } = await client.request('tools/call', { name, arguments: input });
      const [block] = (result?.content ?? []) as { type: string; text: string }[];
      return {
        text: block?.text ?? '',
        data: (result?.structuredContent ?? {}) as Json,
        isError: result?.isError === true,
      };
    },
    async end() {
      const closed = once(child, 'close');
      child.stdin.end();
      const [code] = (await closed) as [number | null];
      return { code, rest: lines };
    },
  };
  return client;
}

/** A plugin as the registry has it. */
export function entry(name: string, more: Partial<RegistryPlugin> = {}): RegistryPlugin {
  return aPlugin(name, {
    version: '1.0.0',
    description: `What ${name} does.`,
    tokens: { alwaysOn: 10, onInvoke: 200 },
    files: { count: 3, bytes: 4096 },
    ...more,
  });
}

/** A registry of these plugins. */
export function catalogue(plugins: RegistryPlugin[], more: Partial<Registry> = {}): Registry {
  return aRegistry(plugins, {
    name: 'acme',
    displayName: 'Acme',
    description: 'Plugins of Acme.',
    owner: { name: 'Acme' },
    repository: 'acme/plugins',
    site: 'https://acme.example/',
    categories: [
      { id: 'deployment', name: 'Deployment', description: 'Build, release and run.' },
      { id: 'testing', name: 'Testing', description: 'Find out whether it works.' },
      { id: 'design', name: 'Design', description: 'Interfaces.' },
    ],
    ...more,
  });
}

/** Plugins to find. */
export const plugins = [
  entry('browser-tests', {
    category: 'testing',
    description: 'Drives a real browser to find out whether pages work.',
    keywords: ['playwright', 'e2e'],
    components: [
      {
        kind: 'mcp-server',
        name: 'browser',
        file: '.mcp.json',
        line: 3,
        transport: 'stdio',
        command: 'npx',
        args: ['browser@1.2.3'],
      },
    ],
    capabilities: [
      {
        kind: 'runtime-download',
        summary: 'Downloads browser from npm.',
        tool: 'npx',
        packages: ['browser@1.2.3'],
        file: '.mcp.json',
        line: 5,
        pinned: true,
      },
      {
        kind: 'mcp-server',
        summary: 'Starts the tool server browser.',
        name: 'browser',
        transport: 'stdio',
        command: 'npx',
        args: ['browser@1.2.3'],
        trigger: { when: 'session-start', by: '.mcp.json:3' },
        file: '.mcp.json',
        line: 3,
      },
      {
        kind: 'network-host',
        summary: 'Reaches pages.example.',
        host: 'pages.example',
        namedBy: 'command',
        file: '.mcp.json',
        line: 6,
      },
    ],
  }),
  entry('docker-helper', {
    category: 'deployment',
    description: 'Writes container files.',
    keywords: ['containers'],
  }),
  entry('format-on-save', {
    category: 'design',
    description: 'Keeps code tidy.',
    displayName: 'Format on Save',
    components: [
      {
        kind: 'hook',
        name: 'PostToolUse',
        file: 'hooks/hooks.json',
        line: 4,
        matcher: 'Write|Edit',
        type: 'command',
        command: 'node format.mjs',
      },
      {
        kind: 'skill',
        name: 'format-on-save:pretty-print',
        description: 'Explains indentation to beginners.',
        file: 'skills/pretty-print/SKILL.md',
        line: 1,
      },
    ],
    capabilities: [
      {
        kind: 'hook',
        summary: 'Runs node format.mjs after each edit.',
        event: 'PostToolUse',
        type: 'command',
        command: 'node format.mjs',
        file: 'hooks/hooks.json',
        line: 8,
      },
    ],
    check: { status: 'ok', ruleset: 'c', errors: 0, warnings: 2, infos: 0 },
    author: { name: 'Ada' },
    license: 'MIT',
    homepage: 'https://format.example',
    dependencies: [{ name: 'docker-helper', version: '^1.0.0' }],
    updated: '2026-05-04',
  }),
  entry('kubernetes-deploy', { category: 'deployment', description: 'Rolls out to clusters.' }),
  entry('kubernetes-logs', { category: 'deployment', description: 'Reads logs of pods.' }),
  entry('aged-tests', {
    category: 'testing',
    description: 'Drives a real browser to find out whether pages work.',
    deprecated: { reason: 'Superseded.', date: '2026-01-01', replacement: 'browser-tests' },
  }),
];
const renames = {
  'k8s-deploy': 'kube-deploy',
  'kube-deploy': 'kubernetes-deploy',
  'left-pad': null,
  a: 'b',
  b: 'a',
};

/** A file that holds a registry of all of them, for the test that runs. */
export function sharedRegistry(): string {
  const path = join(folder(), 'registry.json');
  writeFileSync(path, JSON.stringify(catalogue(plugins, { renames })));
  return path;
}

/** Starts the server over that registry. */
export const overShared = () => start({ PLUGIN_MARKETPLACE_REGISTRY: sharedRegistry() });

/** A tool as the server lists it. */
type Tool = {
  name: string;
  description: string;
  inputSchema: Json;
  outputSchema: Json;
  annotations: Json;
};

/** The tools in an answer to `tools/list`. */
export const toolsOf = (reply: Reply) => (reply.result?.tools ?? []) as Tool[];

/** The names of the plugins in an answer. */
export const names = (data: Json) => (data.plugins as { name: string }[]).map((item) => item.name);
