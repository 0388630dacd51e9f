/// <reference lib="dom" />
import { type FacetColumn, type FacetGroup, facetGroups, inOrder, type Offered } from '../facets.ts';
import type { Outcome } from '../search.ts';
import type { SearchState } from '../url-state.ts';
import { element } from './dom.ts';

/** Values of a group that are shown before somebody asks for more. */
const mostValues = 8;
const moreValues = 40;

/** What a search is narrowed by, on the page. */
type Filters = {
  place: HTMLElement;
  /** Shows what there is to choose from, and how much of each. */
  update(state: SearchState, outcome: Outcome): void;
  /** Whether a group is open whose values are loaded only then. */
  needsRare(): boolean;
};

/** The groups to narrow a search by. `choose` is told of every click; `opened` of a group whose values are not there yet. */
export function createFilters(
  choose: (group: FacetGroup, value: string) => void,
  opened: () => void,
): Filters {
  const summary = element('summary', {}, 'Filters');
  const groups = facetGroups.map(({ id, title, rare }) => {
    const box = createGroup(id, title, (value) => choose(id, value));
    if (rare)
      box.place.addEventListener('toggle', () => {
        if (box.place.open && !box.isThere()) opened();
      });
    return { id, rare, ...box };
  });
  const all = element('details', { class: 'search-filters' }, summary, ...groups.map(({ place }) => place));
  // A wide window has room beside the results; a narrow one shows these when they are asked for.
  all.open = matchMedia('(min-width: 60rem)').matches;
  return {
    place: all,
    needsRare: () => groups.some(({ rare, place }) => rare && place.open),
    update({ chosen }, { columns, counts }) {
      const number = Object.values(chosen).flat().length;
      summary.textContent = number === 0 ? 'Filters' : `Filters (${number})`;
      for (const { id, update } of groups) update(chosen[id] ?? [], columns[id], counts[id]);
    },
  };
}

type Group = {
  place: HTMLDetailsElement;
  /** Whether its values are those of the results that are shown. */
  isThere(): boolean;
  /** Without a column its values are not loaded yet, and stay as they are. */
  update(
    chosen: readonly string[],
    column: FacetColumn | undefined,
    counts: ArrayLike<number> | undefined,
  ): void;
};

function createGroup(id: FacetGroup, title: string, choose: (value: string) => void): Group {
  let values: readonly Offered[] = [];
  let limit = mostValues;
  let hasChosen = false;
  let isThere = false;
  const list = element('ul', { 'aria-label': title });
  const more = element(
    'button',
    { type: 'button', 'data-key': `more ${id}`, 'aria-label': `Show more of ${title}`, hidden: '' },
    'Show more',
  );
  const place = element('details', {}, element('summary', {}, title), list, more);
  place.open = id === 'category' || id === 'kind' || id === 'can';
  place.hidden = true;
  const draw = () => {
    // A button for a few is longer than they are.
    const most = values.length <= limit + 5 ? values.length : limit;
    place.hidden = values.length === 0;
    more.hidden = values.length <= most;
    const shown = inOrder(id, values).slice(0, most);
    list.replaceChildren(...shown.map((value) => choice(id, value)));
  };
  more.addEventListener('click', () => {
    const shown = list.childElementCount;
    limit += moreValues;
    draw();
    // The button goes once all are there. What is new is where one goes on.
    if (more.hidden) list.children[shown]?.querySelector('input')?.focus();
  });
  list.addEventListener('change', (event) => {
    if (event.target instanceof HTMLInputElement) choose(event.target.value);
  });
  return {
    place,
    isThere: () => isThere,
    update(chosen, column, counts) {
      // Once, because whoever closes it does not want to see it.
      if (chosen.length > 0 && !hasChosen) place.open = true;
      hasChosen = chosen.length > 0;
      place.hidden = false;
      isThere = column !== undefined;
      if (!column || !counts) return;
      values = offered(column, counts, chosen);
      draw();
    },
  };
}

/** The values that there are now, and those that are chosen even if nothing is left of them. */
function offered(column: FacetColumn, counts: ArrayLike<number>, chosen: readonly string[]): Offered[] {
  const values = column.values
    .map((value, index) => ({ ...value, count: counts[index] ?? 0, isChosen: chosen.includes(value.id) }))
    .filter(({ count, isChosen }) => count > 0 || isChosen);
  for (const value of chosen)
    if (!values.some(({ id }) => id === value))
      values.push({ id: value, title: value, count: 0, isChosen: true });
  return values;
}

function choice(group: FacetGroup, { id, title, count, isChosen }: Offered): HTMLLIElement {
  const input = element('input', { type: 'checkbox', value: id, 'data-key': `value ${group} ${id}` });
  input.checked = isChosen;
  return element(
    'li',
    {},
    element(
      'label',
      {},
      input,
      ' ',
      element('bdi', {}, title),
      ' ',
      element('span', { class: 'search-number' }, count.toLocaleString('en')),
    ),
  );
}
