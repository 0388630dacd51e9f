import type { MarketplaceConfig } from '../../check/config/policy.ts';
import { marketplaceEntry, marketplaceText } from '../marketplace.ts';
import type { Registry } from '../registry.ts';
import type { Archive } from './api.ts';
import type { PublishedFile } from './published-file.ts';

/** Where the marketplace is on the site. */
export const hostedMarketplacePath = 'marketplace.json';

/**
 * The marketplace for those who add it by its address: each plugin is an archive with its SHA-256, so that Claude Code needs no git and
 * refuses a file that is not the one that was published. Holds the keys that the marketplace in git holds, and the plugins that passed
 * and have an archive. Undefined for a site without https, from which Claude Code takes no archive.
 * https://code.claude.com/docs/en/plugin-marketplaces#zip-archives
 * @param archives by name of the plugin
 */
export function hostedMarketplace(
  config: MarketplaceConfig,
  registry: Registry,
  archives: ReadonlyMap<string, Archive>,
): PublishedFile | undefined {
  if (!registry.site.startsWith('https://')) return undefined;
  const names: string[] = [];
  const entries: string[] = [];
  for (const plugin of registry.plugins) {
    const archive = archives.get(plugin.name);
    const entry = marketplaceEntry(plugin);
    if (archive === undefined || entry === undefined) continue;
    const { url, sha256 } = archive;
    names.push(plugin.name);
    // The entry keeps the order of its keys.
    entries.push(
      JSON.stringify({ ...(JSON.parse(entry) as object), source: { source: 'archive', url, sha256 } }),
    );
  }
  return { path: hostedMarketplacePath, content: marketplaceText(config, names, entries) };
}
