/// <reference lib="dom" />
import { pageSteps } from '../../page-steps.ts';
import type { Outcome } from '../search.ts';
import type { SearchState } from '../url-state.ts';
import { element } from './dom.ts';
import { addressOf } from './search-history.ts';

/** Links to the other pages of results. `go` is told of a click that does not ask for a window of its own. */
export function pageLinks(
  asked: SearchState,
  { page, pages }: Pick<Outcome, 'page' | 'pages'>,
  go: (page: number) => void,
): HTMLElement[] {
  const link = (to: number, text: string, label: string) => {
    const made = element(
      'a',
      { href: addressOf({ ...asked, page: to }), 'aria-label': label, 'data-key': `page ${text}` },
      text,
    );
    if (text === String(page)) made.setAttribute('aria-current', 'page');
    made.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      go(to);
    });
    return made;
  };
  return [
    ...(page > 1 ? [link(page - 1, 'Previous', 'Previous page')] : []),
    ...pageSteps(page, pages).map((step) =>
      step === 'gap'
        ? element('span', { 'aria-hidden': 'true' }, '…')
        : link(step, String(step), `Page ${step}`),
    ),
    ...(page < pages ? [link(page + 1, 'Next', 'Next page')] : []),
  ];
}
