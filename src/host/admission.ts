import type { MarketplaceConfig } from '../check/config/policy.ts';
import { quote } from '../check/diagnostic.ts';
import { startedPrograms } from '../plugin/started-program.ts';
import { asRecord, own } from '../plugin/values.ts';
import { isAtLeast } from './dependencies.ts';
import type { HostedServer, LoadedPlugin } from './load.ts';
import type { Prepared } from './running.ts';
import type { Probe } from './sandbox/probe.ts';
import {
  type Folders,
  type Grants,
  type Isolation,
  sandboxed,
  strongestIsolation,
  whyUnavailable,
} from './sandbox/sandbox.ts';
import { resolveStart } from './start.ts';
import type { Lookup } from './values.ts';
import { hostVersion } from './version.ts';

/** `local`: on the machine of the one who uses it, with its browser and files. `remote`: for a team. */
export type Mode = 'local' | 'remote';

/** What decides whether and how a plugin runs here. */
export type Rules = {
  mode: Mode;
  /** Whether a balancer keeps each caller on one replica. */
  isSticky: boolean;
  grants: NonNullable<NonNullable<MarketplaceConfig['host']>['grants']>;
  /** The level that the operator asks for; undefined for the strongest that works. */
  isolation: Isolation | undefined;
  /** Tried once, when first needed. */
  probe(): Probe;
  lookup(plugin: LoadedPlugin, caller: string | undefined): Lookup;
  /** Whether a caller's own values may complete those of a plugin. */
  hasCallerValues(plugin: LoadedPlugin): boolean;
};

const needs = ['read', 'write', 'env', 'shared', 'network'] as const;

/** Why the host does not run a plugin, as a sentence with what to do; undefined where it does. */
export function whyLeftOut(rules: Rules, plugin: LoadedPlugin): string | undefined {
  const { minVersion, modes, stateful } = plugin.needs;
  if (minVersion !== undefined && !isAtLeast(hostVersion, minVersion))
    return `It needs version ${quote(minVersion)} of the host, and this is ${hostVersion}: update this repository.`;
  if (modes !== undefined && !modes.includes(rules.mode))
    return `It runs in the mode ${modes.map(quote).join(', ')} only, and this host is ${quote(rules.mode)}.`;
  if (stateful && rules.mode === 'remote' && !rules.isSticky)
    return 'Its tools keep something between calls: start the host with --sticky if your balancer keeps each token on one replica, or if there is one replica.';
  const missing = needs.filter(
    (need) => isNeeded(plugin, need) && granted(rules, plugin)[need] === undefined,
  );
  if (missing.length > 0)
    return `It asks for ${missing.map(quote).join(', ')}, and "host.grants.${plugin.name}" in marketplace.config.json does not say whether it gets that.`;
  return whyNotIsolated(rules, plugin) ?? whyWithoutValues(rules, plugin);
}

function granted({ grants }: Rules, { name }: LoadedPlugin): NonNullable<Rules['grants'][string]> {
  return Object.hasOwn(grants, name) ? (grants[name] ?? {}) : {};
}

function isNeeded({ needs: asked, raw, servers }: LoadedPlugin, need: (typeof needs)[number]): boolean {
  if (need === 'network') {
    const hosts = own(asRecord(own(raw, 'network')), 'hosts');
    return (Array.isArray(hosts) && hosts.length > 0) || servers.some(isDownloaded);
  }
  return need === 'shared' ? asked.shared : asked[need].length > 0;
}

/** Whether a server is fetched when it starts, as `npx` and `uvx` do. */
function isDownloaded({ command, args }: HostedServer): boolean {
  return startedPrograms(command, args).some(({ origin }) => origin === 'package');
}

function whyNotIsolated(rules: Rules, plugin: LoadedPlugin): string | undefined {
  for (const server of plugin.servers) {
    if (rules.isolation !== undefined) {
      const why = whyUnavailable(rules.isolation, startOf(server), rules.probe());
      if (why !== undefined) return why;
    }
    if (rules.mode === 'remote' && isolationOf(rules, server) === 'none')
      return `A remote host starts no server that nothing bounds, and its server ${quote(server.key)} can be bounded by bubblewrap only: ${whyUnavailable('bwrap', startOf(server), rules.probe()) ?? 'ask for it with "--isolation bwrap".'}`;
    if (isDownloaded(server) && granted(rules, plugin).network !== true)
      return `Its server ${quote(server.key)} is downloaded when it starts, and "host.grants.${plugin.name}.network" in marketplace.config.json is not true.`;
  }
  return undefined;
}

const startOf = ({ command, args }: HostedServer) => ({ command, args, env: {}, cwd: '/' });

/** The level at which a server runs. */
export function isolationOf(rules: Rules, server: HostedServer): Isolation {
  return rules.isolation ?? strongestIsolation(startOf(server), rules.probe());
}

function whyWithoutValues(rules: Rules, plugin: LoadedPlugin): string | undefined {
  if (rules.hasCallerValues(plugin)) return undefined;
  const folders = { plugin: plugin.folder, data: '/' };
  const missing = plugin.servers.flatMap((server) => {
    const resolved = resolveStart(plugin, server, folders, rules.lookup(plugin, undefined));
    return resolved.ok ? [] : resolved.missing;
  });
  return missing.length === 0 ? undefined : sayMissing(plugin, missing);
}

function sayMissing({ name }: LoadedPlugin, missing: readonly string[]): string {
  return `No value for ${[...new Set(missing)].map(quote).join(', ')}: give it in the file of --values under "plugins"."${name}", or in the environment.`;
}

/** Whether one process of a plugin's server answers every caller. */
export function isShared(rules: Rules, plugin: LoadedPlugin): boolean {
  return plugin.needs.shared && granted(rules, plugin).shared === true;
}

/** How a plugin's server is started for a caller. @param caller undefined where all share one process */
export function prepare(
  rules: Rules,
  plugin: LoadedPlugin,
  server: HostedServer,
  folders: Folders,
  caller: string | undefined,
): Prepared {
  const lookup = rules.lookup(plugin, caller);
  const resolved = resolveStart(plugin, server, folders, lookup);
  if (!resolved.ok) return { ok: false, why: sayMissing(plugin, resolved.missing) };
  const { read = [], write = [], network = false, env: names = [] } = granted(rules, plugin);
  const env: Record<string, string> = { PLUGIN_HOST_MODE: rules.mode };
  for (const name of names) {
    const value = lookup('env', name);
    if (value !== undefined) env[name] = value;
  }
  const grants: Grants = { read: [...read], write: [...write], network, env };
  return { ok: true, start: sandboxed(resolved.start, isolationOf(rules, server), folders, grants) };
}
