import { readFileSync } from 'node:fs';
import { asRecord, asText, jsonValue, own } from '../plugin/values.ts';
import { addLine, type CatalogPlugin } from './catalog.ts';
import { currentState, type Host } from './host.ts';
import { fileStamp } from './load.ts';

/** The registry of the marketplace, read again when its file changes. */
export type RegistryFile = () => Record<string, unknown>;

export function registryFile(path: string): RegistryFile {
  let known: { stamp: string; value: Record<string, unknown> } | undefined;
  return () => {
    const stamp = fileStamp(path);
    if (known?.stamp !== stamp)
      known = { stamp, value: stamp === '-' ? {} : asRecord(jsonValue(readFileSync(path, 'utf8'))) };
    return known.value;
  };
}

/** What the API says of one plugin. */
export type Listed = {
  name: string;
  version: string | null;
  description: string | null;
  /** Null for a plugin without MCP servers. */
  state: string | null;
  why: string[];
  tools: number;
  prompts: number;
  resources: number;
  /** Lines that add its servers with an address to Claude Code. */
  add: string[];
};

/** Every plugin that a caller may use, sorted by name: those of the host, and those of the registry that have no servers. */
export function listPlugins(
  host: Host,
  registry: RegistryFile,
  allows: (plugin: string) => boolean,
): Listed[] {
  const hosted = new Map(host.catalog.plugins.map((plugin) => [plugin.name, plugin]));
  const described = entriesIn(registry());
  const names = [...new Set([...hosted.keys(), ...described.keys()])].filter(allows).sort();
  return names.map((name) => listed(host, name, hosted.get(name), described.get(name) ?? {}));
}

function entriesIn(registry: Record<string, unknown>): Map<string, Record<string, unknown>> {
  const plugins = own(registry, 'plugins');
  return new Map(
    (Array.isArray(plugins) ? plugins : []).map((plugin) => [
      asText(own(asRecord(plugin), 'name')) ?? '',
      asRecord(plugin),
    ]),
  );
}

function listed(
  host: Host,
  name: string,
  plugin: CatalogPlugin | undefined,
  described: Record<string, unknown>,
): Listed {
  const { tools, prompts, resources, templates } = host.catalog;
  const count = (items: readonly { plugin: CatalogPlugin }[]) =>
    items.filter((item) => item.plugin.name === name).length;
  const { state, why } = plugin === undefined ? { state: null, why: [] } : currentState(host, plugin);
  return {
    name,
    version: plugin?.manifest.version ?? asText(own(described, 'version')) ?? null,
    description: plugin?.manifest.description ?? asText(own(described, 'description')) ?? null,
    state,
    why,
    tools: count(tools),
    prompts: count(prompts),
    resources: count(resources) + count(templates),
    add: plugin?.remotes.map(addLine) ?? [],
  };
}

/** One plugin with what the registry says of it and the names of its tools, prompts and resources; undefined where there is none. */
export function describePlugin(
  host: Host,
  registry: RegistryFile,
  allows: (plugin: string) => boolean,
  name: string,
): object | undefined {
  const known = listPlugins(host, registry, allows).find((plugin) => plugin.name === name);
  if (known === undefined) return undefined;
  const { tools, prompts, resources, templates } = host.catalog;
  const names = (items: readonly { name: string; plugin: CatalogPlugin }[]) =>
    items.filter((item) => item.plugin.name === name).map((item) => item.name);
  return {
    ...known,
    offers: {
      tools: tools
        .filter(({ plugin }) => plugin.name === name)
        .map((item) => ({ ...item.of, name: item.name })),
      prompts: names(prompts),
      resources: [...names(resources), ...names(templates)],
    },
    registry: entriesIn(registry()).get(name) ?? null,
  };
}

/** Words of a question that are looked for. */
const mostWords = 20;

/** Plugins in whose name, description or tools every word of a question occurs; those with the most words in their names first. */
export function searchPlugins(
  host: Host,
  registry: RegistryFile,
  allows: (plugin: string) => boolean,
  question: string,
): Listed[] {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
  if (words.length === 0) return [];
  const { tools } = host.catalog;
  return listPlugins(host, registry, allows)
    .flatMap((plugin) => {
      const own = tools.filter((item) => item.plugin.name === plugin.name);
      const names = [plugin.name, ...own.map(({ name }) => name)].join(' ').toLowerCase();
      const texts = [plugin.description ?? '', ...own.map(({ of }) => of.description ?? '')]
        .join(' ')
        .toLowerCase();
      if (!words.every((word) => names.includes(word) || texts.includes(word))) return [];
      return [{ plugin, rank: words.filter((word) => names.includes(word)).length }];
    })
    .sort((a, b) => b.rank - a.rank)
    .map(({ plugin }) => plugin);
}
