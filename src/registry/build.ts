import { hash } from 'node:crypto';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import type { Rule } from '../check/rule.ts';
import type { CheckOptions } from '../check/run/check-plugin.ts';
import { treeRows } from '../plugin/git.ts';
import type { PluginHistory } from '../plugin/git-history.ts';
import type { Manifest } from '../plugin/manifest.ts';
import { readManifest } from '../plugin/read-manifest.ts';
import { asRecord } from '../plugin/values.ts';
import { codeownersText } from './codeowners.ts';
import { type CheckedPlugin, checkFolder, type OpenedPlugin } from './description.ts';
import { registryPlugin } from './entry.ts';
import { treesHash } from './hashes.ts';
import { headerFrom } from './header.ts';
import { marketplaceEntry, marketplaceText } from './marketplace.ts';
import type { RegistryPlugin } from './registry.ts';
import { type RegistryLine, type ReuseInputs, reusableLines } from './reuse.ts';
import { headerText, linesText, pluginLine } from './serialize.ts';

/** Everything that a registry is made from. A plugin that the last registry describes as it is now is not read again. */
type BuildInputs = ReuseInputs & {
  config: MarketplaceConfig;
  /** Logins of the people who maintain the marketplace itself. */
  curators: readonly string[];
  rules: readonly Rule[];
  /** The folders of these plugins, one after the other; each is read before the next is asked for. */
  open(names: readonly string[]): Iterable<OpenedPlugin>;
  /** Texts of the manifests of these plugins, where they have one. */
  manifests(names: readonly string[]): ReadonlyMap<string, string>;
  /** What git knows of these plugins' past. */
  histories(trees: ReadonlyMap<string, string>): ReadonlyMap<string, PluginHistory>;
  /** Called with each plugin that is read. */
  onRead?(opened: OpenedPlugin, checked: CheckedPlugin, entry: RegistryPlugin): void;
};

/** The registry, and the files that are made from it. */
export type Built = {
  /** The texts of `registry.json`, `.claude-plugin/marketplace.json` and `.github/CODEOWNERS`. */
  registry: string;
  marketplace: string;
  codeowners: string;
  /** Names of the plugins that were read, that were reused, that did not pass, and whose current version was withdrawn. Sorted. */
  read: string[];
  reused: string[];
  failed: string[];
  withheld: string[];
};

/** Makes the registry, the marketplace and CODEOWNERS. The same inputs give the same bytes, whatever is reused. */
export async function buildRegistry(inputs: BuildInputs): Promise<Built> {
  const names = [...inputs.trees.keys()];
  const lines = reusableLines(inputs);
  const reused = names.filter((name) => lines.has(name));
  const read = names.filter((name) => !lines.has(name));
  for await (const plugin of readPlugins(inputs, read, new Map(lines)))
    lines.set(plugin.name, { plugin, line: pluginLine(plugin) });

  const all = names.map((name) => lines.get(name) as RegistryLine);
  const entries = all.map(({ plugin }) => ({ plugin, entry: marketplaceEntry(plugin) }));
  const held = entries.filter(({ entry }) => entry === undefined).map(({ plugin }) => plugin);
  const isFailed = ({ check }: RegistryPlugin) => check.status !== 'ok';
  return {
    ...textsOf(inputs, all, entries),
    read,
    reused,
    failed: held.filter(isFailed).map(({ name }) => name),
    withheld: held.filter((plugin) => !isFailed(plugin)).map(({ name }) => name),
  };
}

/** Reads and checks the plugins of these names. */
async function* readPlugins(
  inputs: BuildInputs,
  names: readonly string[],
  reused: ReadonlyMap<string, RegistryLine>,
): AsyncGenerator<RegistryPlugin> {
  const { config, trees, ruleset } = inputs;
  const texts = inputs.manifests(names);
  const manifests = new Map<string, Manifest>();
  const manifestOf = (name: string): Manifest | undefined => {
    if (!trees.has(name)) return undefined;
    const manifest: Manifest = manifests.get(name) ?? reused.get(name)?.plugin ?? manifestIn(texts.get(name));
    manifests.set(name, manifest);
    return manifest;
  };
  const histories = inputs.histories(new Map(names.map((name) => [name, trees.get(name) as string])));
  const options: CheckOptions = {
    rules: inputs.rules,
    policy: config.policy,
    marketplace: { config, names: [...trees.keys()], manifestOf },
    docsOf: () => '',
  };
  for (const opened of inputs.open(names)) {
    const { name } = opened;
    const checked = await checkFolder(opened, options);
    const { plugin, diagnostics } = checked;
    const tree = trees.get(name) as string;
    const entry = registryPlugin(plugin, { name, tree, ruleset, diagnostics, history: histories.get(name) });
    inputs.onRead?.(opened, checked, entry);
    yield entry;
  }
}

function textsOf(
  { config, curators, ruleset, policy, trees }: BuildInputs,
  lines: readonly RegistryLine[],
  entries: readonly { plugin: RegistryPlugin; entry: string | undefined }[],
): Pick<Built, 'registry' | 'marketplace' | 'codeowners'> {
  const listed = entries.flatMap(({ plugin: { name }, entry }) =>
    entry === undefined ? [] : [{ name, entry }],
  );
  const marketplace = marketplaceText(
    config,
    listed.map(({ name }) => name),
    listed.map(({ entry }) => entry),
  );
  const maintainers = lines.map(({ plugin }): [string, readonly string[]] => [
    plugin.name,
    plugin.maintainers ?? [],
  ]);
  const codeowners = codeownersText(new Map(maintainers), curators);
  const body = linesText(lines.map(({ line }) => line));
  const header = headerFrom(config, {
    ruleset,
    policy,
    marketplace: hash('sha256', marketplace, 'hex'),
    codeowners: hash('sha256', codeowners, 'hex'),
    trees: treesHash(treeRows(trees), hash('sha256', body, 'hex')),
  });
  return { registry: `${headerText(header)}${body}`, marketplace, codeowners };
}

function manifestIn(text: string | undefined): Manifest {
  try {
    return readManifest(asRecord(JSON.parse((text ?? '').replace(/^\ufeff/, ''))));
  } catch {
    return {};
  }
}
