import { oneLine } from '../../plugin/text.ts';
import { type Catalog, type Shelf, type ShelfKind, shelfKinds } from '../catalog.ts';
import { type Html, html } from '../html.ts';
import type { RegistryPlugin } from '../registry.ts';
import { count, thousands } from '../words.ts';
import { breadcrumb, pagination } from './bits.ts';
import type { StampedPage } from './page.ts';
import { pluginCards } from './plugin-card.ts';

/** Plugins on one page of a list. */
const pluginsOnPage = 24;
/** Shelves on one page of an index. */
const shelvesOnPage = 300;

/** What each way to browse is called, and what its index says. */
const shelfWords: Readonly<Record<ShelfKind, { title: string; one: string; about: string }>> = {
  categories: { title: 'Categories', one: 'category', about: 'What plugins are for.' },
  tags: { title: 'Tags', one: 'tag', about: 'Words that at least two plugins are filed under.' },
  authors: { title: 'Authors', one: 'author', about: 'Who writes plugins, as their manifests say.' },
  components: { title: 'Components', one: 'kind of component', about: 'What plugins bring to Claude Code.' },
  capabilities: {
    title: 'Capabilities',
    one: 'capability',
    about: 'What plugins can do on your machine, read from their files and never from their claims.',
  },
};

/** Every page by which the catalog is browsed without a search. */
export function* browsePages(catalog: Catalog): Generator<StampedPage> {
  yield* listPages(catalog, {
    path: 'plugins/',
    title: 'All plugins',
    about: 'Every plugin of the marketplace, by name.',
    plugins: catalog.registry.plugins,
    steps: [],
    others: waysToBrowse(catalog),
  });
  for (const kind of shelfKinds) {
    yield* indexPages(catalog, kind);
    for (const shelf of catalog.shelves[kind]) yield* shelfPages(catalog, kind, shelf);
  }
}

type List = {
  path: string;
  title: string;
  about: string;
  plugins: readonly RegistryPlugin[];
  steps: { text: string; href: string }[];
  others?: Html;
};

function* listPages(
  catalog: Catalog,
  { path, title, about, plugins, steps, others }: List,
): Generator<StampedPage> {
  const { links } = catalog;
  const pages = Math.max(1, Math.ceil(plugins.length / pluginsOnPage));
  const pathOf = (page: number) => (page === 1 ? path : `${path}page/${page}/`);
  for (let page = 1; page <= pages; page++) {
    const from = (page - 1) * pluginsOnPage;
    const shown = plugins.slice(from, from + pluginsOnPage);
    const range =
      pages === 1
        ? count(plugins.length, 'plugin', 'plugins')
        : `Plugins ${thousands(from + 1)} to ${thousands(from + shown.length)} of ${thousands(plugins.length)}`;
    const plainTitle = oneLine(title, 80);
    yield {
      path: pathOf(page),
      title: page === 1 ? plainTitle : `${plainTitle}, page ${page}`,
      description: oneLine(`${title}: ${about || `plugins for Claude Code.`} ${range}.`, 300),
      content: html`${pathOf(page) === 'plugins/' ? html`` : breadcrumb([{ text: 'Plugins', href: links.href('plugins/') }, ...steps])}
<header class="intro"><h1><bdi>${title}</bdi></h1>
${about === '' ? html`` : html`<p class="lead">${about}</p>`}
<p class="quiet">${range}</p></header>
${others ?? html``}
${shown.length === 0 ? html`<p>No plugin yet. <a href="${links.href('guide/')}">Write the first one</a></p>` : pluginCards(catalog, shown, 2)}
${pagination(page, pages, (one) => links.href(pathOf(one)))}`,
    };
  }
}

function shelfPages(catalog: Catalog, kind: ShelfKind, shelf: Shelf): Generator<StampedPage> {
  const { links } = catalog;
  const { title } = shelfWords[kind];
  return listPages(catalog, {
    path: `${kind}/${shelf.id}/`,
    title:
      kind === 'authors'
        ? `Plugins by ${shelf.title}`
        : kind === 'tags'
          ? `Tagged ${shelf.title}`
          : shelf.title,
    about: shelf.about,
    plugins: shelf.plugins,
    steps: [{ text: title, href: links.href(`${kind}/`) }],
  });
}

function* indexPages(catalog: Catalog, kind: ShelfKind): Generator<StampedPage> {
  const { links } = catalog;
  const { title, about } = shelfWords[kind];
  const shelves = catalog.shelves[kind];
  const pages = Math.max(1, Math.ceil(shelves.length / shelvesOnPage));
  const pathOf = (page: number) => (page === 1 ? `${kind}/` : `${kind}/page/${page}/`);
  const isDescribed = shelves.some((shelf) => shelf.about !== '');
  for (let page = 1; page <= pages; page++) {
    const shown = shelves.slice((page - 1) * shelvesOnPage, page * shelvesOnPage);
    yield {
      path: pathOf(page),
      title: page === 1 ? title : `${title}, page ${page}`,
      description: `${title} of the plugins for Claude Code in this marketplace. ${about}`,
      content: html`${breadcrumb([{ text: 'Plugins', href: links.href('plugins/') }])}
<header class="intro"><h1>${title}</h1><p class="lead">${about}</p></header>
${shown.length === 0 ? html`<p>There is none yet.</p>` : isDescribed ? shelfTiles(catalog, kind, shown) : shelfLinks(catalog, kind, shown)}
${pagination(page, pages, (one) => links.href(pathOf(one)))}`,
    };
  }
}

/** Shelves with a sentence each, and how many plugins stand on them. */
export function shelfTiles({ links }: Catalog, kind: ShelfKind, shelves: readonly Shelf[]): Html {
  return html`<ul class="tiles">${shelves.map(
    ({ id, title, about, plugins }) =>
      html`<li><a href="${links.href(`${kind}/${id}/`)}"><strong><bdi>${title}</bdi></strong> <span class="number">${thousands(plugins.length)}<span class="unseen"> ${plugins.length === 1 ? 'plugin' : 'plugins'}</span></span></a><p>${about}</p></li>
`,
  )}</ul>`;
}

/** Shelves as words, and how many plugins stand on them. */
function shelfLinks({ links }: Catalog, kind: ShelfKind, shelves: readonly Shelf[]): Html {
  return html`<ul class="cloud">${shelves.map(
    ({ id, title, plugins }) =>
      html`<li><a href="${links.href(`${kind}/${id}/`)}"><bdi>${title}</bdi> <span class="number">${thousands(plugins.length)}<span class="unseen"> ${plugins.length === 1 ? 'plugin' : 'plugins'}</span></span></a></li>
`,
  )}</ul>`;
}

/** Links to the index of every way to browse. */
export function waysToBrowse({ links, shelves }: Catalog): Html {
  return html`<nav class="by" aria-label="Browse by"><ul>${shelfKinds.map(
    (kind) =>
      html`<li><a href="${links.href(`${kind}/`)}">${shelfWords[kind].title} <span class="number">${thousands(shelves[kind].length)}</span></a></li>`,
  )}</ul></nav>`;
}

/** Pages that stand where a plugin that was renamed or removed once had its own. */
export function* formerPages(catalog: Catalog): Generator<StampedPage> {
  const { links } = catalog;
  for (const { name, replacement } of catalog.removed) {
    const path = `plugins/${name}/`;
    const to =
      replacement === null || !catalog.byName.has(replacement) ? undefined : `plugins/${replacement}/`;
    if (to === undefined) {
      yield {
        path,
        title: `${name} was removed`,
        description: `The plugin ${name} is no longer in this marketplace.`,
        isHidden: true,
        content: html`<header class="intro"><h1>${name} was removed</h1><p class="lead">This plugin is no longer in the marketplace. Its name stays reserved, so that nobody can take it over.</p></header>
<p><a href="${links.href('plugins/')}">Browse all plugins</a></p>`,
      };
      continue;
    }
    yield {
      path,
      title: `${name} is now ${replacement}`,
      description: `The plugin ${name} was renamed ${replacement}.`,
      isHidden: true,
      canonicalPath: to,
      head: html`<meta http-equiv="refresh" content="0; url=${links.href(to)}">`,
      content: html`<header class="intro"><h1>${name} is now ${replacement}</h1><p class="lead">The plugin was renamed. <a href="${links.href(to)}">Go to ${replacement}</a></p></header>`,
    };
  }
}
