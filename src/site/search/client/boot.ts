/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// What every page loads of the search: where it starts, and the keys. The rest comes when somebody searches.
import { hasSingleKeys } from './settings.ts';
import { showDefault } from './show-default.ts';

const results = document.querySelector<HTMLElement>('[data-search-results]');
const dialog = document.querySelector<HTMLDialogElement>('[data-search-dialog]');
const input = document.querySelector<HTMLInputElement>('[data-search-form] input[name="q"]');

const loadResults = () => import('./results.ts');
const loadQuick = () => import('./quick.ts');
const loadKeys = () => import('./keys.ts');

const note = document.createElement('p');
note.className = 'search-failed small';
note.setAttribute('role', 'alert');

function link(href: string, text: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = href;
  made.textContent = text;
  return made;
}

/** Says in `place` that a script could not be loaded, and how to go on. */
function sayFailed(place: Element | null | undefined, what: string, ...ways: (Node | string)[]): void {
  const said = `${what} could not be loaded. `;
  // Each letter that is typed asks again, and need not have it read out again.
  if (note.parentNode === place && note.firstChild?.textContent === said) return;
  note.replaceChildren(said, ...ways);
  place?.append(note);
}

/** The same of the search. Without its scripts the form is one, which the first page answers. */
function saySearchFailed(): void {
  const browse = link(`${document.documentElement.dataset.base ?? '/'}plugins/`, 'browse all plugins');
  const reload = link('', 'reload the page');
  sayFailed(
    input?.form?.parentElement,
    'The search',
    'Press Enter or ',
    reload,
    ' to try again, or ',
    browse,
    '.',
  );
}

/** Goes to where one searches on this page: the field itself where the results have a place, a dialog anywhere else. */
function search(): void {
  const before = document.activeElement;
  // At once, so that what is typed while the rest is loaded is not lost.
  input?.focus({ preventScroll: !results });
  if (results && input) input.select();
  else if (dialog)
    loadQuick().then(({ openQuick }) => {
      note.remove();
      const text = input?.value ?? '';
      if (input) input.value = '';
      // Where the dialog is to leave the focus once it is closed.
      if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
      else input?.blur();
      openQuick(dialog, text);
    }, saySearchFailed);
}

/** @param place where it is said if they cannot be shown */
function showKeys(place: Element | null | undefined): void {
  loadKeys().then(
    ({ openKeys }) => {
      note.remove();
      openKeys();
    },
    () => sayFailed(place, 'The list of keys', link('', 'Reload the page'), ' to try again.'),
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select, [role="textbox"], [role="combobox"]'))
  );
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const isModified = event.ctrlKey || event.metaKey;
  if (isModified && !event.shiftKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    search();
    return;
  }
  if (isModified || (event.key !== '/' && event.key !== '?') || isTyping(event.target)) return;
  if (!hasSingleKeys()) return;
  event.preventDefault();
  if (event.key === '/') search();
  else showKeys(input?.form?.parentElement);
});

if (input && results) {
  const isAsked = /[?&](?:q|category|kind|can|licence|author|tag|sort|page)=./.test(location.search);
  const start = () => {
    loadResults().then(
      ({ startResults }) => {
        note.remove();
        startResults(input, results);
      },
      () => {
        showDefault(results, true);
        input.value ||= new URLSearchParams(location.search).get('q') ?? '';
        saySearchFailed();
        input.addEventListener('focus', start, { once: true });
      },
    );
  };
  // Before the first results, so that what is seen does not jump when they come.
  if (isAsked) showDefault(results, false);
  if (isAsked || document.activeElement === input || input.value !== '') start();
  else input.addEventListener('focus', start, { once: true });
} else if (input && dialog) {
  // A tap or a letter opens the dialog. Coming by the Tab key does not, because it would be left again by the same key.
  input.addEventListener('click', search);
  input.addEventListener('input', search);
}
for (const button of document.querySelectorAll('[data-search-keys]'))
  button.addEventListener('click', () => showKeys(button.parentElement));
