/// <reference lib="dom" />
import { count } from '../../words.ts';
import { decodeNames } from '../names-file.ts';
import { createNamesIndex, isWhole } from '../names-index.ts';
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
  const close = element('button', { type: 'button', class: 'search-close' }, 'Close');
  const keys = element('button', { type: 'button' }, 'Keyboard');
  const list = element('ul', { class: 'search-suggestions', 'aria-label': 'Suggestions' });
  const status = element('p', { role: 'status', class: 'search-count' });
  const form = element(
    'form',
    { action: siteBase(), method: 'get' },
    element('label', { for: 'quick-q' }, 'Search plugins'),
    field,
  );
  dialog.replaceChildren(
    form,
    status,
    list,
    element(
      'p',
      { id: 'quick-hint', class: 'search-hint' },
      'Arrow keys to move, Enter to open, Esc to close.',
    ),
    element('p', {}, close, ' ', keys),
  );
  keys.addEventListener('click', () => void import('./keys.ts').then(({ openKeys }) => openKeys()));
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
    const query = field.value.trim();
    try {
      const names = await siteNames();
      if (turn !== latest) return;
      const typed = typedWords(query);
      const found = names.search(query);
      const sure = found.filter(isWhole);
      const shown = (sure.length > 0 ? sure : found).slice(0, mostPlugins).map(({ plugin }) => plugin);
      const words = names.suggestWords(query, mostWords + 1);
      const near = shown.length + words.length === 0 ? names.nearest(query, 3) : [];
      const item = (plugin: number) => {
        const name = names.names[plugin] ?? '';
        const title = names.titles[plugin] ?? name;
        const link = element('a', { href: pluginHref(name) }, element('bdi', {}, ...marked(title, typed)));
        if (title !== name) link.append(' ', element('code', {}, ...marked(name, typed)));
        return element('li', {}, link);
      };
      const ask = (asked: string, label: string) =>
        element('li', {}, element('a', { href: allResults(asked) }, label, ' ', element('q', {}, asked)));
      list.replaceChildren(
        ...shown.map(item),
        ...near.map(item),
        // The word that is there already is what the last line asks for.
        ...words
          .filter((word) => word !== typed.join(' '))
          .slice(0, mostWords)
          .map((word) => ask(word, 'Search for')),
        ...(query === '' ? [] : [ask(query, 'Everything about')]),
      );
      status.textContent =
        query === ''
          ? ''
          : near.length > 0
            ? 'No such name. These are near:'
            : `${count(sure.length, 'plugin', 'plugins')} by name`;
    } catch {
      if (turn !== latest) return;
      list.replaceChildren();
      status.textContent = 'Suggestions could not be loaded. Press Enter to search on the first page.';
    }
  });
  return field;
}
