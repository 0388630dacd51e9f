import { type Chosen, type FacetGroup, facetGroups, type Sort, sorts, valueId } from './facets.ts';
import { longestQuery } from './words.ts';

/** What a search asks: everything that its address says. */
export type SearchState = {
  query: string;
  chosen: Chosen;
  sort: Sort;
  /** From 1 on. */
  page: number;
};

/** Values of one group that are read from an address. */
const mostValues = 50;

/** What an address asks. What it says wrongly is left out. */
export function readState(search: string): SearchState {
  const parameters = new URLSearchParams(search);
  const chosen: Chosen = {};
  for (const { id } of facetGroups) {
    const given = parameters.getAll(id).filter((value) => value !== '');
    const values = [...new Set(given.map((value) => asId(id, value)))].slice(0, mostValues);
    if (values.length > 0) chosen[id] = values;
  }
  const sort = parameters.get('sort');
  const page = parameters.get('page') ?? '';
  return {
    query: (parameters.get('q') ?? '').slice(0, longestQuery),
    chosen,
    sort: sorts.find(({ id }) => id === sort)?.id ?? 'relevance',
    page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
  };
}

/** An id as it is, or that of a text: who writes an address by hand knows an author or a tag by what it is called. */
function asId(group: FacetGroup, value: string): string {
  return /[^a-z0-9-]/.test(value) ? valueId(group, value) : value;
}

/** The part of the address from `?` on, empty where nothing is asked. The same state gives the same text. */
export function writeState({ query, chosen, sort, page }: SearchState): string {
  const parameters = new URLSearchParams();
  if (query.trim() !== '') parameters.set('q', query);
  for (const { id } of facetGroups) for (const value of chosen[id] ?? []) parameters.append(id, value);
  if (sort !== 'relevance') parameters.set('sort', sort);
  if (page > 1) parameters.set('page', String(page));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether anything is asked, so that there are results to show. */
export function isAsking({ query, chosen, sort, page }: SearchState): boolean {
  return query.trim() !== '' || Object.keys(chosen).length > 0 || sort !== 'relevance' || page > 1;
}

/** The state with a value of a group chosen, or no longer chosen, from its first page on. */
export function toggled(state: SearchState, group: keyof Chosen, value: string): SearchState {
  const { [group]: own = [], ...others } = state.chosen;
  const left = own.includes(value) ? own.filter((each) => each !== value) : [...own, value];
  return { ...state, chosen: left.length === 0 ? others : { ...others, [group]: left }, page: 1 };
}
