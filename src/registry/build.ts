import { hash } from 'node:crypto';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import type { Rule } from '../check/rule.ts';
import { checkPlugin } from '../check/run/check-plugin.ts';
import { closestName } from '../check/text/names.ts';
import type { FileSystem } from '../plugin/file-system.ts';
import { treeRows } from '../plugin/git.ts';
import type { PluginHistory } from '../plugin/git-history.ts';
import type { Manifest } from '../plugin/manifest.ts';
import { readManifest } from '../plugin/read-manifest.ts';
import { readPlugin } from '../plugin/read-plugin.ts';
import { asRecord } from '../plugin/values.ts';
import { codeownersText } from './codeowners.ts';
import { registryPlugin } from './entry.ts';
import { treesHash } from './hashes.ts';
import { headerFrom } from './header.ts';
import { marketplaceEntry, marketplaceText } from './marketplace.ts';
import type { RegistryPlugin } from './registry.ts';
import { headerOf, headerText, layoutOf, linesText, pluginLine } from './serialize.ts';

/** Everything that a registry is made from. */
export type BuildInputs = {
  config: MarketplaceConfig;
  /** Logins of those who look after the marketplace itself. */
  curators: readonly string[];
  /** See `policyHash` and `rulesetHash`. */
  policy: string;
  ruleset: string;
  rules: readonly Rule[];
  /** Name to tree id of every plugin folder, sorted by name. */
  trees: ReadonlyMap<string, string>;
  /** The last registry's bytes; a plugin that it already describes is not read again. */
  previous: Buffer | undefined;
  /** The folders of these plugins, one after the other; each is read before the next is asked for. */
  open(names: readonly string[]): Iterable<{ name: string; fs: FileSystem }>;
  /** Texts of the manifests of these plugins, where they have one. */
  manifests(names: readonly string[]): ReadonlyMap<string, string>;
  /** What git knows of these plugins' past. */
  histories(trees: ReadonlyMap<string, string>): ReadonlyMap<string, PluginHistory>;
};

/** What a build gives. */
export type Built = {
  /** The texts of `registry.json`, `.claude-plugin/marketplace.json` and `.github/CODEOWNERS`. */
  registry: string;
  marketplace: string;
  codeowners: string;
  /** Names of the plugins that were read, that were reused, and that did not pass. Sorted. */
  read: string[];
  reused: string[];
  failed: string[];
  /** Names of the plugins that passed, and whose current version was withdrawn. Sorted. */
  withheld: string[];
};

/**
 * Makes the registry, the marketplace and CODEOWNERS from a configuration and plugins. The same inputs give the same bytes, whatever is reused.
 *
 * A plugin is reused when the last registry describes the same tree under the same rules and policy. Three things in a verdict look
 * beyond the plugin's own folder, and are looked at again when what they saw may have changed:
 * names that came or went are held against every name, so that whoever is close to one of them is read again;
 * who depends, over however many steps, on a plugin that came, went or changed is read again;
 * and so is who names a replacement, or did not pass, when names came or went.
 */
export async function buildRegistry(inputs: BuildInputs): Promise<Built> {
  const { config, trees, ruleset, policy } = inputs;
  const names = [...trees.keys()];
  const last = readLast(inputs);
  const reused = reusable(trees, last);
  const toRead = names.filter((name) => !reused.has(name));

  const texts = inputs.manifests(toRead);
  const manifests = new Map<string, Manifest>();
  const manifestOf = (name: string): Manifest | undefined => {
    if (!trees.has(name)) return undefined;
    let manifest: Manifest | undefined = manifests.get(name);
    if (manifest === undefined) {
      manifest = reused.get(name) ?? manifestIn(texts.get(name));
      manifests.set(name, manifest);
    }
    return manifest;
  };

  const lines = new Map<string, string>();
  const entries = new Map<string, string>();
  const failed: string[] = [];
  const withheld: string[] = [];
  const maintainers = new Map<string, readonly string[]>();
  const add = (plugin: RegistryPlugin, line: string) => {
    lines.set(plugin.name, line);
    const entry = marketplaceEntry(plugin);
    if (entry === undefined) (plugin.check.status === 'ok' ? withheld : failed).push(plugin.name);
    else entries.set(plugin.name, entry);
    if (plugin.maintainers !== undefined) maintainers.set(plugin.name, plugin.maintainers);
  };
  for (const [name, plugin] of reused) add(plugin, last.get(name)?.text() ?? pluginLine(plugin));

  const histories = inputs.histories(new Map(toRead.map((name) => [name, trees.get(name) as string])));
  const options = {
    rules: inputs.rules,
    policy: config.policy,
    marketplace: { config, names, manifestOf },
    docsOf: () => '',
  };
  for (const { name, fs } of inputs.open(toRead)) {
    const { source, plugin } = readPlugin(fs, `plugins/${name}`);
    const diagnostics = await checkPlugin(source, plugin, options);
    const tree = trees.get(name) as string;
    const entry = registryPlugin(plugin, { name, tree, ruleset, diagnostics, history: histories.get(name) });
    add(entry, pluginLine(entry));
  }

  const listed = names.filter((name) => entries.has(name));
  const marketplace = marketplaceText(
    config,
    listed,
    listed.map((name) => entries.get(name) as string),
  );
  const codeowners = codeownersText(maintainers, inputs.curators);
  const body = linesText(names.map((name) => lines.get(name) as string));
  const header = headerFrom(config, {
    ruleset,
    policy,
    marketplace: hash('sha256', marketplace, 'hex'),
    codeowners: hash('sha256', codeowners, 'hex'),
    trees: treesHash(treeRows(trees), hash('sha256', body, 'hex')),
  });
  return {
    registry: `${headerText(header)}${body}`,
    marketplace,
    codeowners,
    read: toRead,
    reused: names.filter((name) => reused.has(name)),
    failed: failed.sort(),
    withheld: withheld.sort(),
  };
}

type LastLine = { tree: string; text(): string };

/**
 * The lines of the last registry by name, where it was made by the same rules under the same policy and is still as it was written: a line
 * that somebody edited, or that a merge took from elsewhere, would otherwise stay for good.
 */
function readLast({ previous, ruleset, policy }: BuildInputs): Map<string, LastLine> {
  const last = new Map<string, LastLine>();
  const layout = previous === undefined ? undefined : layoutOf(previous);
  if (previous === undefined || layout === undefined) return last;
  const header = headerOf(previous, layout);
  if (header?.ruleset !== ruleset || header.policy !== policy) return last;
  for (const { start, end } of layout.lines) {
    const identity = identityAt(previous, start);
    if (identity === undefined) return new Map();
    const { name, tree } = identity;
    last.set(name, { tree, text: () => previous.toString('utf8', start, end) });
  }
  const rows = treeRows(new Map([...last].map(([name, { tree }]) => [name, tree])));
  const lines = hash('sha256', previous.subarray(layout.headerEnd), 'hex');
  return treesHash(rows, lines) === header.trees ? last : new Map();
}

/** The name and the tree id that a line begins with. */
function identityAt(bytes: Buffer, start: number): { name: string; tree: string } | undefined {
  const treeAt = bytes.indexOf(',"tree":', start);
  const stop = treeAt < 0 ? -1 : bytes.indexOf(',', treeAt + 1);
  if (stop < 0) return undefined;
  try {
    const { name, tree } = JSON.parse(`${bytes.toString('utf8', start, stop)}}`) as Record<string, unknown>;
    return typeof name === 'string' && typeof tree === 'string' ? { name, tree } : undefined;
  } catch {
    return undefined;
  }
}

/** The plugins whose lines still hold, parsed. */
function reusable(
  trees: ReadonlyMap<string, string>,
  last: ReadonlyMap<string, LastLine>,
): Map<string, RegistryPlugin> {
  const reused = new Map<string, RegistryPlugin>();
  for (const [name, tree] of trees) {
    const line = last.get(name);
    if (line?.tree !== tree) continue;
    const plugin = parsePlugin(line.text());
    if (plugin !== undefined) reused.set(name, plugin);
  }
  const comeOrGone = [
    ...[...trees.keys()].filter((name) => !last.has(name)),
    ...[...last.keys()].filter((name) => !trees.has(name)),
  ];
  const changed = new Set([...comeOrGone, ...[...trees.keys()].filter((name) => !reused.has(name))]);
  if (changed.size === 0) return reused;

  for (const [name, plugin] of reused) {
    if (comeOrGone.length === 0) break;
    const looksBeyond = plugin.deprecated?.replacement !== undefined || plugin.check.status !== 'ok';
    if (looksBeyond || closestName(name, comeOrGone, name) !== undefined) reused.delete(name);
  }
  for (const name of dependents(reused, changed)) reused.delete(name);
  return reused;
}

/** Who depends on one of these, at first or at last. */
function dependents(plugins: ReadonlyMap<string, RegistryPlugin>, changed: ReadonlySet<string>): Set<string> {
  const neededBy = new Map<string, string[]>();
  for (const [name, plugin] of plugins) {
    for (const dependency of plugin.dependencies ?? []) {
      const list = neededBy.get(dependency.name);
      if (list === undefined) neededBy.set(dependency.name, [name]);
      else list.push(name);
    }
  }
  const found = new Set<string>();
  const pending = [...changed];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const dependent of neededBy.get(name) ?? []) {
      if (found.has(dependent)) continue;
      found.add(dependent);
      pending.push(dependent);
    }
  }
  return found;
}

function parsePlugin(line: string): RegistryPlugin | undefined {
  try {
    return JSON.parse(line) as RegistryPlugin;
  } catch {
    return undefined;
  }
}

function manifestIn(text: string | undefined): Manifest {
  try {
    return readManifest(asRecord(JSON.parse((text ?? '').replace(/^\ufeff/, ''))));
  } catch {
    return {};
  }
}
