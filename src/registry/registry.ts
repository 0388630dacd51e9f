import type { Capability, Component } from '../plugin/kinds/list.ts';
import type { Author, Dependency } from '../plugin/manifest.ts';
import type { Listing } from '../plugin/schemas/listing.d.ts';

/** One released version of a plugin, newest first in the registry, read from git. */
export type VersionRecord = {
  version: string;
  /** The commit that first had it. */
  commit: string;
  /** `YYYY-MM-DD`, the committer's date in UTC. */
  date: string;
};

/** A capability with one sentence for someone who does not write plugins. */
export type PublishedCapability = Capability & { summary: string };

/** One plugin in `registry.json`, on one line. Optional fields are absent, never null. */
export type RegistryPlugin = {
  name: string;
  /** Git's id of the plugin's folder: what makes it unchanged. */
  tree: string;
  /** See `Plugin.digest`. */
  digest: string;
  displayName?: string;
  version?: string;
  description?: string;
  author?: Author;
  homepage?: string;
  repository?: string;
  license?: string;
  keywords?: string[];
  defaultEnabled?: boolean;
  dependencies?: Dependency[];
  category?: string;
  tags?: string[];
  maintainers?: string[];
  relevance?: Listing['relevance'];
  deprecated?: Listing['deprecated'];
  yanked?: Listing['yanked'];
  components: Component[];
  capabilities: PublishedCapability[];
  tokens: { alwaysOn: number; onInvoke: number };
  files: { count: number; bytes: number };
  check: { status: 'ok' | 'error'; ruleset: string; errors: number; warnings: number; infos: number };
  /** `YYYY-MM-DD` of the first and the last commit that touched the folder; absent outside git or before the first commit. */
  created?: string;
  updated?: string;
  versions: VersionRecord[];
};

/** Grows when a field of `registry.json` changes its meaning or goes. */
export const registryVersion = 2;

/** `registry.json`: the one thing that the site, the API, the feeds and Claude Code's marketplace are projections of. */
export type Registry = {
  $schema: string;
  schemaVersion: typeof registryVersion;
  name: string;
  displayName: string;
  description: string;
  owner: Author;
  /** `owner/name` on GitHub. */
  repository: string;
  /** Where the catalog is published, with a trailing slash. */
  site: string;
  categories: { id: string; name: string; description: string }[];
  /** Hash of the rules and readers that judged; of the policy they judged by; of the generated `marketplace.json` and `CODEOWNERS`. */
  ruleset: string;
  policy: string;
  marketplace: string;
  codeowners: string;
  /**
   * Hash of every plugin's name and tree id, and of their lines as they stand here: what tells in one comparison that nothing changed.
   * See `treesHash`.
   */
  trees: string;
  /** Sorted by name. */
  plugins: RegistryPlugin[];
  /** Former names: what each became, or null where the plugin was removed. They stay reserved. */
  renames: Record<string, string | null>;
};
