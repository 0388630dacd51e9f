import { renamedTo } from '../check/claude-code/renames.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import type { RegistryPlugin } from './registry.ts';
import { isOffered } from './standing.ts';

/** Where Claude Code looks for a marketplace, from its folder. */
export const marketplaceFile = '.claude-plugin/marketplace.json';

/**
 * The keys of an entry: only those that Claude Code documents, so that no client finds an unknown one.
 * https://code.claude.com/docs/en/plugin-marketplaces#plugin-entries
 */
const entryKeys = [
  'name',
  'source',
  'displayName',
  'description',
  'version',
  'author',
  'homepage',
  'repository',
  'license',
  'keywords',
  'category',
  'tags',
  'relevance',
  'defaultEnabled',
] as const;

/** A plugin's entry as one line of JSON; undefined for a plugin that did not pass or whose version was withdrawn: neither is offered. */
export function marketplaceEntry(plugin: RegistryPlugin): string | undefined {
  if (!isOffered(plugin)) return undefined;
  const { relevance } = plugin;
  const source: Record<string, unknown> = {
    ...plugin,
    source: `./plugins/${plugin.name}`,
    relevance: relevance === undefined ? undefined : documentedRelevance(relevance),
  };
  const entry = entryKeys.flatMap((key) => (source[key] === undefined ? [] : [[key, source[key]]]));
  return JSON.stringify(Object.fromEntries(entry));
}

/** https://code.claude.com/docs/en/plugin-relevance#field-reference */
function documentedRelevance({ topic, signals }: NonNullable<RegistryPlugin['relevance']>): object {
  const { cwd, cli, hosts, filesRead, manifestDeps } = signals;
  // Absent values leave no trace in JSON.
  return {
    topic,
    signals: {
      cwd,
      cli,
      hosts,
      filesRead,
      manifestDeps: manifestDeps?.map(({ file, pattern }) => ({ file, pattern })),
    },
  };
}

/**
 * The text of `.claude-plugin/marketplace.json`, one plugin a line.
 * @param names of the plugins that are listed
 * @param entries their lines, in the same order
 */
export function marketplaceText(
  config: MarketplaceConfig,
  names: readonly string[],
  entries: readonly string[],
): string {
  const others = otherMarketplaces(config);
  const renames = settledRenames(config.renames, new Set(names));
  const head = {
    name: config.name,
    description: config.description,
    owner: config.owner,
    ...(others.length === 0 ? {} : { allowCrossMarketplaceDependenciesOn: others }),
    ...(Object.keys(renames).length === 0 ? {} : { renames }),
  };
  const lines = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  const list = entries.map((entry) => `    ${entry}`).join(',\n');
  return `{\n${lines.join('')}  "plugins": [${list === '' ? '' : `\n${list}\n  `}]\n}\n`;
}

/** The marketplaces that the owner's allow-list lets plugins depend on. */
function otherMarketplaces(config: MarketplaceConfig): string[] {
  const named = (config.policy.dependencies ?? []).map((dependency) => dependency.split('@')[1]);
  return [...new Set(named.filter((name) => name !== undefined && name !== config.name))].sort() as string[];
}

/**
 * The renames that lead to a listed plugin or to null, each straight to its end: Claude Code follows no more than some fifteen steps.
 * It refuses the whole marketplace for one that leads to neither:
 * https://code.claude.com/docs/en/plugin-marketplaces#rename-or-remove-a-plugin
 */
function settledRenames(
  renames: MarketplaceConfig['renames'],
  listed: ReadonlySet<string>,
): Record<string, string | null> {
  const settled = Object.keys(renames)
    .filter((name) => !listed.has(name))
    .flatMap((name): [string, string | null][] => {
      const end = renamedTo(name, renames, listed);
      return end === undefined ? [] : [[name, end]];
    });
  return Object.fromEntries(settled.sort(([a], [b]) => (a < b ? -1 : 1)));
}
