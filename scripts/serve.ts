// npm run serve: serves the tools of all plugins as one MCP server, over stdin and stdout or over HTTP.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HostEvents } from '../src/host/host.ts';
import { failure, print, rootOption, runCommand, usageError, type Values } from './command-line.ts';
import { ownerConfig } from './owner-config.ts';

const { isolations } = await import('../src/host/sandbox/sandbox.ts');

const options = {
  http: { value: 'port', about: 'serve over HTTP on this port, in place of stdin and stdout' },
  listen: { value: 'address', about: 'the address to listen on', default: '127.0.0.1' },
  'host-name': {
    value: 'name',
    about: 'a name that the host is reached by, besides "localhost"',
    isList: true,
  },
  tokens: { value: 'file', about: 'a JSON file with the tokens of those who may call over HTTP' },
  'new-token': { value: 'name', about: 'print a new token and its entry for the file of --tokens, and end' },
  mode: {
    value: 'mode',
    about:
      'whose machine this is: "local" that of the one who calls, "remote" one for a team (default: "remote" with --tokens)',
    choices: ['local', 'remote'],
  },
  sticky: {
    about: 'each token always reaches this replica, so plugins that keep something between calls may run',
  },
  isolation: {
    value: 'level',
    about: 'how servers of plugins are kept apart from this machine (default: the strongest that works here)',
    choices: isolations,
  },
  values: { value: 'file', about: 'a JSON file outside the repository with the values that plugins ask for' },
  data: { value: 'folder', about: 'where plugins keep their data (default: ~/.cache/plugin-host)' },
  usage: { value: 'folder', about: 'where calls are counted by day, plugin, tool and team' },
  idle: { value: 'seconds', about: 'how long a server runs that nobody calls', default: '300' },
  timeout: { value: 'seconds', about: 'how long a call may take', default: '120' },
  memory: { value: 'megabytes', about: 'memory that one server may use', default: '512' },
  root: rootOption,
} as const;

type Given = Values<Record<never, never>, typeof options>;

await runCommand({
  name: 'npm run serve',
  about:
    'Serves the tools, prompts and resources of all plugins as one MCP server. A plugin is started when it is first called.',
  options,
  example: '--http 3000',
  exitCodes: { 0: 'the client went, or it was stopped', 1: 'the tools could not be served' },
  async run(given) {
    if (given['new-token'] !== undefined) return newToken(given['new-token']);
    const day = () => new Date().toISOString().slice(0, 10);
    const { allEvents } = await import('../src/host/events.ts');
    const { createMetrics } = await import('../src/host/metrics.ts');
    const { createUsage } = await import('../src/host/usage.ts');
    const { jsonLog, logged } = await import('../src/host/log.ts');
    const log = jsonLog(
      (line) => process.stderr.write(line),
      () => new Date().toISOString(),
    );
    const metrics = createMetrics(day);
    const usage = given.usage === undefined ? undefined : createUsage(resolve(given.usage), day);
    const { host, tokens, refresh } = await start(
      given,
      allEvents([logged(log), metrics.events, ...(usage === undefined ? [] : [{ called: usage.called }])]),
    );
    const { closeHost, reload } = await import('../src/host/host.ts');
    const { promise: over, resolve: stop } = Promise.withResolvers<void>();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop());
    const close =
      given.http === undefined
        ? await overStdio(host, stop)
        : await overHttp(given, { host, tokens, metrics, log });
    const watch = setInterval(() => reload(host, refresh()), 2_000);
    const count = setInterval(() => usage?.flush(), 60_000);
    await over;
    clearInterval(watch);
    clearInterval(count);
    await close();
    await closeHost(host);
    usage?.flush();
    process.exit(0);
  },
});

type Started = {
  host: import('../src/host/host.ts').Host;
  tokens(): import('../src/host/tokens.ts').Token[] | undefined;
  /** Reads tokens and values again; true where values changed. */
  refresh(): boolean;
};

async function start(given: Given, events: HostEvents): Promise<Started> {
  const { createHost } = await import('../src/host/host.ts');
  const { childLimits } = await import('../src/host/child.ts');
  const { processGroups } = await import('../src/host/process-groups.ts');
  const { probeSandbox } = await import('../src/host/sandbox/probe.ts');
  const { readTokens } = await import('../src/host/tokens.ts');
  const { lookupOf, noValues, readValues } = await import('../src/host/values.ts');
  let probe: ReturnType<typeof probeSandbox> | undefined;
  const values = await kept(given.values, readValues);
  const tokens = await kept(given.tokens, readTokens);
  const host = createHost({
    plugins: join(given.root, 'plugins'),
    data: folderOf(given.data),
    rules: {
      mode: given.mode ?? (given.tokens === undefined ? 'local' : 'remote'),
      isSticky: given.sticky,
      grants: ownerConfig(given.root).host?.grants ?? {},
      isolation: given.isolation,
      probe: () => {
        probe ??= probeSandbox(process.env.PATH ?? '');
        return probe;
      },
      lookup: (plugin, caller) => lookupOf(values.get() ?? noValues, process.env, plugin, caller),
      hasCallerValues: ({ name }) =>
        Object.values(values.get()?.callers ?? {}).some((plugins) => Object.hasOwn(plugins, name)),
    },
    limits: {
      ...childLimits,
      callMs: numberOf('timeout', given.timeout) * 1000,
      idleMs: numberOf('idle', given.idle) * 1000,
      memoryBytes: numberOf('memory', given.memory) * 1024 * 1024,
      calls: 64,
      children: 100,
      processes: 64,
    },
    groups: processGroups(),
    now: () => performance.now(),
    events,
  });
  return {
    host,
    tokens: tokens.get,
    refresh() {
      tokens.refresh();
      return values.refresh();
    },
  };
}

async function overStdio(host: Started['host'], stop: () => void): Promise<() => Promise<void>> {
  const { serveOverStdio } = await import('../src/host/stdio.ts');
  process.stdin.once('close', stop);
  process.stdin.once('end', stop);
  const serving = serveOverStdio(host, { allows: () => true }, { name: 'local' });
  return () => serving.close();
}

async function overHttp(
  given: Given,
  {
    host,
    tokens,
    metrics,
    log,
  }: Pick<Started, 'host' | 'tokens'> & Pick<import('../src/host/http.ts').HttpOptions, 'metrics' | 'log'>,
): Promise<() => Promise<void>> {
  const { createHttpHost } = await import('../src/host/http.ts');
  const { registryFile } = await import('../src/host/discovery.ts');
  const { listen } = given;
  const isLoopback = /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/.test(listen);
  if (!isLoopback && given.tokens === undefined)
    throw usageError(
      `Others can reach ${listen}, so name a file of tokens: --tokens <file>. "--new-token <name>" makes one.`,
    );
  const port = Number(given.http);
  if (!/^\d+$/.test(given.http ?? '') || port > 65_535)
    throw usageError('Expected --http to be a port from 0 to 65535.');
  let address = '';
  const http = createHttpHost({
    host,
    tokens,
    metrics,
    log,
    names: new Set(['localhost', '127.0.0.1', '[::1]', listen, ...given['host-name']]),
    address: () => address,
    registry: registryFile(join(given.root, 'registry.json')),
  });
  const { promise: listening, resolve: ready, reject } = Promise.withResolvers<void>();
  http.server.once('error', (error) =>
    reject(failure(`The host cannot listen on ${listen}:${port}: ${error.message}.`)),
  );
  http.server.listen(port, listen, ready);
  await listening;
  const at = http.server.address();
  const name = given['host-name'][0] ?? 'localhost';
  address = `http://${name}:${typeof at === 'object' && at !== null ? at.port : port}`;
  const header = given.tokens === undefined ? '' : ' --header "Authorization: Bearer <token>"';
  print(
    `Serving ${host.catalog.tools.length} tools of ${host.catalog.plugins.length} plugins at ${address}/mcp`,
  );
  print(`Add them to Claude Code:\n  claude mcp add --transport http plugins ${address}/mcp${header}`);
  return () => http.close(3_000);
}

/** A file's content, read again when the file changes. What is wrong later is said, and what was read before is kept. */
async function kept<Content>(
  file: string | undefined,
  read: (text: string) => Content,
): Promise<{ get(): Content | undefined; refresh(): boolean }> {
  const { fileStamp } = await import('../src/host/load.ts');
  if (file === undefined) return { get: () => undefined, refresh: () => false };
  if (!existsSync(file)) throw failure(`There is no file "${file}".`);
  let stamp = fileStamp(file);
  let content = read(readFileSync(file, 'utf8'));
  return {
    get: () => content,
    refresh() {
      const now = fileStamp(file);
      if (now === stamp) return false;
      stamp = now;
      try {
        content = read(readFileSync(file, 'utf8'));
        return true;
      } catch (error) {
        process.stderr.write(`${JSON.stringify({ event: 'kept', file, why: (error as Error).message })}\n`);
        return false;
      }
    },
  };
}

/** Prints a secret and what the file of tokens holds of it. */
async function newToken(name: string): Promise<void> {
  const { hashOf, readTokens } = await import('../src/host/tokens.ts');
  const secret = randomBytes(32).toString('base64url');
  const entry = { [name]: { sha256: hashOf(secret).toString('hex'), team: 'name-of-the-team' } };
  readTokens(JSON.stringify(entry));
  print(`The token, which is shown only now: ${secret}`);
  print(`Its entry in the file of --tokens:\n${JSON.stringify(entry, null, 2)}`);
}

function folderOf(given: string | undefined): string {
  const folder = resolve(given ?? join(homedir(), '.cache', 'plugin-host'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function numberOf(name: string, given: string): number {
  const number = Number(given);
  if (!/^\d{1,6}$/.test(given) || number === 0)
    throw usageError(`Expected --${name} to be a number from 1 to 999999.`);
  return number;
}
