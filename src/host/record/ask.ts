import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type ServerTools, type ToolList, toolLimits, toolsIn } from '../../plugin/tools.ts';
import { asRecord, asText, isObject, jsonValue, own } from '../../plugin/values.ts';
import type { Start } from '../sandbox/sandbox.ts';

/** What a server said that it offers; or why it did not, as a clause, with the end of what it printed on stderr. */
export type Asked =
  | { ok: true; offers: Omit<ServerTools, 'files'> }
  | { ok: false; why: string; stderr: string };

/** Bounds of one conversation: milliseconds, bytes that the server writes, pages of one list. */
export type AskLimits = { ms: number; bytes: number; pages: number };
export const askLimits: AskLimits = { ms: 30_000, bytes: 32 << 20, pages: 100 };

/** The latest version of the protocol that begins with `initialize`: https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle */
const protocolVersion = '2025-11-25';

/** UTF-16 units that are kept of stderr. */
const keptOfStderr = 2_000;

/** The method that gives each list, and the capability of a server that has it. */
const methods: readonly [list: ToolList, method: string, capability: string][] = [
  ['tools', 'tools/list', 'tools'],
  ['resources', 'resources/list', 'resources'],
  ['resourceTemplates', 'resources/templates/list', 'resources'],
  ['prompts', 'prompts/list', 'prompts'],
];

/** Starts a server, asks it for everything that it lists, and ends it with all that it started. Never throws for what the server does. */
export async function askServer(start: Start, limits: AskLimits = askLimits): Promise<Asked> {
  let server: ChildProcessWithoutNullStreams;
  try {
    server = spawn(start.command, start.args, {
      cwd: start.cwd,
      env: start.env,
      detached: true,
      stdio: 'pipe',
    });
  } catch (error) {
    return { ok: false, why: `it cannot be started: ${(error as Error).message}`, stderr: '' };
  }
  let stderr = '';
  server.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-keptOfStderr);
  });
  const connection = connect(server, limits);
  try {
    return { ok: true, offers: await listAll(connection, limits) };
  } catch (error) {
    // What it printed before it ended may still be on its way.
    if (server.exitCode !== null) await Promise.race([once(server, 'close'), pause(200)]);
    return { ok: false, why: (error as Error).message, stderr: messageIn(stderr) };
  } finally {
    connection.close();
    await end(server);
  }
}

/** The last lines that a program printed, without the places in a stack trace. */
function messageIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => !/^\s*(?:at |\^|$)|^Node\.js v|^node:internal/.test(line));
  return lines.slice(-3).join(' ').trim();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Closes stdin and kills the whole group of processes that is left shortly after. */
async function end(server: ChildProcessWithoutNullStreams): Promise<void> {
  const exited = server.exitCode !== null || server.signalCode !== null ? undefined : once(server, 'exit');
  server.stdin.end();
  if (exited !== undefined && server.pid !== undefined) await Promise.race([exited, pause(300)]);
  try {
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
  } catch {
    // No process of the group is left.
  }
}

type Connection = {
  request(method: string, params?: object): Promise<Record<string, unknown>>;
  notify(method: string): void;
  close(): void;
};

/** The error that a server answered with. */
type Refusal = Error & { code?: unknown };

/** Sends requests to a server, one at a time, and reads its answers line by line; what is no answer is left aside. */
function connect(server: ChildProcessWithoutNullStreams, limits: AskLimits): Connection {
  let waiting: { id: number; answer(message: Record<string, unknown>): void } | undefined;
  let lastId = 0;
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  const fail = (why: string) => reject(new Error(why));
  const send = (message: object) => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const onLine = (line: string) => {
    const message = asRecord(jsonValue(line));
    const id = own(message, 'id');
    const method = own(message, 'method');
    if (typeof method === 'string') {
      if (id === undefined) return;
      send(
        method === 'ping' ? { id, result: {} } : { id, error: { code: -32601, message: 'Not supported.' } },
      );
    } else if (waiting !== undefined && id === waiting.id) waiting.answer(message);
  };
  const timer = setTimeout(
    fail,
    limits.ms,
    `it did not answer everything within ${limits.ms / 1000} seconds`,
  );
  server.on('error', (error) => fail(`it cannot be started: ${error.message}`));
  server.on('exit', (code, signal) =>
    fail(signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`),
  );
  // A process that ended closes its input first; why it ended says more.
  server.stdin.on('error', () => setTimeout(fail, 300, 'it closed its input'));
  readLines(server, limits.bytes, onLine, fail);
  return {
    async request(method, params = {}) {
      const id = ++lastId;
      const answered = new Promise<Record<string, unknown>>((answer) => {
        waiting = { id, answer };
      });
      send({ id, method, params });
      const message = await Promise.race([answered, failed]);
      const error = own(message, 'error');
      if (error === undefined) return asRecord(own(message, 'result'));
      const said = asText(own(asRecord(error), 'message')) ?? 'no message';
      throw Object.assign(new Error(`it answered "${method}" with an error: ${said.slice(0, 300)}`), {
        code: own(asRecord(error), 'code'),
      });
    },
    notify: (method) => send({ method }),
    close: () => clearTimeout(timer),
  };
}

/** Hands on each line that a server prints; fails where it prints more than `most` bytes. */
function readLines(
  server: ChildProcessWithoutNullStreams,
  most: number,
  onLine: (line: string) => void,
  fail: (why: string) => void,
): void {
  let parts: string[] = [];
  let left = most;
  server.stdout.setEncoding('utf8');
  server.stdout.on('data', (chunk: string) => {
    left -= chunk.length;
    if (left < 0) {
      server.stdout.destroy();
      return fail(`it printed more than ${most >> 20} MB`);
    }
    const [first = '', ...rest] = chunk.split('\n');
    parts.push(first);
    for (const next of rest) {
      onLine(parts.join(''));
      parts = [next];
    }
  });
}

async function listAll(connection: Connection, limits: AskLimits): Promise<Omit<ServerTools, 'files'>> {
  const clientInfo = { name: 'plugin-marketplace', version: '1.0.0' };
  const begun = await connection.request('initialize', { protocolVersion, capabilities: {}, clientInfo });
  connection.notify('notifications/initialized');
  const capabilities = asRecord(own(begun, 'capabilities'));
  const offers: Record<string, unknown> = {
    protocolVersion: own(begun, 'protocolVersion'),
  };
  for (const [list, method, capability] of methods)
    offers[list] = isObject(own(capabilities, capability))
      ? await pagesOf(connection, list, method, limits)
      : [];
  const read = toolsIn({ servers: { server: { files: '', ...offers } } });
  if (!read.ok) throw new Error(`its answer is wrong: ${read.problems[0]?.message ?? ''}`);
  const { files, ...checked } = read.value.servers.server as ServerTools;
  return checked;
}

/** Every item of a list. A method that the server does not know gives none. */
async function pagesOf(
  connection: Connection,
  list: ToolList,
  method: string,
  { pages }: AskLimits,
): Promise<unknown[]> {
  const all: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    let result: Record<string, unknown>;
    try {
      result = await connection.request(method, cursor === undefined ? {} : { cursor });
    } catch (error) {
      if ((error as Refusal).code === -32601 && page === 0) return [];
      throw error;
    }
    const items = own(result, list);
    if (!Array.isArray(items)) throw new Error(`its answer to "${method}" has no list "${list}"`);
    for (const item of items) all.push(item);
    if (all.length > toolLimits.items) throw new Error(`it lists more than ${toolLimits.items} ${list}`);
    cursor = asText(own(result, 'nextCursor'));
    if (cursor === undefined) return all;
  }
  throw new Error(`its list of ${list} has more than ${pages} pages`);
}
