import { type ComponentKind, componentKinds } from '../../plugin/kinds/list.ts';
import type { CapabilityFlag } from '../../plugin/kinds/vocabulary.ts';
import { flagsOf } from '../capability-flags.ts';
import type { RegistryPlugin } from '../registry.ts';
import { type Standing, standingOf } from '../standing.ts';

/** What a list says of a plugin. */
type PluginSummary = Pick<
  RegistryPlugin,
  | 'name'
  | 'displayName'
  | 'version'
  | 'description'
  | 'license'
  | 'category'
  | 'tags'
  | 'keywords'
  | 'deprecated'
  | 'tokens'
  | 'files'
  | 'created'
  | 'updated'
  | 'digest'
> & {
  /** The author's name. */
  author?: string;
  status: Standing;
  flags: CapabilityFlag[];
  /** How many there are of each kind that there is. */
  components: Partial<Record<ComponentKind, number>>;
};

type Maybe<T> = { [Key in keyof T]: T[Key] | undefined };

/** A plugin as a list has it. What it does not say of itself is undefined, and so left out of JSON; `components` goes by `componentKinds`. */
export function summaryOf(plugin: RegistryPlugin): Maybe<PluginSummary> {
  const counts = new Map<ComponentKind, number>();
  for (const { kind } of plugin.components) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    name: plugin.name,
    displayName: plugin.displayName,
    version: plugin.version,
    description: plugin.description,
    author: plugin.author?.name,
    license: plugin.license,
    category: plugin.category,
    tags: plugin.tags,
    keywords: plugin.keywords,
    status: standingOf(plugin),
    deprecated: plugin.deprecated,
    flags: flagsOf(plugin),
    components: Object.fromEntries(
      componentKinds.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind)]] : [])),
    ),
    tokens: plugin.tokens,
    files: plugin.files,
    created: plugin.created,
    updated: plugin.updated,
    digest: plugin.digest,
  };
}

/** What a search looks through. */
type SearchRecord = Pick<
  RegistryPlugin,
  | 'name'
  | 'displayName'
  | 'description'
  | 'keywords'
  | 'category'
  | 'tags'
  | 'license'
  | 'created'
  | 'updated'
> & {
  author?: string;
  status: Standing;
  flags: CapabilityFlag[];
  components: { kind: ComponentKind; name: string; description?: string }[];
};

/** A plugin as a search has it, with its components in the registry's order. What it does not say of itself is undefined, and so left out of JSON. */
export function searchRecordOf(plugin: RegistryPlugin): Maybe<SearchRecord> {
  return {
    name: plugin.name,
    displayName: plugin.displayName,
    keywords: plugin.keywords,
    description: plugin.description,
    category: plugin.category,
    tags: plugin.tags,
    author: plugin.author?.name,
    license: plugin.license,
    status: standingOf(plugin),
    flags: flagsOf(plugin),
    components: plugin.components.map(({ kind, name, description }) =>
      description === undefined ? { kind, name } : { kind, name, description },
    ),
    created: plugin.created,
    updated: plugin.updated,
  };
}
