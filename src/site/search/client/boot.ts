/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// What every page loads of the search: where it starts, and the keys. The rest comes when somebody searches.
import { hasSingleKeys } from './settings.ts';

const results = document.querySelector<HTMLElement>('[data-search-results]');
const dialog = document.querySelector<HTMLDialogElement>('[data-search-dialog]');
const input = document.querySelector<HTMLInputElement>('[data-search-form] input[name="q"]');

const loadResults = () => import('./results.ts');
const loadQuick = () => import('./quick.ts');
const loadKeys = () => import('./keys.ts');

/** Goes to where one searches on this page: the field itself where the results have a place, a dialog anywhere else. */
function search(): void {
  // At once, so that what is typed while the rest is loaded is not lost.
  input?.focus();
  if (results && input) input.select();
  else if (dialog)
    void loadQuick().then(({ openQuick }) => {
      const text = input?.value ?? '';
      if (input) input.value = '';
      openQuick(dialog, text);
    });
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
  else void loadKeys().then(({ openKeys }) => openKeys());
});

if (input && results) {
  const start = () => void loadResults().then(({ startResults }) => startResults(input, results));
  const isAsked = /[?&](?:q|category|kind|can|licence|author|tag|sort|page)=./.test(location.search);
  if (isAsked) {
    // Before the first results, so that what is seen does not jump when they come.
    results.hidden = false;
    for (const part of document.querySelectorAll<HTMLElement>('[data-search-default]')) part.hidden = true;
  }
  if (isAsked || document.activeElement === input || input.value !== '') start();
  else input.addEventListener('focus', start, { once: true });
} else if (input && dialog) {
  // A tap or a letter opens the dialog. Coming by the Tab key does not, because it would be left again by the same key.
  input.addEventListener('click', search);
  input.addEventListener('input', search);
}
for (const button of document.querySelectorAll('[data-search-keys]'))
  button.addEventListener('click', () => void loadKeys().then(({ openKeys }) => openKeys()));
