import { visible } from '../check/diagnostic.ts';
import { isObject, own } from '../plugin/values.ts';
import { type Child, type ChildFailure, type ChildLimits, startChild } from './child.ts';
import { type Drift, driftOf } from './drift.ts';
import type { HostedServer } from './load.ts';
import type { ProcessGroups } from './process-groups.ts';
import type { Start } from './sandbox/sandbox.ts';
import { hostVersion } from './version.ts';

/** A server that answered `initialize` and whose lists were compared with what was reviewed. */
export type Launched = {
  child: Child;
  /** Compared again whenever the server says that a list changed. */
  drift(): Drift;
};

type LaunchListeners = {
  /** Gets the process as soon as there is one. */
  onChild(child: Child): void;
  /** Gets what differs from what was reviewed, as sentences, whenever something does. */
  onDrift(what: readonly string[]): void;
};

/**
 * Starts a server and compares what it offers with its `tools.json`.
 * @throws an error whose message is a clause with the end of stderr; nothing runs then
 */
export async function launch(
  server: HostedServer,
  start: Start,
  limits: ChildLimits,
  groups: ProcessGroups,
  { onChild, onDrift }: LaunchListeners,
): Promise<Launched> {
  const state: { drift: Drift; isComparing: boolean; isReady: boolean } = {
    drift: { tools: new Map(), prompts: new Map() },
    isComparing: false,
    isReady: false,
  };
  const compare = async () => {
    if (state.isComparing) return;
    state.isComparing = true;
    try {
      state.drift = driftOf(
        server.offers ?? { tools: [], prompts: [] },
        await listsOf(child, limits.startMs),
      );
    } finally {
      state.isComparing = false;
    }
    const what = [...state.drift.tools.values(), ...state.drift.prompts.values()];
    if (what.length > 0) onDrift(what);
  };
  const onNotification = (method: string) => {
    if (!state.isReady || !/^notifications\/(?:tools|prompts)\/list_changed$/.test(method)) return;
    compare().catch((error: Error) => child.kill(`its lists cannot be read: ${error.message}`));
  };
  const child = startChild(start, limits, groups, { onNotification });
  onChild(child);
  try {
    await initialize(child, limits.startMs);
    await compare();
  } catch (error) {
    const why = `while it started, ${(error as Error).message}`;
    child.kill(why);
    await child.ended;
    throw new Error(`${why}${tailOf(child)}`);
  }
  state.isReady = true;
  return { child, drift: () => state.drift };
}

/** The end of what a process wrote on stderr, as the end of a sentence; empty where it wrote nothing. */
export function tailOf(child: Child): string {
  const text = child.stderr();
  return text === '' ? '' : `. The end of its stderr: ${visible(text.replaceAll('\n', ' ⏎ '))}`;
}

async function initialize(child: Child, timeoutMs: number): Promise<void> {
  const answer = await child.request(
    'initialize',
    {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'plugin-host', version: hostVersion },
    },
    { timeoutMs },
  );
  if (!isObject(answer) || !isObject(own(answer, 'capabilities')))
    throw new Error('its answer to "initialize" has no capabilities');
  child.notify('notifications/initialized');
}

/** Pages of one list that are read, and items in all. */
const mostPages = 50;
const mostItems = 2_000;

async function listsOf(child: Child, timeoutMs: number): Promise<{ tools: unknown[]; prompts: unknown[] }> {
  const list = async (what: 'tools' | 'prompts'): Promise<unknown[]> => {
    const items: unknown[] = [];
    let cursor: unknown;
    for (let page = 0; page < mostPages && items.length <= mostItems; page++) {
      let answer: unknown;
      try {
        answer = await child.request(`${what}/list`, cursor === undefined ? {} : { cursor }, { timeoutMs });
      } catch (error) {
        // A server without prompts need not know the method.
        if ((error as ChildFailure).reason === 'refused' && page === 0) return [];
        throw error;
      }
      const found = isObject(answer) ? own(answer, what) : undefined;
      if (!Array.isArray(found)) throw new Error(`its answer to "${what}/list" has no list "${what}"`);
      items.push(...found.slice(0, mostItems));
      cursor = isObject(answer) ? own(answer, 'nextCursor') : undefined;
      if (typeof cursor !== 'string') return items;
    }
    throw new Error(`its list "${what}" does not end`);
  };
  return { tools: await list('tools'), prompts: await list('prompts') };
}
