import { quote } from '../check/diagnostic.ts';
import type { CatalogPlugin } from './catalog.ts';
import { type Child, type ChildFailure, type ChildLimits, seconds } from './child.ts';
import type { Drift } from './drift.ts';
import { type Launched, launch, tailOf } from './launch.ts';
import type { HostedServer, LoadedPlugin } from './load.ts';
import type { ProcessGroups } from './process-groups.ts';
import type { Start } from './sandbox/sandbox.ts';
import { type ProcessUse, usesOf } from './watch-processes.ts';

/** Bounds of all children together. Units: milliseconds, bytes, counts. */
export type RunLimits = ChildLimits & {
  /** A server that nobody calls for so long is ended. */
  idleMs: number;
  /** Calls that one process answers at once. */
  calls: number;
  /** Processes of servers at once. */
  children: number;
  /** Memory and processes of one server with all that it starts. */
  memoryBytes: number;
  processes: number;
};

/** Whoever calls: the name of a token, or of the one user of a local host. */
export type Caller = { name: string; team?: string };

/** Why a call failed, as a sentence for the caller. `code` and `data` are those of the server's own error. */
export type CallFailure = Error & { code?: number; data?: unknown };

/** How a server is started for a caller; or why it cannot be, as a clause. */
export type Prepared = { ok: true; start: Start } | { ok: false; why: string };

/** What the runner tells: for logs and metrics. */
export type RunEvents = {
  started(plugin: string, server: string, ms: number): void;
  ended(plugin: string, server: string, why: string): void;
  drifted(plugin: string, server: string, what: readonly string[]): void;
};

export type RunOptions = {
  limits: RunLimits;
  groups: ProcessGroups;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  prepare(plugin: LoadedPlugin, server: HostedServer, owner: string): Prepared;
  /** Whether one process of a plugin's server answers all callers. */
  isShared(plugin: LoadedPlugin): boolean;
  events: RunEvents;
};

type Running = Launched & {
  plugin: LoadedPlugin;
  server: HostedServer;
  calls: number;
  lastUsed: number;
  isRetired: boolean;
};

/** What is remembered of a server of a caller that failed. */
type Health = { plugin: LoadedPlugin; failures: number; why: string; notBefore: number };

/** The processes of plugins' servers. */
export type Runner = {
  options: RunOptions;
  running: Map<string, Running>;
  starting: Map<string, Promise<Running>>;
  /** Take no new call and end after their last one. */
  retired: Set<Running>;
  health: Map<string, Health>;
  uses: Map<number, ProcessUse>;
  /** Every process that runs, those that are just started included. */
  children: Set<Child>;
  sweep: NodeJS.Timeout;
  isClosed: boolean;
};

const sweepMs = 500;
/** Milliseconds that a server has to answer a ping after a call of it timed out. */
const pingMs = 2_000;
const longestBackoffMs = 60_000;

export function createRunner(options: RunOptions): Runner {
  const runner: Runner = {
    options,
    running: new Map(),
    starting: new Map(),
    retired: new Set(),
    health: new Map(),
    uses: new Map(),
    children: new Set(),
    sweep: setInterval(() => sweep(runner), sweepMs),
    isClosed: false,
  };
  runner.sweep.unref();
  return runner;
}

/** Whether two readings of a plugin's folder found the same declarations. */
export function isSame(a: LoadedPlugin, b: LoadedPlugin): boolean {
  return a.folder === b.folder && a.stamp === b.stamp;
}

/**
 * Runs a request on the server of a caller; the servers of the plugins that it needs, then the server are started where they do not run.
 * @param what what is called, as the beginning of a sentence
 * @throws a `CallFailure`
 */
export async function useServer<Result>(
  runner: Runner,
  { plugin, server }: { plugin: CatalogPlugin; server: HostedServer },
  caller: Caller,
  what: string,
  work: (child: Child, drift: Drift) => Promise<Result>,
): Promise<Result> {
  const { limits, now } = runner.options;
  let one: Running | undefined;
  try {
    for (const needed of plugin.requires)
      for (const needs of needed.servers)
        if (needs.offers !== undefined) (await serverOf(runner, needed, needs, caller)).lastUsed = now();
    const found = await serverOf(runner, plugin, server, caller);
    if (found.calls >= limits.calls)
      throw new Error(`it already answers ${limits.calls} calls, which is its limit; try again`);
    one = found;
    one.calls++;
    const result = await work(one.child, one.drift());
    runner.health.delete(keyOf(runner, plugin, server, caller));
    return result;
  } catch (error) {
    throw explained(error as ChildFailure, plugin, what, one?.child);
  } finally {
    if (one !== undefined) {
      one.calls--;
      one.lastUsed = now();
      if (one.isRetired && one.calls === 0) void one.child.end();
    }
  }
}

/** The state of a plugin as far as its processes tell; undefined where none ran. */
export function stateOf(
  runner: Runner,
  plugin: LoadedPlugin,
): { state: 'running' | 'failed' | 'drifted'; why: string[] } | undefined {
  const mine = [...runner.running.values()].filter((one) => isSame(one.plugin, plugin));
  const drift = mine.flatMap((one) => [...one.drift().tools.values(), ...one.drift().prompts.values()]);
  if (drift.length > 0) return { state: 'drifted', why: [...new Set(drift)] };
  if (mine.length > 0) return { state: 'running', why: [] };
  const bad = [...runner.health.values()].find((one) => isSame(one.plugin, plugin));
  return bad === undefined
    ? undefined
    : { state: 'failed', why: [`Its server failed the last time: ${bad.why}`] };
}

/** Ends the servers of plugins that are no longer as they were, each after its last call, and forgets what failed in them. */
export function retire(runner: Runner, isCurrent: (plugin: LoadedPlugin) => boolean): void {
  for (const one of [...runner.running.values()]) if (!isCurrent(one.plugin)) retireOne(runner, one);
  for (const [key, { plugin }] of runner.health) if (!isCurrent(plugin)) runner.health.delete(key);
}

/** Ends every server. */
export async function closeRunner(runner: Runner): Promise<void> {
  runner.isClosed = true;
  clearInterval(runner.sweep);
  await Promise.all([...runner.children].map((child) => child.end()));
  await Promise.allSettled(runner.starting.values());
  runner.options.groups.close();
}

function keyOf({ options }: Runner, plugin: LoadedPlugin, server: HostedServer, caller: Caller): string {
  return JSON.stringify([plugin.folder, server.key, ownerOf(options, plugin, caller)]);
}

function ownerOf({ isShared }: RunOptions, plugin: LoadedPlugin, caller: Caller): string {
  return isShared(plugin) ? 'shared' : `of ${caller.name}`;
}

async function serverOf(
  runner: Runner,
  plugin: LoadedPlugin,
  server: HostedServer,
  caller: Caller,
): Promise<Running> {
  const key = keyOf(runner, plugin, server, caller);
  const known = runner.running.get(key);
  if (known?.child.isAlive() && isSame(known.plugin, plugin)) return known;
  if (known !== undefined) retireOne(runner, known);
  const begun = runner.starting.get(key);
  if (begun !== undefined) return begun;
  if (runner.isClosed) throw new Error('the host is stopping');
  const owner = ownerOf(runner.options, plugin, caller);
  const promise = start(runner, plugin, server, owner, key).finally(() => runner.starting.delete(key));
  runner.starting.set(key, promise);
  return promise;
}

async function start(
  runner: Runner,
  plugin: LoadedPlugin,
  server: HostedServer,
  owner: string,
  key: string,
): Promise<Running> {
  const { limits, groups, now, prepare, events } = runner.options;
  const before = runner.health.get(key);
  if (before !== undefined && now() < before.notBefore)
    throw new Error(
      `it failed ${before.failures} times, so it is not started again before ${seconds(Math.ceil((before.notBefore - now()) / 1000) * 1000)} are over: ${before.why}`,
    );
  const prepared = prepare(plugin, server, owner);
  if (!prepared.ok) throw new Error(prepared.why);
  makeRoom(runner);
  const begun = now();
  let launched: Launched;
  try {
    launched = await launch(server, prepared.start, limits, groups, {
      onChild: (child) => {
        runner.children.add(child);
        void child.ended.then(() => runner.children.delete(child));
      },
      onDrift: (what) => events.drifted(plugin.name, server.key, what),
    });
  } catch (error) {
    remember(runner, key, plugin, (error as Error).message);
    events.ended(plugin.name, server.key, (error as Error).message);
    throw error;
  }
  const one: Running = { ...launched, plugin, server, calls: 0, lastUsed: now(), isRetired: false };
  runner.running.set(key, one);
  void one.child.ended.then((why) => {
    if (runner.running.get(key) === one) runner.running.delete(key);
    runner.retired.delete(one);
    if (!one.isRetired && !runner.isClosed) remember(runner, key, plugin, `${why}${tailOf(one.child)}`);
    events.ended(plugin.name, server.key, why);
  });
  events.started(plugin.name, server.key, now() - begun);
  return one;
}

/** Remembers a failure: the second in a row is awaited for a second, each further one twice as long. */
function remember(runner: Runner, key: string, plugin: LoadedPlugin, why: string): void {
  const failures = (runner.health.get(key)?.failures ?? 0) + 1;
  const wait = failures < 2 ? 0 : Math.min(longestBackoffMs, 250 * 2 ** Math.min(failures, 20));
  runner.health.set(key, { plugin, failures, why, notBefore: runner.options.now() + wait });
}

/** Ends the server that was idle longest where as many run as may. */
function makeRoom(runner: Runner): void {
  const { children } = runner.options.limits;
  if (runner.running.size + runner.starting.size <= children) return;
  const [idle] = [...runner.running.values()]
    .filter(({ calls }) => calls === 0)
    .sort((a, b) => a.lastUsed - b.lastUsed);
  if (idle === undefined)
    throw new Error(`the host runs ${children} servers, which is its limit, and all are busy`);
  retireOne(runner, idle);
}

function retireOne(runner: Runner, one: Running): void {
  one.isRetired = true;
  for (const [key, other] of runner.running) if (other === one) runner.running.delete(key);
  if (!one.child.isAlive()) return;
  runner.retired.add(one);
  if (one.calls === 0) void one.child.end();
}

/** Looks at what each server uses, and ends those that use too much or that nobody calls. */
function sweep(runner: Runner): void {
  const { limits, now } = runner.options;
  if (runner.children.size === 0) return;
  runner.uses = usesOf([...runner.children].map(({ pid }) => pid));
  for (const child of runner.children) {
    const use = runner.uses.get(child.pid);
    if (use === undefined) continue;
    if (use.bytes > limits.memoryBytes)
      child.kill(`it used ${use.bytes >> 20} MB of memory, and ${limits.memoryBytes >> 20} MB is the limit`);
    else if (use.processes > limits.processes)
      child.kill(`it ran ${use.processes} processes, and ${limits.processes} is the limit`);
  }
  for (const one of [...runner.running.values()])
    if (one.calls === 0 && now() - one.lastUsed > limits.idleMs) retireOne(runner, one);
}

/** A failure with plugin, what was called, cause, and the end of stderr where the process is to blame. */
function explained(
  error: ChildFailure,
  plugin: LoadedPlugin,
  what: string,
  child: Child | undefined,
): CallFailure {
  const { reason, code, data } = error;
  if (reason === 'timeout' && child !== undefined) void pingOrKill(child);
  const isProcess = reason === 'timeout' || reason === 'ended' || reason === 'too-large';
  const end = isProcess && child !== undefined ? tailOf(child) : '';
  const failure = new Error(`${what} of the plugin ${quote(plugin.name)} failed: ${error.message}${end}`);
  return reason === 'refused' && code !== undefined ? Object.assign(failure, { code, data }) : failure;
}

/** A server that answers nothing is ended, so that the next call starts it again. */
async function pingOrKill(child: Child): Promise<void> {
  try {
    await child.request('ping', {}, { timeoutMs: pingMs });
  } catch (error) {
    if ((error as ChildFailure).reason === 'timeout')
      child.kill(`it answered no ping within ${seconds(pingMs)} after a call got no answer`);
  }
}
