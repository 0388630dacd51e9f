import { oneLine } from '../../plugin/text.ts';
import { isOffered } from '../../registry/standing.ts';
import { type Catalog, tagsOfPlugin } from '../catalog.ts';
import type { PluginDetails } from '../content.ts';
import { type Html, html, jsonBlock, trusted } from '../html.ts';
import { installWays } from '../install.ts';
import type { RegistryPlugin } from '../registry.ts';
import { count, thousands } from '../words.ts';
import { breadcrumb, codeBlock, sentence } from './bits.ts';
import type { StampedPage } from './page.ts';
import { about, actions, facts, header } from './plugin-about.ts';
import { pluginCards } from './plugin-card.ts';
import { brings, canDo, check, files, readme } from './plugin-parts.ts';
import {
  type Context,
  type Cutter,
  cutter,
  others,
  partRooms,
  type Room,
  rest,
  rooms,
  type Section,
} from './plugin-room.ts';
import { versions } from './plugin-versions.ts';

/** Tokens that a session of Claude Code has room for, unless a larger one was asked for. */
const contextWindow = 200_000;
/** Dependents that are named. */
const mostDependents = 30;

/** Parts of a plugin's page that have a page of their own where there is no room for the whole, and what is said of that page. */
const parts: Readonly<
  Record<string, { make(context: Context, room: Room): Section | undefined; about: string; isHidden?: true }>
> = {
  brings: { make: brings, about: 'Every component with its description' },
  'can-do': { make: canDo, about: 'Everything that it can do on your machine, read from its files' },
  check: { make: check, about: 'Everything that the check found', isHidden: true },
  readme: { make: readme, about: 'The README by its author' },
  files: { make: files, about: 'Every file with its size and SHA-256', isHidden: true },
  versions: { make: versions, about: 'Every version, and what changed in it', isHidden: true },
  dependencies: {
    make: dependencies,
    about: 'Every plugin that Claude Code installs with it',
    isHidden: true,
  },
  about: { make: about, about: 'All facts that its author states', isHidden: true },
};

/**
 * The page of one plugin, and those of its parts that it has no room for. `similar` are the names of plugins like it, best first.
 * @param fits whether a page weighs no more than its like may
 */
export function pluginPages(
  catalog: Catalog,
  plugin: RegistryPlugin,
  details: PluginDetails,
  similar: readonly string[],
  fits: (page: StampedPage) => boolean,
): StampedPage[] {
  const context: Context = { catalog, plugin, details };
  const whole = firstFitting(rooms, fits, (room) => wholePage(context, similar, room));
  return whole === undefined
    ? []
    : [whole.page, ...whole.cut.flatMap((id) => partPage(context, id, fits) ?? [])];
}

/** What is made for the first room in which its page is light enough, or for the last one. */
function firstFitting<T extends { page: StampedPage }>(
  all: readonly Room[],
  fits: (page: StampedPage) => boolean,
  make: (room: Room) => T | undefined,
): T | undefined {
  let made: T | undefined;
  for (const room of all) {
    made = make(room);
    if (made === undefined || fits(made.page)) break;
  }
  return made;
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
    dependencies(context, room),
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

/** The page, and the parts of which it has not the whole. */
function wholePage(
  context: Context,
  similar: readonly string[],
  room: Room,
): { page: StampedPage; cut: string[] } {
  const { catalog, plugin } = context;
  const path = `plugins/${plugin.name}/`;
  const title = titleOf(plugin);
  const cuts = cutter(room);
  const sections = sectionsOf(context, similar, room);
  const intro = header(context, cuts);
  const aside = facts(context, cuts);
  const cut = sections.flatMap(({ id, isCut }) => (isCut === true ? [id] : []));
  if (cuts.hasCut()) cut.push('about');
  return {
    cut,
    page: {
      path,
      image: `${path}card.png`,
      title,
      description:
        oneLine(plugin.description ?? '', 300) ||
        `What the plugin ${plugin.name} brings to Claude Code, and what it can do on your machine.`,
      head: html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${catalog.links.href(`${path}feed.xml`)}"><script type="application/ld+json">${structuredData(context, cuts)}</script>`,
      content: html`${intro}
<div class="with-aside">
<div class="sections">
${sections.map(sectionMarkup)}</div>
<aside aria-label="About this plugin">
${contents(sections)}
${aside}${cuts.hasCut() ? rest(context, room, 'about', 'All that is said here, in full') : html``}
${actions(context)}
</aside>
</div>`,
    },
  };
}

/** The page that has the whole of one part. */
function partPage(
  context: Context,
  id: string,
  fits: (page: StampedPage) => boolean,
): StampedPage | undefined {
  const { catalog, plugin } = context;
  const { links } = catalog;
  const part = parts[id];
  const own = `plugins/${plugin.name}/`;
  const path = `${own}${id}/`;
  const name = titleOf(plugin);
  const steps = [
    { text: 'Plugins', path: 'plugins/' },
    { text: name, path: own },
  ];
  const made = firstFitting(partRooms, fits, (room) => {
    const section = part?.make(context, room);
    if (part === undefined || section === undefined) return undefined;
    const page: StampedPage = {
      path,
      image: `${own}card.png`,
      title: `${section.title}: ${name}`,
      description: `${part.about}: the plugin ${plugin.name} for Claude Code.`,
      ...(part.isHidden === undefined ? {} : { isHidden: part.isHidden }),
      head: html`<script type="application/ld+json">${breadcrumbData(catalog, [...steps, { text: section.title, path }])}</script>`,
      content: html`${breadcrumb(steps.map(({ text, path: to }) => ({ text, href: links.href(to) })))}
<header class="intro"><h1><bdi>${cutter(room).line(plugin.displayName ?? plugin.name)}</bdi></h1>
<p class="lead">${part.about}.</p></header>
${sectionMarkup(section)}`,
    };
    return { page };
  });
  return made?.page;
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
${codeBlock(code, way.steps.length > 1 ? `step ${step + 1} of ${way.steps.length} for ${way.title}` : `the settings for ${way.title}`)}
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

function dependencies(context: Context, room: Room): Section | undefined {
  const { catalog, plugin } = context;
  const { links, byName, registry } = catalog;
  const { line, some, hasCut } = cutter(room);
  const needs = plugin.dependencies ?? [];
  const needed = catalog.dependents.get(plugin.name) ?? [];
  if (needs.length === 0 && needed.length === 0) return undefined;
  const need = ({ name, version, marketplace }: (typeof needs)[number]) => {
    const isHere = (marketplace === undefined || marketplace === registry.name) && byName.has(name);
    return html`<li><p>${isHere ? html`<a href="${links.href(`plugins/${name}/`)}">${name}</a>` : html`<bdi>${line(name)}</bdi>`}${version === undefined ? '' : html` <code>${line(version)}</code>`}${marketplace === undefined ? '' : html` from the marketplace <bdi>${line(marketplace)}</bdi>`}</p></li>`;
  };
  const shown = some(needs);
  const items = html`<ul class="items">${shown.map(need)}${others(needs, shown)}</ul>`;
  const isCut = hasCut();
  return {
    id: 'dependencies',
    title: 'Dependencies',
    isCut,
    content: html`${needs.length === 0 ? html`` : html`<h3>Needs</h3><p class="quiet small">Claude Code installs them with it.</p>${items}`}
${isCut ? rest(context, room, 'dependencies', `Show all ${thousands(needs.length)} dependencies`) : html``}
${needed.length === 0 ? html`` : html`<h3>Needed by ${count(needed.length, 'plugin', 'plugins')}</h3><ul class="words">${needed.slice(0, Math.min(mostDependents, room.words)).map((name) => html`<li><a href="${links.href(`plugins/${name}/`)}">${name}</a></li>`)}</ul>`}`,
  };
}

function alike({ catalog, plugin }: Context, similar: readonly string[]): Section | undefined {
  const plugins = similar
    .flatMap((name) => catalog.byName.get(name) ?? [])
    .map((one) => (one.displayName === undefined ? one : { ...one, displayName: titleOf(one) }));
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

/** https://schema.org/SoftwareSourceCode */
function structuredData({ catalog, plugin }: Context, { cut, line, some }: Cutter): Html {
  const { registry, links } = catalog;
  return jsonBlock({
    '@context': 'https://schema.org',
    '@type': 'SoftwareSourceCode',
    name: line(plugin.displayName ?? plugin.name),
    description: plugin.description === undefined ? undefined : cut(plugin.description),
    url: links.canonical(`plugins/${plugin.name}/`),
    codeRepository: `https://github.com/${registry.repository}/tree/HEAD/plugins/${plugin.name}`,
    runtimePlatform: 'Claude Code',
    version: plugin.version === undefined ? undefined : line(plugin.version),
    license: plugin.license === undefined ? undefined : line(plugin.license),
    author: plugin.author === undefined ? undefined : { '@type': 'Person', name: line(plugin.author.name) },
    dateCreated: plugin.created,
    dateModified: plugin.updated,
    keywords: some(tagsOfPlugin(plugin)).map(line).join(', ') || undefined,
  });
}
