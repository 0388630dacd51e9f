import { renamedTo } from '../../check/claude-code/renames.ts';
import type { PluginFile } from '../../plugin/plugin.ts';
import { byText } from '../../plugin/text.ts';
import { flagsOf } from '../capability-flags.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { standingOf } from '../standing.ts';
import { badgeEndpoint, badgeOf, badgeSvg } from './badges.ts';
import { feedPaths } from './feeds.ts';
import { apiFolder, headOf, jsonListText, jsonText, type PublishedFile } from './published-file.ts';
import { searchRecordOf, summaryOf } from './summary.ts';
import { isDate } from './text.ts';
import { apiCapability, apiComponent } from './v1-fields.ts';

/** What the API says of a plugin that its line in the registry does not. */
type PluginDetails = {
  /** Its files, sorted by path. */
  files: readonly PluginFile[];
  /** Where its archive is, or the end of the sentence "It has no archive, because …". */
  archive: Archive | { reason: string };
};

/** `url` is absolute, `bytes` the size, `sha256` lower-case hex. */
export type Archive = { url: string; bytes: number; sha256: string };

/** The files of the API that describe one plugin. `dependents` are the names of those that need it, see `dependentsOf`. */
export function pluginFiles(
  registry: Registry,
  plugin: RegistryPlugin,
  { files, archive }: PluginDetails,
  dependents: readonly string[],
): PublishedFile[] {
  const { site, repository } = registry;
  const { name, files: counted, components, capabilities, ...rest } = plugin;
  const badge = badgeOf(plugin, registry.displayName);
  const badgePath = `${apiFolder}badges/${name}`;
  const feeds = feedPaths(name);
  const text = jsonText({
    ...headOf(site, 'plugin'),
    name,
    id: `${name}@${registry.name}`,
    url: `${site}plugins/${name}/`,
    source: `https://github.com/${repository}/tree/HEAD/plugins/${name}`,
    ...rest,
    components: components.map(apiComponent),
    capabilities: capabilities.map(apiCapability),
    status: standingOf(plugin),
    flags: flagsOf(plugin),
    files: { ...counted, entries: files },
    dependents,
    archive: 'reason' in archive ? undefined : archive,
    noArchive: 'reason' in archive ? archive.reason : undefined,
    feeds: { atom: `${site}${feeds.atom}`, json: `${site}${feeds.json}` },
    badges: { endpoint: `${site}${badgePath}.json`, svg: `${site}${badgePath}.svg` },
  });
  return [
    { path: `${apiFolder}plugins/${name}.json`, content: text },
    { path: `${badgePath}.json`, content: jsonText(badgeEndpoint(badge)) },
    { path: `${badgePath}.svg`, content: badgeSvg(badge) },
  ];
}

/** The files of the API that describe the marketplace: lists, categories, removed plugins, what a search looks through. */
export function listFiles(registry: Registry): PublishedFile[] {
  const { site, plugins } = registry;
  const file = (name: string, key: string, items: readonly object[], more: object = {}): PublishedFile => ({
    path: `${apiFolder}${name}.json`,
    content: jsonListText({ ...headOf(site, name), ...more }, key, items),
  });
  return [
    file('plugins', 'plugins', plugins.map(summaryOf)),
    file('categories', 'categories', categoriesOf(registry), {
      uncategorized: uncategorized(registry),
    }),
    file('removed', 'removed', removedPlugins(registry)),
    file('search', 'plugins', plugins.map(searchRecordOf)),
  ];
}

/** Names of the plugins that need each plugin of this marketplace, sorted. */
export function dependentsOf({ name: own, plugins }: Registry): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const { name, dependencies = [] } of plugins) {
    for (const dependency of new Set(
      dependencies.filter(({ marketplace = own }) => marketplace === own).map((needed) => needed.name),
    )) {
      const list = dependents.get(dependency);
      if (list === undefined) dependents.set(dependency, [name]);
      else list.push(name);
    }
  }
  for (const list of dependents.values()) list.sort(byText);
  return dependents;
}

function categoriesOf({ categories, plugins }: Registry): object[] {
  const names = new Map<string, string[]>(categories.map(({ id }) => [id, []]));
  for (const { name, category } of plugins) names.get(category ?? '')?.push(name);
  return categories.map(({ id, name, description }) => {
    const own = names.get(id) ?? [];
    return { id, name, description, count: own.length, plugins: own };
  });
}

function uncategorized({ categories, plugins }: Registry): string[] {
  const known = new Set(categories.map(({ id }) => id));
  return plugins.filter(({ category = '' }) => !known.has(category)).map(({ name }) => name);
}

/** A name that no plugin has any more. */
type RemovedPlugin = {
  name: string;
  /** The plugin to use instead, as it is called now; null where there is none. */
  replacement: string | null;
};

/** Former names, sorted, each with what became of it in the end, over however many renames. */
export function removedPlugins({ renames, plugins }: Registry): RemovedPlugin[] {
  const listed = new Set(plugins.map(({ name }) => name));
  return Object.keys(renames)
    .filter((name) => !listed.has(name))
    .sort(byText)
    .map((name) => ({ name, replacement: renamedTo(name, renames, listed) ?? null }));
}

/** One file of the API: `path` from the site, `bytes` and `sha256` (lower-case hex) of what is served. */
export type IndexEntry = { path: string; bytes: number; sha256: string };

/** `index.json`: what the API is of, and every other file with what it should hold. */
export function indexFile(registry: Registry, files: readonly IndexEntry[]): PublishedFile {
  const head = {
    ...headOf(registry.site, 'index'),
    name: registry.name,
    displayName: registry.displayName,
    description: registry.description,
    owner: registry.owner,
    repository: registry.repository,
    site: registry.site,
    ruleset: registry.ruleset,
    policy: registry.policy,
    updated: newestDate(registry),
    plugins: registry.plugins.length,
  };
  const sorted = [...files].sort((a, b) => byText(a.path, b.path));
  return { path: `${apiFolder}index.json`, content: jsonListText(head, 'files', sorted) };
}

/** The newest date that the registry names; undefined where it names none. */
export function newestDate({ plugins }: Pick<Registry, 'plugins'>): string | undefined {
  let newest: string | undefined;
  for (const { updated, created, versions } of plugins)
    for (const date of [updated, created, versions[0]?.date])
      if (isDate(date) && (newest === undefined || date > newest)) newest = date;
  return newest;
}
