/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { count } from '../../words.ts';
import { type FacetColumns, type Sort, sorts } from '../facets.ts';
import type { NamesIndex } from '../names-index.ts';
import { type Outcome, pageSize } from '../search.ts';
import { isAsking, type SearchState, toggled } from '../url-state.ts';
import { type Card, createCard } from './card.ts';
import { chipsOf } from './chips.ts';
import { arrowKeys, element } from './dom.ts';
import { createFilters } from './filters.ts';
import { notesOn, notesOnFailure, notesOnNothing } from './notes.ts';
import { pageLinks } from './page-links.ts';
import { showDefault } from './show-default.ts';

/** What the results ask of whoever searches. */
type Asking = {
  /** What is asked now. */
  state(): SearchState;
  /** Asks for something else, as a step that Back undoes. */
  ask(next: SearchState): void;
  /** Asks for the same again. */
  again(): void;
};

/** What is seen of a search. */
export type ResultsView = {
  /** Shows at once what is known of what is asked: that it is, and what is chosen. */
  begin(asked: SearchState): void;
  /** Whether values to choose from are shown that are loaded only then. */
  needsRare(): boolean;
  /** Shows plugins by their names, as long as nothing else is there. */
  showNames(asked: SearchState, names: NamesIndex, plugins: readonly number[]): void;
  /** Says that names are all that there is, and of how many plugins; undefined where not even names are there. */
  showFailure(found: number | undefined): void;
  /** Shows a page of results, whose cards are given. */
  show(asked: SearchState, outcome: Outcome, cards: readonly Card[], names: NamesIndex): void;
};

/** Puts the results of a search into `place`, which everything marked as the default gives way to. */
export function createResultsView(
  input: HTMLInputElement,
  place: HTMLElement,
  { state, ask, again }: Asking,
): ResultsView {
  const sortBy = sortChoice((sort) => ask({ ...state(), sort, page: 1 }));
  const filters = createFilters((group, value) => ask(toggled(state(), group, value)), again);
  const { head, status, chips, note, list, pages } = layOut(place, filters.place, sortBy);
  arrowKeys(input, place, '[data-result]');
  /** What the values of the last results are called. */
  let columns: FacetColumns = {};
  /** Whether another page was asked for, so that its first result is to be gone to. */
  let isTurning = false;

  function clearButton(): HTMLButtonElement {
    const clear = element('button', { type: 'button', 'data-key': 'clear' }, 'Clear filters');
    clear.addEventListener('click', () => {
      input.focus();
      ask({ ...state(), chosen: {}, page: 1 });
    });
    return clear;
  }

  function showChips(asked: SearchState): void {
    const items = chipsOf(asked, columns, (group, value, next) => {
      (next ?? input).focus();
      ask(toggled(state(), group, value));
    });
    if (items.length > 1) items.push(element('li', {}, clearButton()));
    chips.replaceChildren(...items);
    chips.hidden = items.length === 0;
  }

  function showNotes(asked: SearchState, outcome: Outcome, names: NamesIndex): void {
    const nearest = outcome.nearest.map((plugin) => names.names[plugin] ?? '');
    const clear = Object.keys(asked.chosen).length > 0 ? clearButton() : undefined;
    note.replaceChildren(
      ...(outcome.total > 0 ? notesOn(asked, outcome) : notesOnNothing(asked, nearest, clear)),
    );
  }

  function goToPage(asked: SearchState, page: number): void {
    isTurning = true;
    ask({ ...asked, page });
    head.scrollIntoView({ block: 'start' });
  }

  return {
    begin(asked) {
      sortBy.value = asked.sort;
      showDefault(place, !isAsking(asked));
      // The browser cannot find the place again on a page whose results come later.
      history.scrollRestoration = isAsking(asked) ? 'manual' : 'auto';
      if (isAsking(asked)) showChips(asked);
      else status.textContent = '';
    },
    needsRare: filters.needsRare,
    showNames(asked, names, plugins) {
      keepFocus(input, place, () => {
        list.replaceChildren(
          ...plugins.map((plugin) => createCard(names, plugin, undefined, asked.query).item),
        );
        pages.replaceChildren();
        note.replaceChildren();
      });
    },
    showFailure(found) {
      keepFocus(input, place, () => note.replaceChildren(...notesOnFailure(again, found !== undefined)));
      status.textContent =
        found === undefined ? 'Nothing could be loaded' : `${count(found, 'plugin', 'plugins')} by name`;
    },
    show(asked, outcome, cards, names) {
      columns = outcome.columns;
      // Whoever has typed since is not to lose the field.
      const isTurned = isTurning && document.activeElement !== input;
      isTurning = false;
      keepFocus(input, place, () => {
        list.replaceChildren(...cards.map(({ item }) => item));
        list.start = (outcome.page - 1) * pageSize + 1;
        filters.update(asked, outcome);
        showChips(asked);
        showNotes(asked, outcome, names);
        pages.hidden = outcome.pages <= 1;
        pages.replaceChildren(...pageLinks(asked, outcome, (page) => goToPage(asked, page)));
      });
      if (isTurned) list.querySelector<HTMLElement>('[data-result]')?.focus({ preventScroll: true });
      const about = asked.query.trim() === '' ? '' : ` for “${asked.query.trim()}”`;
      const page = outcome.pages > 1 ? `, page ${outcome.page} of ${outcome.pages}` : '';
      status.textContent = `${count(outcome.total, 'plugin', 'plugins')}${about}${page}`;
    },
  };
}

type Parts = {
  head: HTMLElement;
  status: HTMLElement;
  chips: HTMLElement;
  note: HTMLElement;
  list: HTMLOListElement;
  pages: HTMLElement;
};

/** The parts of the results, in the order in which they are seen. */
function layOut(place: HTMLElement, filters: HTMLElement, sortBy: HTMLElement): Parts {
  const status = element('p', { class: 'search-count quiet small', role: 'status' });
  const chips = element('ul', { class: 'search-chips', 'aria-label': 'Active filters' });
  const note = element('div', { class: 'search-note' });
  const list = element('ol', { class: 'search-list' });
  const pages = element('nav', { class: 'search-pages', 'aria-label': 'Pages of results' });
  const head = element(
    'div',
    { class: 'search-head' },
    element('h2', { id: 'results-title' }, 'Results'),
    status,
    element('p', { class: 'search-sort' }, element('label', { for: 'search-sort' }, 'Sort by'), ' ', sortBy),
  );
  const main = element('div', { class: 'search-main' }, head, chips, note, list, pages);
  place.replaceChildren(
    element('section', { class: 'search-results', 'aria-labelledby': 'results-title' }, filters, main),
  );
  return { head, status, chips, note, list, pages };
}

/** The orders to choose from. `choose` is told of another one. */
function sortChoice(choose: (sort: Sort) => void): HTMLSelectElement {
  const box = element('select', { id: 'search-sort' });
  for (const { id, title } of sorts) box.append(element('option', { value: id }, title));
  box.addEventListener('change', () => choose(sorts.find(({ id }) => id === box.value)?.id ?? 'relevance'));
  return box;
}

/** Draws anew, and gives the focus back to what takes the place of what had it, or else to the input. */
function keepFocus(input: HTMLInputElement, place: HTMLElement, draw: () => void): void {
  const before = document.activeElement;
  const key = place.contains(before) ? before?.getAttribute('data-key') : null;
  draw();
  if (before?.isConnected === true || key === null || key === undefined) return;
  const after = [...place.querySelectorAll<HTMLElement>('[data-key]')].find(
    (each) => each.dataset.key === key,
  );
  (after ?? input).focus({ preventScroll: true });
}
