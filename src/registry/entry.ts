import type { Diagnostic } from '../check/diagnostic.ts';
import { validatorOf } from '../check/schema/validator.ts';
import { sentenceOf } from '../plugin/capability-words.ts';
import type { PluginHistory } from '../plugin/git-history.ts';
import type { Capability } from '../plugin/kinds/list.ts';
import type { Plugin } from '../plugin/plugin.ts';
import listingSchema from '../plugin/schemas/listing.schema.json' with { type: 'json' };
import type { PublishedCapability, RegistryPlugin } from './registry.ts';

/** Longest text and list of one entry. Plugins that pass the rules stay far below; others must not make the registry large. */
const longest = { text: 4_000, list: 2_000 };

/** What is known about a plugin besides its own files. */
export type EntryFacts = {
  /** The folder's name, which is what the marketplace lists it by. */
  name: string;
  tree: string;
  ruleset: string;
  diagnostics: readonly Diagnostic[];
  history: PluginHistory | undefined;
};

/** A plugin's entry in the registry. A listing that is not valid is left out: the check says what is wrong with it. */
export function registryPlugin(
  plugin: Plugin,
  { name, tree, ruleset, diagnostics, history }: EntryFacts,
): RegistryPlugin {
  const { manifest } = plugin;
  const listing =
    plugin.listing !== undefined && validatorOf(listingSchema)(plugin.listing) ? plugin.listing : {};
  const count = (severity: Diagnostic['severity']) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const errors = count('error');
  const entry: { [Key in keyof RegistryPlugin]: RegistryPlugin[Key] | undefined } = {
    name,
    tree,
    digest: plugin.digest,
    displayName: manifest.displayName,
    version: manifest.version,
    description: manifest.description,
    author: manifest.author,
    homepage: manifest.homepage,
    repository: manifest.repository,
    license: manifest.license,
    keywords: manifest.keywords,
    defaultEnabled: manifest.defaultEnabled,
    dependencies: manifest.dependencies,
    category: listing.category,
    tags: listing.tags,
    maintainers: listing.maintainers,
    relevance: listing.relevance,
    deprecated: listing.deprecated,
    yanked: listing.yanked,
    components: plugin.components,
    capabilities: plugin.capabilities.map(published),
    tokens: plugin.tokens,
    files: { count: plugin.files.length, bytes: plugin.files.reduce((sum, file) => sum + file.bytes, 0) },
    check: {
      status: errors > 0 ? 'error' : 'ok',
      ruleset,
      errors,
      warnings: count('warning'),
      infos: count('info'),
    },
    created: history?.created,
    updated: history?.updated,
    versions: history?.versions ?? [],
  };
  return bounded(entry) as RegistryPlugin;
}

function published(capability: Capability): PublishedCapability {
  return { summary: sentenceOf(capability), ...capability };
}

/** A copy without absent values, with long texts and lists cut. */
function bounded(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > longest.text ? `${value.slice(0, longest.text).toWellFormed()}…` : value;
  if (Array.isArray(value)) return value.slice(0, longest.list).map(bounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, bounded(item)]])),
  );
}
