/// <reference lib="dom" />
import { closeFromOutside } from './close-from-outside.ts';
import { element } from './dom.ts';
import { hasSingleKeys, setSingleKeys } from './settings.ts';

const keys: readonly (readonly [string, string])[] = [
  ['/', 'Search'],
  ['Ctrl K or ⌘ K', 'Search, also while you type elsewhere'],
  ['↓ ↑', 'Go through the results'],
  ['Enter', 'Open the result'],
  ['Esc', 'Back to the search field, or close'],
  ['?', 'This list'],
];

let dialog: HTMLDialogElement | undefined;

/** Lists the keys, and lets those without a modifier be switched off: https://www.w3.org/TR/WCAG22/#character-key-shortcuts */
export function openKeys(): void {
  dialog ??= make();
  if (!dialog.open) dialog.showModal();
}

function make(): HTMLDialogElement {
  const box = element('input', { type: 'checkbox', id: 'single-keys' });
  box.checked = hasSingleKeys();
  box.addEventListener('change', () => setSingleKeys(box.checked));
  const close = element('button', { type: 'button' }, 'Close');
  const list = element(
    'table',
    {},
    element(
      'tbody',
      {},
      ...keys.map(([key, means]) =>
        element('tr', {}, element('th', { scope: 'row' }, element('kbd', {}, key)), element('td', {}, means)),
      ),
    ),
  );
  const made = element(
    'dialog',
    { class: 'search-dialog', 'aria-labelledby': 'keys-title' },
    element('h2', { id: 'keys-title' }, 'Keyboard'),
    list,
    element(
      'p',
      {},
      box,
      ' ',
      element('label', { for: 'single-keys' }, 'Single keys (/ and ?) do something'),
    ),
    element('p', {}, close),
  );
  close.addEventListener('click', () => made.close());
  closeFromOutside(made);
  document.body.append(made);
  return made;
}
