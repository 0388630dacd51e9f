import { slug } from '../text.ts';

/**
 * What a search can be narrowed by, in the order in which it is shown. The id is the parameter's name in the address. Columns of `rare` ones
 * are large and come when somebody opens them.
 */
export const facetGroups = [
  { id: 'category', title: 'Category', rare: false },
  { id: 'kind', title: 'Component', rare: false },
  { id: 'can', title: 'What it can do', rare: false },
  { id: 'licence', title: 'License', rare: false },
  { id: 'author', title: 'Author', rare: true },
  { id: 'tag', title: 'Tag', rare: true },
] as const;
export type FacetGroup = (typeof facetGroups)[number]['id'];

/** What the address names a value by that is called so: an author and a tag as their pages are, in which case and spaces make no difference. */
export function valueId(group: FacetGroup, title: string): string {
  return group === 'author' || group === 'tag' ? slug(title) : title;
}

/** A value as it is shown: how many plugins there are of it now, and whether it is chosen. */
export type Offered = { id: string; title: string; count: number; isChosen: boolean };

/** Sorts the values of a group: chosen ones first, then those with the most plugins. What stands for having none of the others is last. */
export function inOrder(group: FacetGroup, values: readonly Offered[]): Offered[] {
  const isRest = ({ id }: Offered) => group === 'can' && id === 'none';
  return [...values].sort(
    (a, b) =>
      Number(b.isChosen) - Number(a.isChosen) || Number(isRest(a)) - Number(isRest(b)) || b.count - a.count,
  );
}

/** Those of `byDate` need the dates, which come when somebody asks for them. */
export const sorts = [
  { id: 'relevance', title: 'Relevance', byDate: false },
  { id: 'name', title: 'Name', byDate: false },
  { id: 'newest', title: 'Newest', byDate: true },
  { id: 'updated', title: 'Recently updated', byDate: true },
] as const;
export type Sort = (typeof sorts)[number]['id'];

/** The values that are chosen of each group, by their ids. */
export type Chosen = Partial<Record<FacetGroup, readonly string[]>>;

/** The values of a group, and which of them each plugin has. */
export type FacetColumn = {
  /** What the address names each value by, and what it is called. Sorted by how many plugins have it, the most first. */
  values: { id: string; title: string }[];
  /** For each plugin, by its place in the list of names, the places of its values, sorted. */
  of: readonly Uint32Array[];
};

/** The columns that are there. */
export type FacetColumns = Partial<Record<FacetGroup, FacetColumn>>;

/** Plugins after facets were chosen. */
export type Narrowed = {
  /** The plugins that have one of the chosen values of each group, in the order given. */
  plugins: number[];
  /** For each group and value, how many plugins there are of it where the other groups are as chosen. */
  counts: Partial<Record<FacetGroup, Uint32Array>>;
};

/**
 * Narrows plugins: within a group one chosen value is enough, and every group must be met. A chosen value that no plugin has is met by none,
 * so that a shared address never shows more than it says.
 */
export function narrow(columns: FacetColumns, plugins: readonly number[], chosen: Chosen): Narrowed {
  const counts: Narrowed['counts'] = {};
  const groups = facetGroups.flatMap(({ id }) => {
    const column = columns[id];
    const wanted = chosen[id] ?? [];
    if (!column) return [];
    const isWanted = Uint8Array.from(column.values, (value) => (wanted.includes(value.id) ? 1 : 0));
    const count = new Uint32Array(column.values.length);
    counts[id] = count;
    return [{ isOpen: wanted.length === 0, isWanted, of: column.of, count }];
  });
  const kept: number[] = [];
  for (const plugin of plugins) {
    let missed: (typeof groups)[number] | undefined;
    let misses = 0;
    for (const group of groups) {
      if (group.isOpen || group.of[plugin]?.some((value) => group.isWanted[value] === 1)) continue;
      missed = group;
      if (++misses > 1) break;
    }
    if (misses > 1) continue;
    if (misses === 0) kept.push(plugin);
    for (const group of missed === undefined ? groups : [missed])
      for (const value of group.of[plugin] ?? []) group.count[value] = (group.count[value] ?? 0) + 1;
  }
  return { plugins: kept, counts };
}

/**
 * Plugins in the order asked for. By relevance they stay as they are; of equals, the first by name comes first.
 * @param days when each plugin was listed or last changed, for an order by date
 */
export function sorted(plugins: readonly number[], sort: Sort, days: ArrayLike<number>): number[] {
  if (sort === 'relevance') return [...plugins];
  if (sort === 'name') return [...plugins].sort((a, b) => a - b);
  return [...plugins].sort((a, b) => (days[b] ?? 0) - (days[a] ?? 0) || a - b);
}
