/// <reference lib="dom" />
import { element, marked, pluginHref } from './dom.ts';

/** The link to a plugin: what it is called, and its name where that is another. */
export function pluginLink(name: string, title: string, typed: readonly string[]): HTMLAnchorElement {
  const link = element('a', { href: pluginHref(name) }, element('bdi', {}, ...marked(title, typed)));
  if (title !== name) link.append(' ', element('code', {}, ...marked(name, typed)));
  return link;
}
