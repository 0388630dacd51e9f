import { clientVersion } from '../check/claude-code/client-version.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import { registryVersion } from './registry.ts';
import type { RegistryHeader } from './serialize.ts';

/** What the header takes from the configuration. Defaults are those of `readConfig`. */
export type DescribedConfig = Pick<
  MarketplaceConfig,
  'name' | 'description' | 'owner' | 'repository' | 'site' | 'categories'
> &
  Partial<Pick<MarketplaceConfig, 'displayName' | 'renames'>>;

/** The registry's header. From a configuration that was not validated, it may only be used for comparison. */
export function headerFrom(
  config: DescribedConfig,
  hashes: Pick<RegistryHeader, 'ruleset' | 'policy' | 'marketplace' | 'codeowners' | 'trees'>,
): RegistryHeader {
  return {
    $schema: `${config.site}schemas/registry.schema.json`,
    schemaVersion: registryVersion,
    name: config.name,
    displayName: config.displayName ?? config.name,
    description: config.description,
    owner: config.owner,
    repository: config.repository,
    site: config.site,
    categories: [...(config.categories ?? [])],
    client: clientVersion,
    ...hashes,
    renames: { ...config.renames },
  };
}
