import { closed, oneLine, webAddress } from '../../plugin/text.ts';
import { isOffered, withdrawal } from '../../registry/standing.ts';
import { facetsOf } from '../capability-groups.ts';
import { type Catalog, categoryId, tagsOfPlugin } from '../catalog.ts';
import type { PluginDetails } from '../content.ts';
import { type Html, html, jsonBlock, trusted } from '../html.ts';
import { installWays } from '../install.ts';
import type { RegistryPlugin } from '../registry.ts';
import { slug } from '../text.ts';
import { count, keyCapabilities, thousands } from '../words.ts';
import { breadcrumb, codeBlock, date, sentence } from './bits.ts';
import type { StampedPage } from './page.ts';
import { pluginCards } from './plugin-card.ts';
import {
  brings,
  type Context,
  canDo,
  check,
  files,
  type Room,
  readme,
  rooms,
  type Section,
  versions,
  wholePart,
} from './plugin-parts.ts';

/** Tokens that a session of Claude Code has room for, unless a larger one was asked for. */
const contextWindow = 200_000;
/** Dependents that are named. */
const mostDependents = 30;

/** Parts of a plugin's page that have a page of their own where there is no room for the whole, and what is said of that page. */
const parts: Readonly<
  Record<string, { make(context: Context, room: Room): Section | undefined; about: string; isHidden?: true }>
> = {
  brings: { make: brings, about: 'Every component, with what it says of itself' },
  'can-do': { make: canDo, about: 'Everything that it can do on your machine, read from its files' },
  check: { make: check, about: 'Everything that the check says of it', isHidden: true },
  readme: { make: readme, about: 'What its author says of it' },
  files: { make: files, about: 'Every file with its size and SHA-256', isHidden: true },
  versions: { make: versions, about: 'Every version, and what changed in it', isHidden: true },
};

/**
 * The page of one plugin, and those of its parts that it has no room for. `similar` are the names of plugins like it, best first.
 * @param fits whether a page weighs no more than that of a plugin may
 */
export function pluginPages(
  catalog: Catalog,
  plugin: RegistryPlugin,
  details: PluginDetails,
  similar: readonly string[],
  fits: (page: StampedPage) => boolean,
): StampedPage[] {
  const context: Context = { catalog, plugin, details };
  const last = rooms.at(-1);
  for (const room of rooms) {
    const sections = sectionsOf(context, similar, room);
    const page = wholePage(context, sections);
    if (room !== last && !fits(page)) continue;
    const cut = sections.filter(({ isCut }) => isCut === true);
    return [page, ...cut.flatMap(({ id }) => partPage(context, id) ?? [])];
  }
  return [];
}

function sectionsOf(context: Context, similar: readonly string[], room: Room): Section[] {
  return [
    install(context),
    brings(context, room),
    canDo(context, room),
    tokens(context),
    check(context, room),
    readme(context, room),
    files(context, room),
    versions(context, room),
    dependencies(context),
    alike(context, similar),
  ].filter((section) => section !== undefined);
}

function sectionMarkup({ id, title, content }: Section): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}
</section>
`;
}

function titleOf(plugin: RegistryPlugin): string {
  return oneLine(plugin.displayName ?? plugin.name, 80) || plugin.name;
}

function wholePage(context: Context, sections: readonly Section[]): StampedPage {
  const { catalog, plugin } = context;
  const path = `plugins/${plugin.name}/`;
  const title = titleOf(plugin);
  return {
    path,
    image: `${path}card.png`,
    title,
    description:
      oneLine(plugin.description ?? '', 300) ||
      `What the plugin ${plugin.name} brings to Claude Code, and what it can do on your machine.`,
    head: html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${catalog.links.href(`${path}feed.xml`)}"><script type="application/ld+json">${structuredData(context)}</script>`,
    content: html`${header(context)}
<div class="with-aside">
<div class="sections">
${sections.map(sectionMarkup)}</div>
<aside aria-label="About this plugin">
${contents(sections)}
${facts(context)}
</aside>
</div>`,
  };
}

/** The page that has the whole of one part. */
function partPage(context: Context, id: string): StampedPage | undefined {
  const { catalog, plugin } = context;
  const { links } = catalog;
  const part = parts[id];
  const section = part?.make(context, wholePart);
  if (part === undefined || section === undefined) return undefined;
  const own = `plugins/${plugin.name}/`;
  const path = `${own}${id}/`;
  const name = titleOf(plugin);
  const steps = [
    { text: 'Plugins', path: 'plugins/' },
    { text: name, path: own },
  ];
  return {
    path,
    image: `${own}card.png`,
    title: `${section.title}: ${name}`,
    description: `${part.about}: the plugin ${plugin.name} for Claude Code.`,
    ...(part.isHidden === undefined ? {} : { isHidden: part.isHidden }),
    head: html`<script type="application/ld+json">${breadcrumbData(catalog, [...steps, { text: section.title, path }])}</script>`,
    content: html`${breadcrumb(steps.map(({ text, path: to }) => ({ text, href: links.href(to) })))}
<header class="intro"><h1><bdi>${plugin.displayName ?? plugin.name}</bdi></h1>
<p class="lead">${part.about}.</p></header>
${sectionMarkup(section)}`,
  };
}

/** https://schema.org/BreadcrumbList */
function breadcrumbData({ links }: Catalog, steps: readonly { text: string; path: string }[]): Html {
  return jsonBlock({
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ text, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: text,
      item: links.canonical(path),
    })),
  });
}

function header({ catalog, plugin }: Context): Html {
  const { links } = catalog;
  const title = plugin.displayName ?? plugin.name;
  const category = catalog.shelf('categories', categoryId(catalog, plugin));
  const author = plugin.author;
  const meta: Html[] = [];
  if (plugin.version !== undefined) meta.push(html`<li>Version <bdi>${plugin.version}</bdi></li>`);
  if (author !== undefined)
    meta.push(
      html`<li>by <a href="${links.href(`authors/${slug(author.name)}/`)}"><bdi>${author.name}</bdi></a></li>`,
    );
  if (plugin.license !== undefined) meta.push(html`<li><bdi>${plugin.license}</bdi></li>`);
  if (plugin.updated !== undefined) meta.push(html`<li>Updated ${date(plugin.updated)}</li>`);
  return html`${breadcrumb([
    { text: 'Plugins', href: links.href('plugins/') },
    ...(category ? [{ text: category.title, href: links.href(`categories/${category.id}/`) }] : []),
  ])}
<header class="intro">
<h1><bdi>${title}</bdi></h1>
${plugin.description ? html`<p class="lead" dir="auto">${plugin.description}</p>` : html``}
${meta.length > 0 ? html`<ul class="meta">${meta}</ul>` : html``}
${withdrawn(plugin)}
${deprecated(catalog, plugin)}
${plugin.check.status === 'error' ? html`<p class="notice bad"><strong>Does not pass the check</strong>, so Claude Code is not offered it. <a href="#check">What the check says</a></p>` : html``}
</header>`;
}

function withdrawn(plugin: RegistryPlugin): Html {
  const why = withdrawal(plugin);
  if (why === undefined) return html``;
  return html`<p class="notice bad" dir="auto"><strong>Version ${why.version} was withdrawn</strong> on ${date(why.date)}: ${closed(why.reason)} Whoever has it keeps it; it is not offered until there is a newer one.</p>`;
}

function deprecated(catalog: Catalog, { deprecated: status }: RegistryPlugin): Html {
  if (status === undefined) return html``;
  const { replacement } = status;
  const instead =
    replacement === undefined
      ? html``
      : html` Use ${catalog.byName.has(replacement) ? html`<a href="${catalog.links.href(`plugins/${replacement}/`)}">${replacement}</a>` : html`<bdi>${replacement}</bdi>`} instead.`;
  return html`<p class="notice" dir="auto"><strong>Deprecated</strong> since ${date(status.date)}: ${closed(status.reason)}${instead}</p>`;
}

function install({ catalog, plugin }: Context): Section {
  const title = 'Install';
  if (!isOffered(plugin)) {
    const until =
      plugin.check.status === 'ok'
        ? 'there is a version after the one that was withdrawn'
        : 'it passes the check';
    return { id: 'install', title, content: html`<p>It is not offered until ${until}.</p>` };
  }
  const off =
    plugin.defaultEnabled === false
      ? html`<p>It is off after it is installed, until you enable it: <code>/plugin enable ${plugin.name}@${catalog.registry.name}</code></p>`
      : html``;
  return {
    id: 'install',
    title,
    content: html`${waysOf(catalog, plugin.name)}${off}`,
  };
}

/** Stands for the name of a plugin. It has a space, which no name and no repository has. */
const anyPlugin = 'ANY PLUGIN';
const waysOfAny = new WeakMap<Catalog, string[]>();

/** Made once for all plugins of a catalog, because nothing but their names tells one from another. */
function waysOf(catalog: Catalog, name: string): Html {
  const parts = waysOfAny.get(catalog) ?? waysMarkup(catalog).markup.split(anyPlugin);
  waysOfAny.set(catalog, parts);
  return trusted(parts.join(html`${name}`.markup));
}

function waysMarkup(catalog: Catalog): Html {
  const ways = installWays(catalog.registry, anyPlugin);
  const radios = ways.map(
    (way, index) =>
      html`<input type="radio" name="way" id="way-${way.id}"${index === 0 ? html` checked` : html``}><label for="way-${way.id}">${way.title}</label>`,
  );
  const panels = ways.map(
    (way) => html`<div class="way" data-way="${way.id}">
${way.steps.map(
  ({ before, code }, step) => html`<p class="before">${sentence(before)}</p>
${codeBlock(code, `what to use for: ${way.title}${way.steps.length > 1 ? `, ${step + 1}` : ''}`)}
`,
)}<p class="quiet small">${sentence(way.after)}</p>
</div>
`,
  );
  return html`<fieldset class="ways"><legend class="unseen">Where to install it</legend>${radios}
${panels}</fieldset>`;
}

function tokens({ plugin }: Context): Section {
  const { alwaysOn, onInvoke } = plugin.tokens;
  const share = (number: number) => {
    const percent = (number / contextWindow) * 100;
    return percent < 0.01 ? 'under 0.01 %' : `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
  };
  const figure = (number: number, title: string) => {
    const words = number === 0 ? '' : `${share(number)} of ${thousands(contextWindow)}`;
    return html`<div><dt>${title}</dt><dd><strong>${thousands(number)}</strong> <span class="quiet small">${words}</span></dd></div>`;
  };
  return {
    id: 'tokens',
    title: 'Tokens',
    content: html`<dl class="figures">${figure(alwaysOn, 'In every session')}${figure(onInvoke, 'When its largest part is used')}</dl>
<p class="quiet small">Estimated from the characters of its files, as Claude Code does. What its tools and programs answer comes on top.</p>`,
  };
}

function dependencies({ catalog, plugin }: Context): Section | undefined {
  const { links, byName, registry } = catalog;
  const needs = plugin.dependencies ?? [];
  const needed = catalog.dependents.get(plugin.name) ?? [];
  if (needs.length === 0 && needed.length === 0) return undefined;
  const need = ({ name, version, marketplace }: (typeof needs)[number]) => {
    const isHere = (marketplace === undefined || marketplace === registry.name) && byName.has(name);
    return html`<li><p>${isHere ? html`<a href="${links.href(`plugins/${name}/`)}">${name}</a>` : html`<bdi>${name}</bdi>`}${version === undefined ? '' : html` <code>${version}</code>`}${marketplace === undefined ? '' : html` from the marketplace <bdi>${marketplace}</bdi>`}</p></li>`;
  };
  return {
    id: 'dependencies',
    title: 'Dependencies',
    content: html`${needs.length === 0 ? html`` : html`<h3>Needs</h3><p class="quiet small">Claude Code installs them with it.</p><ul class="items">${needs.map(need)}</ul>`}
${needed.length === 0 ? html`` : html`<h3>Needed by ${count(needed.length, 'plugin', 'plugins')}</h3><ul class="words">${needed.slice(0, mostDependents).map((name) => html`<li><a href="${links.href(`plugins/${name}/`)}">${name}</a></li>`)}</ul>`}`,
  };
}

function alike({ catalog, plugin }: Context, similar: readonly string[]): Section | undefined {
  const plugins = similar.flatMap((name) => catalog.byName.get(name) ?? []);
  if (plugins.length === 0) return undefined;
  const names = [plugin.name, ...similar.slice(0, 2)].map(encodeURIComponent).join('&');
  return {
    id: 'similar',
    title: 'Similar plugins',
    content: html`${pluginCards(catalog, plugins)}
<p><a href="${catalog.links.href('compare/')}?${trusted(names.replaceAll('&', '&amp;'))}">Compare side by side</a></p>`,
  };
}

function contents(sections: readonly Section[]): Html {
  return html`<nav class="contents" aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}

function facts({ catalog, plugin, details }: Context): Html {
  const { links } = catalog;
  const rows: { term: string; value: Html }[] = [{ term: 'Name', value: html`<code>${plugin.name}</code>` }];
  const add = (term: string, value: Html | undefined) => {
    if (value !== undefined) rows.push({ term, value });
  };
  const able = keyCapabilities(plugin);
  add(
    'Can do',
    html`${facetsOf(plugin).map((facet) => html`<a class="chip" href="${links.href(`capabilities/${facet}/`)}">${catalog.shelf('capabilities', facet)?.title ?? facet}</a> `)}${able.length > 0 ? html`<ul class="small quiet">${able.map((words) => html`<li>${words}</li>`)}</ul>` : html``}`,
  );
  const { author } = plugin;
  const authorLink = webAddress(author?.url);
  if (author !== undefined)
    add(
      'Author',
      html`<a href="${links.href(`authors/${slug(author.name)}/`)}"><bdi>${author.name}</bdi></a>${authorLink ? html`<br><a class="small" rel="nofollow ugc" href="${authorLink}">${shown(authorLink)}</a>` : author.url ? html`<br><bdi class="small">${author.url}</bdi>` : html``}${author.email ? html`<br><bdi class="small">${author.email}</bdi>` : html``}`,
    );
  if (plugin.maintainers && plugin.maintainers.length > 0)
    add(
      'Maintainers on GitHub',
      html`<ul class="words">${plugin.maintainers.map((login) => html`<li><a href="https://github.com/${encodeURIComponent(login.toWellFormed())}"><bdi>${login}</bdi></a></li>`)}</ul>`,
    );
  for (const [term, text] of [
    ['Homepage', plugin.homepage],
    ['Repository', plugin.repository],
  ] as const) {
    const to = webAddress(text);
    if (text)
      add(term, to ? html`<a rel="nofollow ugc" href="${to}">${shown(to)}</a>` : html`<bdi>${text}</bdi>`);
  }
  if (plugin.license !== undefined) add('Licence', html`<bdi>${plugin.license}</bdi>`);
  if (plugin.created !== undefined) add('Listed since', date(plugin.created));
  const tags = tagsOfPlugin(plugin);
  if (tags.length > 0)
    add(
      'Tags',
      html`<ul class="words">${tags.map((tag) => {
        const shelf = catalog.shelf('tags', slug(tag));
        return html`<li>${shelf ? html`<a href="${links.href(`tags/${shelf.id}/`)}"><bdi>${tag}</bdi></a>` : html`<bdi>${tag}</bdi>`}</li>`;
      })}</ul>`,
    );
  add('Claude suggests it for', relevance(plugin));
  add('Git tree', html`<code class="hash">${plugin.tree}</code>`);
  const manifest = details.content?.files.find(({ path }) => path === '.claude-plugin/plugin.json')?.path;
  const edit =
    manifest === undefined
      ? links.repository(`tree/HEAD/plugins/${plugin.name}`)
      : links.repository(`edit/HEAD/plugins/${plugin.name}/${manifest}`);
  // Fields are filled in by their ids: https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/creating-an-issue#creating-an-issue-from-a-url-query
  const known = new URLSearchParams({
    template: 'problem-with-a-plugin.yml',
    title: `${plugin.name}: `,
    plugin: plugin.name,
    ...(plugin.version === undefined ? {} : { version: oneLine(plugin.version, 100) }),
  });
  const report = links.repository(`issues/new?${known}`);
  return html`<dl class="facts">${rows.map(
    ({ term, value }) => html`<div><dt>${term}</dt><dd>${value}</dd></div>
`,
  )}</dl>
<ul class="actions">
<li><a href="${edit}">Edit this plugin</a></li>
<li><a href="${report}">Report a problem</a></li>
<li><a href="${links.href(`api/v1/plugins/${plugin.name}.json`)}">Registry entry as JSON</a></li>
<li><a href="${links.href(`plugins/${plugin.name}/feed.xml`)}">Feed of its versions</a></li>
</ul>`;
}

/** An address as people read it. */
function shown(address: string): string {
  return oneLine(address.replace(/^https?:\/\//, '').replace(/\/$/, ''), 80);
}

function relevance({ relevance: relevant }: RegistryPlugin): Html | undefined {
  if (relevant === undefined) return undefined;
  const { topic, signals = {} } = relevant;
  const { cwd = [], cli = [], hosts = [], filesRead = [], manifestDeps = [] } = signals;
  const lists: [string, string[]][] = [
    ['folders', cwd],
    ['programs', cli],
    ['hosts', hosts],
    ['files', filesRead],
    ['dependencies', manifestDeps.map(({ file, pattern }) => `${file}: ${pattern}`)],
  ];
  return html`${topic ? html`<bdi>${topic}</bdi>` : html``}${lists
    .filter(([, list]) => list.length > 0)
    .map(
      ([what, list]) =>
        html`<p class="small quiet">${what}: ${list.map((one, index) => html`${index > 0 ? ', ' : ''}<code>${one}</code>`)}</p>`,
    )}`;
}

/** https://schema.org/SoftwareSourceCode */
function structuredData({ catalog, plugin }: Context): Html {
  const { registry, links } = catalog;
  return jsonBlock({
    '@context': 'https://schema.org',
    '@type': 'SoftwareSourceCode',
    name: plugin.displayName ?? plugin.name,
    description: plugin.description,
    url: links.canonical(`plugins/${plugin.name}/`),
    codeRepository: `https://github.com/${registry.repository}/tree/HEAD/plugins/${plugin.name}`,
    runtimePlatform: 'Claude Code',
    version: plugin.version,
    license: plugin.license,
    author: plugin.author === undefined ? undefined : { '@type': 'Person', name: plugin.author.name },
    dateCreated: plugin.created,
    dateModified: plugin.updated,
    keywords: tagsOfPlugin(plugin).join(', ') || undefined,
  });
}
