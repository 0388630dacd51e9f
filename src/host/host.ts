import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isShared, prepare, type Rules, whyLeftOut } from './admission.ts';
import { type Catalog, type CatalogPlugin, type Item, makeCatalog } from './catalog.ts';
import { fileStamp, type LoadedPlugin, loadPlugins } from './load.ts';
import type { ProcessGroups } from './process-groups.ts';
import {
  closeRunner,
  createRunner,
  type RunEvents,
  type RunLimits,
  type Runner,
  retire,
  stateOf,
} from './running.ts';
import { makeFolders } from './start.ts';

/** The lists of a host that clients are told of when they change. */
export type ListName = 'tools' | 'prompts' | 'resources';

/** What a call came to: for logs, metrics and usage. Never an argument, a result or a person. */
export type Call = {
  plugin: string;
  kind: 'tool' | 'prompt' | 'resource' | 'completion';
  /** Name of the tool or prompt; empty for an address, which may hold anything. */
  name: string;
  caller: string;
  team: string | undefined;
  ok: boolean;
  ms: number;
};

export type HostEvents = RunEvents & {
  loaded(catalog: Catalog): void;
  called(call: Call): void;
};

export type HostOptions = {
  /** The folder of the plugins. */
  plugins: string;
  /** Where servers keep their data. */
  data: string;
  rules: Rules;
  limits: RunLimits;
  groups: ProcessGroups;
  now(): number;
  events: HostEvents;
};

/** A host: what it serves, and the processes that run. */
export type Host = {
  options: HostOptions;
  loaded: LoadedPlugin[];
  catalog: Catalog;
  runner: Runner;
  /** Called with the lists that changed. */
  listeners: Set<(changed: ReadonlySet<ListName>) => void>;
  /** What the code of each plugin with running servers looked like. */
  code: Map<string, string>;
};

/** Reads the plugins' declarations; starts nothing. */
export function createHost(options: HostOptions): Host {
  const { rules, limits, groups, now, events } = options;
  const loaded = loadPlugins(options.plugins);
  const host: Host = {
    options,
    loaded,
    catalog: catalogOf(options, loaded),
    runner: createRunner({
      limits,
      groups,
      now,
      events,
      isShared: (plugin) => isShared(rules, plugin),
      prepare(plugin, server, owner) {
        host.code.set(plugin.folder, codeStamp(plugin.folder));
        const caller = owner === 'shared' ? undefined : owner.replace(/^of /, '');
        return prepare(rules, plugin, server, makeFolders(options.data, plugin, owner), caller);
      },
    }),
    listeners: new Set(),
    code: new Map(),
  };
  events.loaded(host.catalog);
  return host;
}

function catalogOf({ rules }: HostOptions, loaded: readonly LoadedPlugin[]): Catalog {
  return makeCatalog(loaded, (plugin) => whyLeftOut(rules, plugin), rules.mode === 'remote');
}

/**
 * Reads again what changed: added, removed and changed plugins. Servers of changed plugins finish their calls and are then ended.
 * @param isAll whether what decides about plugins (grants, values) may have changed too
 */
export function reload(host: Host, isAll = false): void {
  const loaded = loadPlugins(host.options.plugins, host.loaded);
  const isKept =
    loaded.length === host.loaded.length && loaded.every((plugin) => host.loaded.includes(plugin));
  const isCurrent = (plugin: LoadedPlugin) =>
    loaded.some((one) => one.folder === plugin.folder && one.stamp === plugin.stamp) &&
    host.code.get(plugin.folder) === codeStamp(plugin.folder);
  if (host.code.size > 0) {
    retire(host.runner, isCurrent);
    const inUse = new Set([...host.runner.running.values()].map(({ plugin }) => plugin.folder));
    for (const folder of host.code.keys()) if (!inUse.has(folder)) host.code.delete(folder);
  }
  if (isKept && !isAll) return;
  const before = listsOf(host.catalog);
  host.loaded = loaded;
  host.catalog = catalogOf(host.options, loaded);
  host.options.events.loaded(host.catalog);
  const after = listsOf(host.catalog);
  const changed = new Set((Object.keys(after) as ListName[]).filter((list) => before[list] !== after[list]));
  if (changed.size > 0) for (const listener of host.listeners) listener(changed);
}

function listsOf({ tools, prompts, resources, templates }: Catalog): Record<ListName, string> {
  const text = (items: readonly Item<object>[]) => JSON.stringify(items.map(({ name, of }) => [name, of]));
  return { tools: text(tools), prompts: text(prompts), resources: text(resources) + text(templates) };
}

/** Files of a plugin whose sizes and times are looked at. */
const mostFiles = 2_000;

/** Changes whenever a file of a plugin does. */
function codeStamp(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .slice(0, mostFiles)
      .sort()
      .map((path) => `${path} ${fileStamp(join(folder, path))}`)
      .join('\n');
  } catch {
    return '';
  }
}

/** The state of a plugin with why, as it is now. */
export function currentState(
  { runner }: Host,
  plugin: CatalogPlugin,
): { state: CatalogPlugin['state'] | 'running' | 'failed' | 'drifted'; why: string[] } {
  const run = plugin.state === 'left-out' ? undefined : stateOf(runner, plugin);
  return run === undefined
    ? { state: plugin.state, why: plugin.why }
    : { state: run.state, why: [...run.why, ...plugin.why] };
}

/** Ends every server. */
export async function closeHost(host: Host): Promise<void> {
  await closeRunner(host.runner);
}
