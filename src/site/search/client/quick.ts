/// <reference lib="dom" />
import { count } from '../../words.ts';
import { decodeNames } from '../names-file.ts';
import { createNamesIndex, isWhole, type NamesIndex } from '../names-index.ts';
import { once } from '../once.ts';
import { longestQuery, typedWords } from '../words.ts';
import { arrowKeys, element, marked, pluginHref, siteBase } from './dom.ts';
import { namesText } from './site-names.ts';

/** Plugins and words that are suggested at once. */
const mostPlugins = 8;
const mostWords = 3;

/** Names alone, because what only results need would be loaded with them. */
const siteNames = once(async () => createNamesIndex(decodeNames(await namesText())));

let input: HTMLInputElement | undefined;

/** Opens the search that suggests names, from whatever page. Everything else that can be found is on the first page. */
export function openQuick(dialog: HTMLDialogElement, text: string): void {
  input ??= make(dialog);
  if (dialog.open) return;
  dialog.showModal();
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
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  form.addEventListener('submit', (event) => {
    if (field.value.trim() === '') event.preventDefault();
  });
  arrowKeys(field, dialog, '.search-suggestions a');
  let latest = 0;
  field.addEventListener('input', async () => {
    const turn = ++latest;
    const names = await siteNames().catch(() => undefined);
    if (turn !== latest) return;
    const { items, said } = names
      ? suggest(names, field.value.trim())
      : {
          items: [],
          said: 'Suggestions could not be loaded. Press Enter to search on the first page.',
        };
    list.replaceChildren(...items);
    status.textContent = said;
  });
  return field;
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
    element('label', { for: 'quick-q' }, 'Search plugins'),
    field,
  );
  const status = element('p', { role: 'status', class: 'search-count' });
  const list = element('ul', { class: 'search-suggestions', 'aria-label': 'Suggestions' });
  const hint = 'Arrow keys to move, Enter to open, Esc to close.';
  const close = element('button', { type: 'button', class: 'search-close' }, 'Close');
  const keys = element('button', { type: 'button' }, 'Keyboard');
  dialog.replaceChildren(
    form,
    status,
    list,
    element('p', { id: 'quick-hint', class: 'search-hint' }, hint),
    element('p', {}, close, ' ', keys),
  );
  return { form, field, status, list, close, keys };
}

/** What is suggested for what is typed, and what is said of it: plugins by name, words to go on with, and last everything about it. */
function suggest(names: NamesIndex, query: string): { items: HTMLLIElement[]; said: string } {
  if (query === '') return { items: [], said: '' };
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
        : `${count(whole.length, 'plugin', 'plugins')} by name`,
  };
}

function pluginItem({ names, titles }: NamesIndex, plugin: number, typed: readonly string[]): HTMLLIElement {
  const name = names[plugin] ?? '';
  const title = titles[plugin] ?? name;
  const link = element('a', { href: pluginHref(name) }, element('bdi', {}, ...marked(title, typed)));
  if (title !== name) link.append(' ', element('code', {}, ...marked(name, typed)));
  return element('li', {}, link);
}

function queryItem(label: string, query: string): HTMLLIElement {
  return element('li', {}, element('a', { href: allResults(query) }, label, ' ', element('q', {}, query)));
}
