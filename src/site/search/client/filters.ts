/// <reference lib="dom" />
import { type FacetGroup, facetGroups, inOrder } from '../facets.ts';
import type { Outcome } from '../search.ts';
import type { SearchState } from '../url-state.ts';
import { element } from './dom.ts';

/** Values of a group that are shown before somebody asks for more. */
const mostValues = 8;
const moreValues = 40;

export type Filters = {
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
  const all = element('details', { class: 'search-filters' }, summary);
  // A wide window has room beside the results; a narrow one shows these when they are asked for.
  all.open = matchMedia('(min-width: 60rem)').matches;
  const limits = new Map<FacetGroup, number>();
  let redraw = () => {};
  const groups = facetGroups.map(({ id, title, rare }) => {
    const list = element('ul', { 'aria-label': title });
    const more = element('button', { type: 'button', 'data-key': `more ${id}`, hidden: '' }, 'Show more');
    const box = element('details', {}, element('summary', {}, title), list, more);
    box.open = id === 'category' || id === 'kind' || id === 'can';
    box.hidden = true;
    if (rare)
      box.addEventListener('toggle', () => {
        if (box.open) opened();
      });
    more.addEventListener('click', () => {
      limits.set(id, (limits.get(id) ?? mostValues) + moreValues);
      redraw();
    });
    all.append(box);
    return { id, title, rare, list, more, box };
  });
  for (const { list, id } of groups)
    list.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement) choose(id, event.target.value);
    });
  return {
    place: all,
    needsRare: () => groups.some(({ rare, box }) => rare && box.open),
    update(state, outcome) {
      const number = Object.values(state.chosen).flat().length;
      summary.textContent = number === 0 ? 'Filters' : `Filters (${number})`;
      redraw = () => {
        for (const { id, title, list, more, box } of groups) {
          const column = outcome.columns[id];
          const counts = outcome.counts[id];
          const chosen = state.chosen[id] ?? [];
          if (chosen.length > 0) box.open = true;
          box.hidden = false;
          if (!column || !counts) continue;
          // By how many there are now; a chosen value stays, even if nothing is left of it.
          const values = column.values
            .map((value, index) => ({
              ...value,
              count: counts[index] ?? 0,
              isChosen: chosen.includes(value.id),
            }))
            .filter(({ count, isChosen }) => count > 0 || isChosen);
          for (const value of chosen)
            if (!values.some(({ id: known }) => known === value))
              values.push({ id: value, title: value, count: 0, isChosen: true });
          const limit = limits.get(id) ?? mostValues;
          // A button for a few is longer than they are.
          const most = values.length <= limit + 5 ? values.length : limit;
          box.hidden = values.length === 0;
          more.hidden = values.length <= most;
          more.setAttribute('aria-label', `Show more of ${title}`);
          const shown = inOrder(id, values).slice(0, most);
          list.replaceChildren(
            ...shown.map((value) => {
              const input = element('input', {
                type: 'checkbox',
                value: value.id,
                'data-key': `value ${id} ${value.id}`,
              });
              input.checked = value.isChosen;
              return element(
                'li',
                {},
                element(
                  'label',
                  {},
                  input,
                  ' ',
                  element('bdi', {}, value.title),
                  ' ',
                  element('span', { class: 'search-number' }, value.count.toLocaleString('en')),
                ),
              );
            }),
          );
        }
      };
      redraw();
    },
  };
}
