/// <reference lib="dom" />
import { type FacetColumns, type FacetGroup, facetGroups } from '../facets.ts';
import type { SearchState } from '../url-state.ts';
import { element } from './dom.ts';

/** What is chosen, each as a button that takes it away. `remove` is told, too, which button comes after it, if one does. */
export function chipsOf(
  { chosen }: SearchState,
  columns: FacetColumns,
  remove: (group: FacetGroup, value: string, next: HTMLButtonElement | undefined) => void,
): HTMLLIElement[] {
  return facetGroups.flatMap(({ id, title }) =>
    (chosen[id] ?? []).map((value) => {
      const shown = columns[id]?.values.find((each) => each.id === value)?.title ?? value;
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
        remove(id, value, next ?? undefined);
      });
      return element('li', {}, chip);
    }),
  );
}
