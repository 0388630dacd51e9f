/// <reference lib="dom" />
import type { Outcome } from '../search.ts';
import type { SearchState } from '../url-state.ts';
import { element, pluginHref, siteBase } from './dom.ts';

/** What has to be known of results that are not quite what was asked for; nothing of any others. */
export function notesOn({ query }: SearchState, { isPartial, corrected }: Outcome): HTMLElement[] {
  if (isPartial)
    return [
      element('p', {}, 'No plugin has all of ', element('q', {}, query.trim()), '. These have some of it.'),
    ];
  if (corrected === undefined) return [];
  return [element('p', {}, 'Also searched for ', element('q', {}, corrected), '.')];
}

/**
 * What is said where nothing was found, with ways on.
 * @param nearest names of plugins that are near
 * @param clear takes the filters away; absent where there are none
 */
export function notesOnNothing(
  { query }: SearchState,
  nearest: readonly string[],
  clear: HTMLElement | undefined,
): HTMLElement[] {
  const asked = query.trim();
  const said =
    asked === ''
      ? element('p', {}, 'No plugin has all that is chosen.')
      : element(
          'p',
          {},
          'Nothing was found for ',
          element('q', {}, asked),
          clear ? ' with these filters.' : '.',
        );
  const ways = element(
    'p',
    { class: 'search-ways' },
    ...(clear ? [clear, ' '] : []),
    element('a', { href: `${siteBase()}plugins/` }, 'Browse all plugins'),
    ' ',
    element('a', { href: `${siteBase()}guide/` }, 'Write this plugin and submit it'),
  );
  if (nearest.length === 0) return [said, ways];
  const near = nearest.map((name) =>
    element('li', {}, element('a', { href: pluginHref(name), 'data-result': '' }, name)),
  );
  return [
    said,
    element('p', {}, 'Did you mean'),
    element('ul', { class: 'words', 'aria-label': 'Plugins with names that are near' }, ...near),
    ways,
  ];
}

/** What is said where the search could not be loaded. `retry` is told of a click; `hasNames` tells whether plugins are shown by their names. */
export function notesOnFailure(retry: () => void, hasNames: boolean): HTMLElement[] {
  const again = element('button', { type: 'button', 'data-key': 'again' }, 'Try again');
  again.addEventListener('click', retry);
  return [
    element(
      'p',
      {},
      'The search could not be loaded.',
      hasNames ? ' These are found by name alone, and no filter applies.' : '',
    ),
    element('p', {}, again, ' ', element('a', { href: `${siteBase()}plugins/` }, 'Browse all plugins')),
  ];
}
