import type { MarketplaceConfig } from '../check/config/policy.ts';
import type { PluginHistory } from '../plugin/git-history.ts';
import type { Capability, Component } from '../plugin/kinds/list.ts';
import type { Manifest } from '../plugin/manifest.ts';
import type { Plugin } from '../plugin/plugin.ts';
import type { Listing } from '../plugin/schemas/listing.d.ts';

/** A capability with one sentence for someone who does not write plugins. */
export type PublishedCapability = Capability & { summary: string };

/** One plugin in `registry.json`, on one line. Optional fields are absent, never null. */
export type RegistryPlugin = Omit<Manifest, 'name'> &
  Pick<Listing, 'category' | 'tags' | 'maintainers' | 'relevance' | 'deprecated' | 'yanked'> &
  Pick<Plugin, 'digest' | 'tokens'> &
  PluginHistory & {
    /** The folder's name. */
    name: string;
    /** Git's id of the plugin's folder: the same id means the same content. */
    tree: string;
    components: Component[];
    capabilities: PublishedCapability[];
    files: { count: number; bytes: number };
    check: { status: 'ok' | 'error'; ruleset: string; errors: number; warnings: number; infos: number };
  };

/** Grows when a field of `registry.json` changes its meaning or goes. */
export const registryVersion = 2;

/** `registry.json`: site, API, feeds and Claude Code's marketplace are all made from it. */
export type Registry = Pick<
  MarketplaceConfig,
  'name' | 'displayName' | 'description' | 'owner' | 'repository' | 'site' | 'categories' | 'renames'
> & {
  $schema: string;
  schemaVersion: typeof registryVersion;
  /** The version of Claude Code whose verdicts the rules follow. */
  client: string;
  /** Version of the rule set; hashes of the policy, of the generated `marketplace.json` and of `CODEOWNERS`. */
  ruleset: string;
  policy: string;
  marketplace: string;
  codeowners: string;
  /** Hash of all plugins and their lines, by which one comparison shows that nothing changed: see `treesHash`. */
  trees: string;
  /** Sorted by name. */
  plugins: RegistryPlugin[];
};
