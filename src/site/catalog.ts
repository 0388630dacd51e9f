import { componentLabels } from '../plugin/kind-labels.ts';
import { type ComponentKind, componentKinds } from '../plugin/kinds/list.ts';
import { byText } from '../plugin/text.ts';
import { isProposed } from '../registry/standing.ts';
import { capabilityFacets, facetsOf } from './capability-groups.ts';
import { createLinks, type Links } from './links.ts';
import type { Registry, RegistryPlugin } from './registry.ts';
import { slug } from './text.ts';
import { capital } from './words.ts';

/** Plugins that have something in common, and have a page of their own for it. */
export type Shelf = {
  /** The last part of the page's address. */
  id: string;
  title: string;
  /** One sentence; empty where the title says all. */
  about: string;
  /** In the order of the registry. */
  plugins: RegistryPlugin[];
};

/** The ways to browse, and the folder that each has on the site. */
export const shelfKinds = ['categories', 'tags', 'authors', 'components', 'capabilities'] as const;
export type ShelfKind = (typeof shelfKinds)[number];

/** What is known of a catalog besides its registry. */
type CatalogFacts = {
  /** The commit whose files are shown, or `HEAD`. */
  commit: string;
  /** Names of the plugins that need each plugin. */
  dependents: ReadonlyMap<string, readonly string[]>;
  /** Former names and what each is called now; null where it is gone. */
  removed: readonly { name: string; replacement: string | null }[];
};

/** A registry as the site shows it: with its links, and with its plugins put on shelves. */
export type Catalog = CatalogFacts & {
  registry: Registry;
  links: Links;
  byName: ReadonlyMap<string, RegistryPlugin>;
  shelves: Readonly<Record<ShelfKind, readonly Shelf[]>>;
  /** The shelf of a kind with an id. */
  shelf(kind: ShelfKind, id: string): Shelf | undefined;
};

/** A tag has a shelf when at least this many plugins have it: a page that only leads back helps nobody. */
const fewestOfTag = 2;

/** Puts the plugins of a registry on shelves, by what pages ask for. Every page is made from what this gives. */
export function createCatalog(registry: Registry, facts: CatalogFacts): Catalog {
  const shelves: Record<ShelfKind, readonly Shelf[]> = {
    categories: categoriesOf(registry),
    tags: tagShelves(registry.plugins),
    authors: authorShelves(registry.plugins),
    components: kindsOf(registry),
    capabilities: facetShelves(registry),
  };
  const index = new Map(
    shelfKinds.map((kind) => [kind, new Map(shelves[kind].map((shelf) => [shelf.id, shelf]))]),
  );
  return {
    ...facts,
    registry,
    links: createLinks(registry, facts.commit),
    byName: new Map(registry.plugins.map((plugin) => [plugin.name, plugin])),
    shelves,
    shelf: (kind, id) => index.get(kind)?.get(id),
  };
}

/** What a plugin is filed under besides its category: its tags and keywords, each once, as first written. */
export function tagsOfPlugin({ tags, keywords }: Pick<RegistryPlugin, 'tags' | 'keywords'>): string[] {
  const seen = new Set<string>();
  return [...(tags ?? []), ...(keywords ?? [])].filter((tag) => {
    const id = slug(tag);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Every category, those without a plugin too, and plugins without one last. */
function categoriesOf({ categories, plugins }: Registry): Shelf[] {
  const known = new Map(categories.map(({ id }) => [id, [] as RegistryPlugin[]]));
  const others: RegistryPlugin[] = [];
  for (const plugin of plugins) (known.get(plugin.category ?? '') ?? others).push(plugin);
  const shelves = categories.map(
    ({ id, name, description }): Shelf => ({
      id,
      title: name,
      about: description,
      plugins: known.get(id) ?? [],
    }),
  );
  if (others.length > 0)
    shelves.push({
      id: known.has('other') ? 'without-category' : 'other',
      title: 'Other',
      about: 'Plugins whose authors named no category.',
      plugins: others,
    });
  return shelves;
}

/** The id of the category shelf that a plugin stands on. */
export function categoryId(catalog: Catalog, plugin: RegistryPlugin): string {
  const own = plugin.category === undefined ? undefined : catalog.shelf('categories', plugin.category);
  const isOwn = own !== undefined && catalog.registry.categories.some(({ id }) => id === plugin.category);
  return isOwn ? own.id : (catalog.shelves.categories.at(-1)?.id ?? '');
}

function collect(plugins: readonly RegistryPlugin[], labels: (plugin: RegistryPlugin) => string[]): Shelf[] {
  const shelves = new Map<string, Shelf>();
  for (const plugin of plugins) {
    for (const label of labels(plugin)) {
      const id = slug(label);
      const shelf = shelves.get(id);
      if (shelf === undefined) shelves.set(id, { id, title: label, about: '', plugins: [plugin] });
      else if (shelf.plugins.at(-1) !== plugin) shelf.plugins.push(plugin);
    }
  }
  return [...shelves.values()].sort((a, b) => byText(a.id, b.id));
}

/** Tags that several plugins have, by their ids. The search narrows by the same. */
export function tagShelves(plugins: readonly RegistryPlugin[]): Shelf[] {
  return collect(plugins, tagsOfPlugin).filter((shelf) => shelf.plugins.length >= fewestOfTag);
}

/** Authors, by their ids. The search narrows by the same. */
export function authorShelves(plugins: readonly RegistryPlugin[]): Shelf[] {
  return collect(plugins, ({ author }) => (author === undefined ? [] : [author.name]));
}

function kindsOf({ plugins }: Registry): Shelf[] {
  const found = new Map<ComponentKind, RegistryPlugin[]>(componentKinds.map((kind) => [kind, []]));
  for (const plugin of plugins)
    for (const kind of new Set(plugin.components.map((component) => component.kind)))
      found.get(kind)?.push(plugin);
  return componentKinds
    .map((kind): Shelf => {
      const { many, means } = componentLabels[kind];
      return { id: kind, title: capital(many), about: means, plugins: found.get(kind) ?? [] };
    })
    .filter((shelf) => shelf.plugins.length > 0);
}

function facetShelves({ plugins }: Registry): Shelf[] {
  const found = new Map<string, RegistryPlugin[]>(capabilityFacets.map(({ id }) => [id, []]));
  for (const plugin of plugins) for (const facet of facetsOf(plugin)) found.get(facet)?.push(plugin);
  return capabilityFacets.map(({ id, title, means }) => ({
    id,
    title,
    about: means,
    plugins: found.get(id) ?? [],
  }));
}

/** The newest plugins, or those changed last, at most `most`; what did not pass or is deprecated is not announced. */
export function latest(
  plugins: readonly RegistryPlugin[],
  by: 'created' | 'updated',
  most: number,
): RegistryPlugin[] {
  return plugins
    .filter((plugin) => plugin[by] !== undefined && isProposed(plugin))
    .sort((a, b) => byText(b[by] ?? '', a[by] ?? '') || byText(a.name, b.name))
    .slice(0, most);
}
