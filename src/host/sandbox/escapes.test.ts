import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeSandbox } from './probe.ts';
import { closesNetwork, type Isolation, majorOf, sandboxed } from './sandbox.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/isolation.md'), 'utf8');
const [head = [], , ...rows] = [...(page.split('## What is stopped')[1] ?? '').matchAll(/^\|(.*)\|$/gm)].map(
  ([, cells = '']) => cells.split('|').map((cell) => cell.trim()),
);
const columns: Record<Isolation, string> = {
  none: 'none',
  permission: `permission, Node.js ${closesNetwork(majorOf(process.versions.node)) ? '25 and later' : '24'}`,
  bwrap: 'bwrap',
};

let folder: string;
const server = createServer((socket) => socket.end());
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'escapes-'));
  for (const name of ['plugin', 'outside']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'outside/secret'), 'the secret');
  symlinkSync('../outside/secret', join(folder, 'plugin/link'));
  copyFileSync(join(import.meta.dirname, 'fixtures/attempts.mjs'), join(folder, 'plugin/attempts.mjs'));
  openSync(join(folder, 'outside/secret'), 'r');
  process.env.SECRET_OF_THE_HOST = 'the value of the host';
  await once(server.listen(0), 'listening');
});
afterAll(() => {
  server.close();
  delete process.env.SECRET_OF_THE_HOST;
  rmSync(folder, { recursive: true, force: true });
});

/** What of the attempts works at a level, as the table says it. */
async function tried(level: Isolation): Promise<Record<string, string>> {
  const folders = { plugin: join(folder, 'plugin'), data: join(folder, `data-${level}`) };
  mkdirSync(folders.data);
  const given = {
    secretFile: join(folder, 'outside/secret'),
    outside: join(folder, 'outside'),
    port: (server.address() as AddressInfo).port,
    pid: process.pid,
    variable: process.env.SECRET_OF_THE_HOST,
  };
  const args = [join(folders.plugin, 'attempts.mjs'), JSON.stringify(given)];
  const nothing = { read: [], write: [], network: false, env: {} };
  const start = sandboxed({ command: 'node', args, env: {}, cwd: folders.data }, level, folders, nothing);
  const child = spawn(start.command, start.args, {
    env: start.env,
    cwd: start.cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  const results = Object.entries(JSON.parse(output) as Record<string, boolean>);
  return Object.fromEntries(results.map(([name, worked]) => [name, worked ? 'possible' : 'stopped']));
}

const hasBwrap = probeSandbox(process.env.PATH ?? '').bwrap.works;

test.for<Isolation>(['none', 'permission', 'bwrap'])(
  'the table about %s is true',
  async (level, { skip }) => {
    if (level === 'bwrap' && !hasBwrap) skip('Bubblewrap does not work here.');
    const column = head.indexOf(columns[level]);
    expect(column).toBeGreaterThan(0);
    expect(rows.length).toBeGreaterThan(15);
    expect(await tried(level)).toEqual(Object.fromEntries(rows.map((cells) => [cells[0], cells[column]])));
  },
);
