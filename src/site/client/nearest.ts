/// <reference lib="dom" />
import { nearestNames } from '../nearest-names.ts';
import { element, pluginHref, siteBase } from '../search/client/dom.ts';
import { namesText } from '../search/client/site-names.ts';
import { decodeNames } from '../search/names-file.ts';

/** On the page for a missing one: the plugins whose names are closest to the one that was asked for, or else to the last part of the address. */
async function propose(): Promise<void> {
  const base = siteBase();
  const path = decodeURIComponent(location.pathname).slice(base.length);
  const asked = (/^plugins\/([^/]+)/.exec(path) ?? /([^/]+?)(?:\.html)?\/?$/.exec(path))?.[1];
  const place = document.querySelector<HTMLElement>('[data-nearest]');
  const list = place?.querySelector('[data-nearest-names]');
  if (asked === undefined || !place || !list) return;
  const names = nearestNames(asked, decodeNames(await namesText()).names, 5);
  list.append(...names.map((name) => element('li', {}, element('a', { href: pluginHref(name) }, name))));
  place.hidden = names.length === 0;
}

propose().catch(() => {
  // Without the list the page says what it says without a script.
});
