/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { pageSteps } from '../../page-steps.ts';
import { count } from '../../words.ts';
import { type FacetGroup, facetGroups, sorts } from '../facets.ts';
import { isWhole } from '../names-index.ts';
import { type Outcome, pageSize } from '../search.ts';
import { isAsking, readState, type SearchState, toggled, writeState } from '../url-state.ts';
import { longestQuery } from '../words.ts';
import { createCard } from './card.ts';
import { arrowKeys, element, pluginHref, siteBase } from './dom.ts';
import { createFilters } from './filters.ts';
import { siteSearch } from './source.ts';

/** Milliseconds without a letter after which the address says what was typed. */
const settled = 300;

/** Milliseconds after which results are shown without what is still to come of them. */
const patience = 3000;

let isStarted = false;

/** Searches as the field says, and shows what is found in `place`, which everything marked as the default gives way to. */
export function startResults(input: HTMLInputElement, place: HTMLElement): void {
  if (isStarted) return;
  isStarted = true;
  const search = siteSearch();
  const typedBefore = input.value;
  let state = readState(location.search);
  let turn = 0;
  /** Runs where what was typed last is not in the address yet. */
  let timer: ReturnType<typeof setTimeout> | undefined;
  let titles: Outcome['columns'] = {};
  let scrolled: ReturnType<typeof setTimeout> | undefined;
  let scrollTo: number | undefined;
  input.maxLength = longestQuery;

  const status = element('p', { class: 'search-count', role: 'status' });
  const chips = element('ul', { class: 'search-chips', 'aria-label': 'Active filters' });
  const list = element('ol', { class: 'search-list' });
  const note = element('div', { class: 'search-note' });
  const pages = element('nav', { class: 'search-pages', 'aria-label': 'Pages of results' });
  const sortBy = element('select', { id: 'search-sort' });
  for (const { id, title } of sorts) sortBy.append(element('option', { value: id }, title));
  const filters = createFilters(
    (group, value) => ask(toggled(state, group, value), true),
    () => void run(),
  );
  const head = element(
    'div',
    { class: 'search-head' },
    element('h2', { id: 'results-title' }, 'Results'),
    status,
    element('p', { class: 'search-sort' }, element('label', { for: 'search-sort' }, 'Sort by'), ' ', sortBy),
  );
  const main = element('div', { class: 'search-main' }, head, chips, note, list, pages);
  place.replaceChildren(
    element('section', { class: 'search-results', 'aria-labelledby': 'results-title' }, filters.place, main),
  );
  sortBy.addEventListener('change', () => {
    const sort = sorts.find(({ id }) => id === sortBy.value)?.id ?? 'relevance';
    ask({ ...state, sort, page: 1 }, true);
  });
  arrowKeys(input, place, '[data-result]');
  // Names are what the first letter is answered from. Where they cannot be had, whoever asks for them says so.
  search.names().catch(() => {});

  /** Takes over what is asked: in the address, as a step that Back undoes or in place of the last one, and on the page. */
  function ask(next: SearchState, isStep: boolean): void {
    const last = state;
    state = next;
    if (isStep || isAsking(last) !== isAsking(next)) {
      // Back leads to what was typed last, not to the letter before it.
      settle(last);
      keepScroll();
      history.pushState({}, '', location.pathname + writeState(next));
    } else {
      clearTimeout(timer);
      timer = setTimeout(() => settle(next), settled);
    }
    void run();
  }

  /** Writes what was typed last into the entry of the history that it was typed in, where that waits to be done. */
  function settle(typed: SearchState): void {
    if (timer === undefined) return;
    forget();
    if (writeState(typed) !== location.search)
      history.replaceState({}, '', location.pathname + writeState(typed));
  }

  function forget(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  function keepScroll(): void {
    const scroll = Math.round(scrollY);
    if (isAsking(state) && history.state?.scroll !== scroll)
      history.replaceState({ ...history.state, scroll }, '');
  }

  function showDefault(isDefault: boolean): void {
    place.hidden = isDefault;
    for (const part of document.querySelectorAll<HTMLElement>('[data-search-default]'))
      part.hidden = !isDefault;
    // The browser cannot find the place again on a page whose results come later.
    history.scrollRestoration = isDefault ? 'auto' : 'manual';
  }

  async function run(): Promise<void> {
    const now = ++turn;
    const asked = state;
    sortBy.value = asked.sort;
    showDefault(!isAsking(asked));
    if (!isAsking(asked)) {
      status.textContent = '';
      return;
    }
    showChips(asked);
    const isSlow = setTimeout(() => void preview(now, asked), 40);
    try {
      const outcome = await search.run(asked, filters.needsRare());
      clearTimeout(isSlow);
      if (now !== turn) return;
      titles = outcome.columns;
      await show(now, asked, outcome);
    } catch {
      clearTimeout(isSlow);
      if (now === turn) await preview(now, asked, true);
    }
  }

  /** Names that answer, as long as or because nothing else is there. */
  async function preview(now: number, asked: SearchState, hasFailed = false): Promise<void> {
    const names = await search.names().catch(() => undefined);
    if (now !== turn) return;
    const found = (names?.search(asked.query) ?? []).filter(isWhole);
    if (names && (Object.keys(asked.chosen).length === 0 || hasFailed))
      keepFocus(() => {
        list.replaceChildren(
          ...found
            .slice(0, pageSize)
            .map(({ plugin }) => createCard(names, plugin, undefined, asked.query).item),
        );
        pages.replaceChildren();
        note.replaceChildren();
      });
    if (!hasFailed) return;
    const again = element('button', { type: 'button' }, 'Try again');
    again.addEventListener('click', () => void run());
    const browse = element('a', { href: `${siteBase()}plugins/` }, 'Browse all plugins');
    note.replaceChildren(
      element(
        'p',
        {},
        'The search could not be loaded. These are found by name alone, and no filter applies.',
      ),
      element('p', {}, again, ' ', browse),
    );
    status.textContent = `${count(found.length, 'plugin', 'plugins')} by name`;
  }

  async function show(now: number, asked: SearchState, outcome: Outcome): Promise<void> {
    const names = await search.names();
    const cards = outcome.plugins.map((plugin) => ({
      plugin,
      card: createCard(names, plugin, outcome.standing(plugin), asked.query, outcome.byReadme.has(plugin)),
    }));
    const filled = Promise.all(
      cards.map(async ({ plugin, card }) => {
        const found = await search.details(plugin).catch(() => undefined);
        if (found) card.fill(found);
      }),
    );
    // What stands there is replaced once the new results are whole, or after a while: a list that grows line by line is hard to read.
    await Promise.race([filled, new Promise((done) => setTimeout(done, patience))]);
    if (now !== turn) return;
    keepFocus(() => {
      list.replaceChildren(...cards.map(({ card }) => card.item));
      list.start = (outcome.page - 1) * pageSize + 1;
      filters.update(asked, outcome);
      showChips(asked);
      showNote(asked, outcome, (plugin) => names.names[plugin] ?? '');
      showPages(asked, outcome);
    });
    const about = asked.query.trim() === '' ? '' : ` for “${asked.query.trim()}”`;
    const page = outcome.pages > 1 ? `, page ${outcome.page} of ${outcome.pages}` : '';
    status.textContent = `${count(outcome.total, 'plugin', 'plugins')}${about}${page}`;
    if (scrollTo === undefined) return;
    await filled;
    if (now === turn) globalThis.scrollTo({ top: scrollTo, behavior: 'instant' });
    scrollTo = undefined;
  }

  function showChips(asked: SearchState): void {
    const items = facetGroups.flatMap(({ id, title }) =>
      (asked.chosen[id] ?? []).map((value) => {
        const shown = titles[id]?.values.find((each) => each.id === value)?.title ?? value;
        const chip = element(
          'button',
          {
            type: 'button',
            'aria-label': `Remove the filter ${title}: ${shown}`,
            'data-key': `chip ${id} ${value}`,
          },
          `${title}: `,
          element('bdi', {}, shown),
          element('span', { 'aria-hidden': 'true' }, ' ×'),
        );
        chip.addEventListener('click', () => {
          const next = chip.closest('li')?.nextElementSibling?.querySelector('button');
          (next ?? input).focus();
          ask(toggled(state, id as FacetGroup, value), true);
        });
        return element('li', {}, chip);
      }),
    );
    if (items.length > 1) items.push(element('li', {}, clearButton()));
    chips.replaceChildren(...items);
    chips.hidden = items.length === 0;
  }

  function clearButton(): HTMLButtonElement {
    const clear = element('button', { type: 'button', 'data-key': 'clear' }, 'Clear filters');
    clear.addEventListener('click', () => {
      input.focus();
      ask({ ...state, chosen: {}, page: 1 }, true);
    });
    return clear;
  }

  function showNote(asked: SearchState, outcome: Outcome, nameOf: (plugin: number) => string): void {
    const parts: Node[] = [];
    const query = asked.query.trim();
    if (outcome.total > 0) {
      if (outcome.isPartial)
        parts.push(
          element('p', {}, 'No plugin has all of ', element('q', {}, query), '. These have some of it.'),
        );
      else if (outcome.corrected !== undefined)
        parts.push(element('p', {}, 'Also searched for ', element('q', {}, outcome.corrected), '.'));
      note.replaceChildren(...parts);
      return;
    }
    const hasFilters = Object.keys(asked.chosen).length > 0;
    parts.push(
      query === ''
        ? element('p', {}, 'No plugin has all that is chosen.')
        : element(
            'p',
            {},
            'Nothing was found for ',
            element('q', {}, query),
            hasFilters ? ' with these filters.' : '.',
          ),
    );
    if (outcome.nearest.length > 0) {
      const near = element('ul', { class: 'words', 'aria-label': 'Plugins with names that are near' });
      for (const plugin of outcome.nearest) {
        const name = nameOf(plugin);
        near.append(element('li', {}, element('a', { href: pluginHref(name), 'data-result': '' }, name)));
      }
      parts.push(element('p', {}, 'Did you mean'), near);
    }
    const ways = element('p', { class: 'search-ways' });
    if (hasFilters) ways.append(clearButton(), ' ');
    ways.append(
      element('a', { href: `${siteBase()}plugins/` }, 'Browse all plugins'),
      ' ',
      element('a', { href: `${siteBase()}guide/` }, 'Write this plugin and submit it'),
    );
    parts.push(ways);
    note.replaceChildren(...parts);
  }

  function showPages(asked: SearchState, { page, pages: count }: Outcome): void {
    const link = (to: number, text: string, label: string) => {
      const made = element(
        'a',
        {
          href: location.pathname + writeState({ ...asked, page: to }),
          'aria-label': label,
          'data-key': `page ${text}`,
        },
        text,
      );
      if (text === String(page)) made.setAttribute('aria-current', 'page');
      made.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        ask({ ...asked, page: to }, true);
        head.scrollIntoView({ block: 'start' });
        list.querySelector<HTMLElement>('[data-result]')?.focus({ preventScroll: true });
      });
      return made;
    };
    pages.hidden = count <= 1;
    pages.replaceChildren(
      ...(page > 1 ? [link(page - 1, 'Previous', 'Previous page')] : []),
      ...pageSteps(page, count).map((step) =>
        step === 'gap'
          ? element('span', { 'aria-hidden': 'true' }, '…')
          : link(step, String(step), `Page ${step}`),
      ),
      ...(page < count ? [link(page + 1, 'Next', 'Next page')] : []),
    );
  }

  /** Draws anew, and gives the focus back to what takes the place of what had it. */
  function keepFocus(draw: () => void): void {
    const before = document.activeElement;
    const key = place.contains(before) ? before?.getAttribute('data-key') : null;
    draw();
    if (before?.isConnected === true || key === null || key === undefined) return;
    const after = [...place.querySelectorAll<HTMLElement>('[data-key]')].find(
      (each) => each.dataset.key === key,
    );
    (after ?? input).focus({ preventScroll: true });
  }

  input.addEventListener('input', () => ask({ ...state, query: input.value, page: 1 }, false));
  input.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value !== state.query) ask({ ...state, query: input.value, page: 1 }, false);
    settle(state);
  });
  addEventListener('popstate', () => {
    // The entry that it was typed in is no longer the current one.
    forget();
    clearTimeout(scrolled);
    state = readState(location.search);
    input.value = state.query;
    scrollTo = typeof history.state?.scroll === 'number' ? history.state.scroll : 0;
    void run();
  });
  addEventListener('scroll', () => {
    clearTimeout(scrolled);
    if (scrollTo === undefined) scrolled = setTimeout(keepScroll, 100);
  });
  addEventListener('pagehide', () => {
    settle(state);
    keepScroll();
  });

  if (typeof history.state?.scroll === 'number') scrollTo = history.state.scroll;
  if (typedBefore !== '' && typedBefore !== state.query)
    ask({ ...state, query: typedBefore, page: 1 }, false);
  else {
    input.value = state.query;
    void run();
  }
}
