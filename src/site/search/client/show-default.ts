/// <reference lib="dom" />

/** Shows what stands on the first page where nothing is asked, or else the place of the results. */
export function showDefault(results: HTMLElement, isDefault: boolean): void {
  results.hidden = isDefault;
  for (const part of document.querySelectorAll<HTMLElement>('[data-search-default]'))
    part.hidden = !isDefault;
}
