/// <reference lib="dom" />
import type { Standing } from '../../../registry/standing.ts';
import { standingWords } from '../../words.ts';
import type { NamesIndex } from '../names-index.ts';
import { type Found, type FoundComponent, matching, ownName, type SearchedPart } from '../record.ts';
import { typedWords } from '../words.ts';
import { element, marked, pluginHref } from './dom.ts';

/** Components that a result shows. */
const mostComponents = 3;

/** What each kind is called beside a component. */
const kindWords: Partial<Record<SearchedPart['kind'], string>> = {
  'mcp-server': 'MCP server',
  'mcp-tool': 'MCP tool',
  'named-tool': 'MCP tool',
  'mcp-resource': 'MCP resource',
  'mcp-prompt': 'MCP prompt',
  'lsp-server': 'language server',
  'output-style': 'output style',
};

/** A result on the page. */
export type Card = {
  item: HTMLLIElement;
  /** Adds what has to be loaded: the description, and the components that answer the query. */
  fill(found: Found): void;
};

/**
 * One result. Its name is known at once.
 * @param standing absent while only names are there
 * @param isByReadme whether only its README answers
 */
export function createCard(
  names: NamesIndex,
  plugin: number,
  standing: Standing | undefined,
  query: string,
  isByReadme = false,
): Card {
  const typed = typedWords(query);
  const name = names.names[plugin] ?? '';
  const title = names.titles[plugin] ?? name;
  const link = element(
    'a',
    { href: pluginHref(name), 'data-result': '', 'data-key': `result ${name}` },
    element('bdi', {}, ...marked(title, typed)),
  );
  const article = element('article', {}, element('h3', {}, link));
  if (title !== name)
    article.append(
      element('p', { class: 'search-name quiet small' }, element('code', {}, ...marked(name, typed))),
    );
  article.append(...standingNote(standing));
  return {
    item: element('li', {}, article),
    fill(found) {
      if (found.description !== '')
        article.append(element('p', { dir: 'auto' }, ...marked(found.description, typed)));
      article.append(...answersOf(name, found, query, isByReadme));
    },
  };
}

/** How a plugin stands, where it is not offered like any other. */
export function standingNote(standing: Standing | undefined): HTMLElement[] {
  const said = standing && standingWords[standing];
  return said ? [element('p', { class: `status ${said.look}` }, said.text)] : [];
}

/** What of a plugin answers a query, linked to its place: its components, the best first, and its README where nothing else does. */
export function answersOf(
  name: string,
  found: Found,
  query: string,
  isByReadme: boolean,
  most = mostComponents,
): HTMLElement[] {
  const typed = typedWords(query);
  const readme = element('a', { href: pluginHref(name, 'readme'), 'data-result': '' }, 'README');
  const components = matching(found, query, most).map((component) => componentItem(name, component, typed));
  return [
    ...(isByReadme ? [element('p', { class: 'search-name quiet small' }, 'Found in its ', readme)] : []),
    ...(components.length > 0 ? [element('ul', { 'aria-label': `Of ${name}` }, ...components)] : []),
  ];
}

/** A component that answers, linked to its place on the page of its plugin. */
function componentItem(
  plugin: string,
  { kind, name, anchor, description }: FoundComponent,
  typed: readonly string[],
): HTMLLIElement {
  return element(
    'li',
    {},
    element('span', { class: 'search-kind quiet' }, kindWords[kind] ?? kind),
    ' ',
    element(
      'a',
      { href: pluginHref(plugin, anchor), 'data-result': '' },
      element('bdi', {}, ...marked(ownName(name), typed)),
    ),
    ' ',
    element('span', { dir: 'auto' }, ...marked(description, typed)),
  );
}
