/// <reference lib="dom" />
import { count } from '../../words.ts';
import { isWhole, type NamesIndex } from '../names-index.ts';
import { longestQuery, typedWords } from '../words.ts';
import { closeFromOutside } from './close-from-outside.ts';
import { arrowKeys, element, siteBase } from './dom.ts';
import { siteNames } from './names.ts';
import { pluginLink } from './plugin-link.ts';

/** Plugins and words that are suggested at once. */
const mostPlugins = 8;
const mostWords = 3;

const failure = 'More could not be loaded. Press Enter to search on the home page.';

/** Milliseconds after which names are suggested as long as nothing else is there, once the whole search has answered before. */
const slow = 40;

let input: HTMLInputElement | undefined;

/** Opens the search from whatever page: it suggests names at once, and shows the best of everything that is found. Filters are on the first page. */
export function openQuick(dialog: HTMLDialogElement, text: string): void {
  input ??= make(dialog);
  // Each letter that was typed before it was there asks for it.
  if (dialog.open && document.activeElement === input) return;
  if (!dialog.open) dialog.showModal();
  if (text !== '') input.value = text;
  input.focus();
  if (text === '') input.select();
  input.dispatchEvent(new Event('input'));
}

function allResults(query: string): string {
  return `${siteBase()}?q=${encodeURIComponent(query)}`;
}

function make(dialog: HTMLDialogElement): HTMLInputElement {
  const { form, field, status, list, close, keys } = layOut(dialog);
  keys.addEventListener('click', () => {
    import('./keys.ts').then(
      ({ openKeys }) => openKeys(),
      () => {
        status.textContent = 'The list of keys could not be loaded.';
      },
    );
  });
  close.addEventListener('click', () => dialog.close());
  closeFromOutside(dialog);
  list.addEventListener('click', (event) => {
    if (leadsHere(event)) dialog.close();
  });
  form.addEventListener('submit', (event) => {
    if (field.value.trim() === '') event.preventDefault();
  });
  arrowKeys(field, dialog, '.search-suggestions a');
  field.addEventListener('keydown', (event) => {
    // Some browsers would empty the field first.
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });
  let latest: Shown = { items: [], said: '' };
  const show = () => {
    // Whoever is on their way through the list is not to lose their place.
    if (list.contains(document.activeElement)) return;
    if (list.firstChild !== latest.items[0]) list.replaceChildren(...latest.items);
    if (status.textContent !== latest.said) status.textContent = latest.said;
  };
  const run = createRun(
    () => field.value.trim(),
    (shown) => {
      latest = shown;
      show();
    },
  );
  field.addEventListener('input', () => void run());
  field.addEventListener('focus', show);
  return field;
}

/** Whether a link is followed to a place of this page, which stays behind the dialog. */
function leadsHere({ target, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  const link = target instanceof Element ? target.closest('a') : null;
  if (link === null || ctrlKey || metaKey || shiftKey) return false;
  return link.hash !== '' && link.pathname === location.pathname && link.search === location.search;
}

/** What is listed, and what is said of it. */
type Shown = { items: HTMLLIElement[]; said: string };

/** What answers what is typed: names, as long as nothing else is there, and then the best of everything. What is typed meanwhile takes its place. */
function createRun(typed: () => string, show: (shown: Shown) => void): () => Promise<void> {
  let latest = 0;
  let isReady = false;

  async function preview(turn: number, query: string, hasFailed = false): Promise<void> {
    const names = await siteNames().catch(() => undefined);
    if (turn !== latest) return;
    const found = names ? suggest(names, query) : { items: [], said: '' };
    if (hasFailed) found.said = found.said === '' ? failure : `${found.said.replace(/:$/, '')}. ${failure}`;
    show(found);
  }

  return async () => {
    const turn = ++latest;
    const query = typed();
    if (query === '') return show({ items: [], said: '' });
    const isSlow = setTimeout(() => void preview(turn, query), isReady ? slow : 0);
    try {
      const { quickResults } = await import('./quick-results.ts');
      const { items, said } = await quickResults(query);
      isReady = true;
      if (turn === latest) show({ items: [...items, queryItem('Everything about', query)], said });
    } catch {
      if (turn === latest) await preview(turn, query, true);
    } finally {
      clearTimeout(isSlow);
    }
  };
}

type Parts = {
  form: HTMLFormElement;
  field: HTMLInputElement;
  status: HTMLElement;
  list: HTMLElement;
  close: HTMLButtonElement;
  keys: HTMLButtonElement;
};

/** The parts of the dialog, in the order in which they are seen. */
function layOut(dialog: HTMLDialogElement): Parts {
  dialog.classList.add('search-dialog');
  const field = element('input', {
    type: 'search',
    name: 'q',
    id: 'quick-q',
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: String(longestQuery),
    'aria-describedby': 'quick-hint',
  });
  const form = element(
    'form',
    { action: siteBase(), method: 'get' },
    element('label', { for: 'quick-q' }, element('strong', {}, 'Search plugins')),
    field,
  );
  const status = element('p', { role: 'status', class: 'search-count quiet small' });
  const list = element('ul', { class: 'search-suggestions', 'aria-label': 'Suggestions' });
  const hint = 'Arrow keys to move, Enter to open, Esc to close.';
  const close = element('button', { type: 'button' }, 'Close');
  const keys = element('button', { type: 'button' }, 'Keyboard');
  dialog.replaceChildren(
    form,
    status,
    list,
    element('p', { id: 'quick-hint', class: 'quiet small' }, hint),
    element('p', {}, close, ' ', keys),
  );
  return { form, field, status, list, close, keys };
}

/** What is suggested by names alone: plugins, words to go on with, and last everything about it. */
function suggest(names: NamesIndex, query: string): Shown {
  const typed = typedWords(query);
  const found = names.search(query);
  const whole = found.filter(isWhole);
  const shown = (whole.length > 0 ? whole : found).slice(0, mostPlugins).map(({ plugin }) => plugin);
  const words = names.suggestWords(query, mostWords + 1);
  const near = shown.length + words.length === 0 ? names.nearest(query, 3) : [];
  // The word that is there already is what the last line asks for.
  const others = words.filter((word) => word !== typed.join(' ')).slice(0, mostWords);
  return {
    items: [
      ...[...shown, ...near].map((plugin) => pluginItem(names, plugin, typed)),
      ...others.map((word) => queryItem('Search for', word)),
      queryItem('Everything about', query),
    ],
    said:
      near.length > 0
        ? 'No such name. These are near:'
        : whole.length === 0 && shown.length > 0
          ? 'No name has all of it. These have some of it:'
          : `${count(whole.length, 'plugin', 'plugins')} by name`,
  };
}

function pluginItem({ names, titles }: NamesIndex, plugin: number, typed: readonly string[]): HTMLLIElement {
  const name = names[plugin] ?? '';
  return element('li', {}, pluginLink(name, titles[plugin] ?? name, typed));
}

function queryItem(label: string, query: string): HTMLLIElement {
  return element('li', {}, element('a', { href: allResults(query) }, label, ' ', element('q', {}, query)));
}
