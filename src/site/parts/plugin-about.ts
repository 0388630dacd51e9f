import { closed, oneLine, webAddress } from '../../plugin/text.ts';
import { withdrawal } from '../../registry/standing.ts';
import { facetsOf } from '../capability-groups.ts';
import { type Catalog, categoryId, tagsOfPlugin } from '../catalog.ts';
import { type Html, html } from '../html.ts';
import type { RegistryPlugin } from '../registry.ts';
import { slug } from '../text.ts';
import { keyCapabilities } from '../words.ts';
import { breadcrumb, date } from './bits.ts';
import { type Context, type Cutter, cutter, others, type Room, rest, type Section } from './plugin-room.ts';

/** What stands above the parts of a plugin's page: what it is, and how it stands. */
export function header({ catalog, plugin }: Context, cuts: Cutter): Html {
  const { links } = catalog;
  const { cut, line } = cuts;
  const title = plugin.displayName ?? plugin.name;
  const category = catalog.shelf('categories', categoryId(catalog, plugin));
  const author = plugin.author;
  const meta: Html[] = [];
  if (plugin.version !== undefined) meta.push(html`<li>Version <bdi>${line(plugin.version)}</bdi></li>`);
  if (author !== undefined)
    meta.push(
      html`<li>by <a href="${links.href(`authors/${slug(author.name)}/`)}"><bdi>${line(author.name)}</bdi></a></li>`,
    );
  if (plugin.license !== undefined) meta.push(html`<li><bdi>${line(plugin.license)}</bdi></li>`);
  if (plugin.updated !== undefined) meta.push(html`<li>Updated ${date(plugin.updated)}</li>`);
  return html`${breadcrumb([
    { text: 'Plugins', href: links.href('plugins/') },
    ...(category ? [{ text: category.title, href: links.href(`categories/${category.id}/`) }] : []),
  ])}
<header class="intro">
<h1><bdi>${line(title)}</bdi></h1>
${plugin.description ? html`<p class="lead" dir="auto">${cut(plugin.description)}</p>` : html``}
${meta.length > 0 ? html`<ul class="meta">${meta}</ul>` : html``}
${withdrawn(plugin, cuts)}
${deprecated(catalog, plugin, cuts)}
${plugin.check.status === 'error' ? html`<p class="notice bad"><strong>Does not pass the check</strong>, so Claude Code is not offered it. <a href="#check">What the check says</a></p>` : html``}
</header>`;
}

function withdrawn(plugin: RegistryPlugin, { cut, line }: Cutter): Html {
  const why = withdrawal(plugin);
  if (why === undefined) return html``;
  return html`<p class="notice bad" dir="auto"><strong>Version ${line(why.version)} was withdrawn</strong> on ${date(why.date)}: ${closed(cut(why.reason))} Whoever has it keeps it; it is not offered until there is a newer one.</p>`;
}

function deprecated(catalog: Catalog, { deprecated: status }: RegistryPlugin, { cut, line }: Cutter): Html {
  if (status === undefined) return html``;
  const { replacement } = status;
  const instead =
    replacement === undefined
      ? html``
      : html` Use ${catalog.byName.has(replacement) ? html`<a href="${catalog.links.href(`plugins/${replacement}/`)}">${replacement}</a>` : html`<bdi>${line(replacement)}</bdi>`} instead.`;
  return html`<p class="notice" dir="auto"><strong>Deprecated</strong> since ${date(status.date)}: ${closed(cut(status.reason))}${instead}</p>`;
}

/** What a plugin's page says above and beside its parts, on a page of its own. */
export function about(context: Context, room: Room): Section {
  const { catalog, plugin } = context;
  const cuts = cutter(room);
  const { cut, line } = cuts;
  const own: Fact[] = [
    ...(plugin.displayName === undefined
      ? []
      : [{ term: 'Title', value: html`<bdi>${line(plugin.displayName)}</bdi>` }]),
    ...(plugin.version === undefined
      ? []
      : [{ term: 'Version', value: html`<bdi>${line(plugin.version)}</bdi>` }]),
  ];
  const content = html`${plugin.description ? html`<p dir="auto">${cut(plugin.description)}</p>` : html``}
${withdrawn(plugin, cuts)}
${deprecated(catalog, plugin, cuts)}
${facts(context, cuts, own)}`;
  const isCut = cuts.hasCut();
  return {
    id: 'about',
    title: 'About it',
    isCut,
    content: html`${content}${isCut ? rest(context, room, 'about', 'All that is said here, in full') : html``}`,
  };
}

type Fact = { term: string; value: Html };

/** What is known of a plugin in a few words. `more` stands below its name. */
export function facts({ catalog, plugin }: Context, cuts: Cutter, more: readonly Fact[] = []): Html {
  const { links } = catalog;
  const { line, some } = cuts;
  const rows: Fact[] = [{ term: 'Name', value: html`<code>${plugin.name}</code>` }, ...more];
  const add = (term: string, value: Html | undefined) => {
    if (value !== undefined) rows.push({ term, value });
  };
  const able = keyCapabilities(plugin);
  add(
    'Can do',
    html`${facetsOf(plugin).map((facet) => html`<a class="chip" href="${links.href(`capabilities/${facet}/`)}">${catalog.shelf('capabilities', facet)?.title ?? facet}</a> `)}${able.length > 0 ? html`<ul class="small quiet">${able.map((words) => html`<li>${words}</li>`)}</ul>` : html``}`,
  );
  const { author } = plugin;
  if (author !== undefined)
    add(
      'Author',
      html`<a href="${links.href(`authors/${slug(author.name)}/`)}"><bdi>${line(author.name)}</bdi></a>${author.url ? html`<br>${addressLink(author.url, cuts, 'small')}` : html``}${author.email ? html`<br><bdi class="small">${line(author.email)}</bdi>` : html``}`,
    );
  if (plugin.maintainers && plugin.maintainers.length > 0) {
    const shown = some(plugin.maintainers);
    add(
      'Maintainers on GitHub',
      html`<ul class="words">${shown.map((login) => html`<li><a href="https://github.com/${encodeURIComponent(login.toWellFormed())}"><bdi>${login}</bdi></a></li>`)}${others(plugin.maintainers, shown)}</ul>`,
    );
  }
  if (plugin.homepage) add('Homepage', addressLink(plugin.homepage, cuts));
  if (plugin.repository) add('Repository', addressLink(plugin.repository, cuts));
  if (plugin.license !== undefined) add('License', html`<bdi>${line(plugin.license)}</bdi>`);
  if (plugin.created !== undefined) add('Listed since', date(plugin.created));
  const tags = tagsOfPlugin(plugin);
  if (tags.length > 0) {
    const shown = some(tags);
    add(
      'Tags',
      html`<ul class="words">${shown.map((tag) => {
        const shelf = catalog.shelf('tags', slug(tag));
        return html`<li>${shelf ? html`<a href="${links.href(`tags/${shelf.id}/`)}"><bdi>${line(tag)}</bdi></a>` : html`<bdi>${line(tag)}</bdi>`}</li>`;
      })}${others(tags, shown)}</ul>`,
    );
  }
  add('Claude suggests it for', relevance(plugin, cuts));
  add('Git tree', html`<code class="hash">${plugin.tree}</code>`);
  return html`<dl class="facts">${rows.map(
    ({ term, value }) => html`<div><dt>${term}</dt><dd>${value}</dd></div>
`,
  )}</dl>`;
}

/** What a visitor can do about a plugin. */
export function actions({ catalog, plugin, details }: Context): Html {
  const { links } = catalog;
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
  return html`<ul class="actions">
<li><a href="${edit}">Edit this plugin</a></li>
<li><a href="${report}">Report a problem</a></li>
<li><a href="${links.href(`api/v1/plugins/${plugin.name}.json`)}">Registry entry as JSON</a></li>
<li><a href="${links.href(`plugins/${plugin.name}/feed.xml`)}">Feed of its versions</a></li>
</ul>`;
}

/** An address that an author wrote, as a link where it is one of the web and there is room for it. */
function addressLink(written: string, { line }: Cutter, look?: 'small'): Html {
  const address = webAddress(written);
  const short = line(address ?? written);
  const own = look === undefined ? html`` : html` class="${look}"`;
  return short === address
    ? html`<a${own} rel="nofollow ugc" href="${address}">${shown(address)}</a>`
    : html`<bdi${own}>${short}</bdi>`;
}

/** An address as people read it. */
function shown(address: string): string {
  return oneLine(address.replace(/^https?:\/\//, '').replace(/\/$/, ''), 80);
}

function relevance({ relevance: relevant }: RegistryPlugin, { line, some }: Cutter): Html | undefined {
  if (relevant === undefined) return undefined;
  const { topic, signals = {} } = relevant;
  const { cwd = [], cli = [], hosts = [], filesRead = [], manifestDeps = [] } = signals;
  const lists: [string, string[]][] = [
    ['folders', cwd],
    ['programs', cli],
    ['hosts', hosts],
    ['files', filesRead],
    ['dependencies', manifestDeps.map(({ file, pattern }) => `${line(file)}: ${line(pattern)}`)],
  ];
  return html`${topic ? html`<bdi>${line(topic)}</bdi>` : html``}${lists
    .filter(([, list]) => list.length > 0)
    .map(
      ([what, list]) =>
        html`<p class="small quiet">${what}: ${some(list).map((one, index) => html`${index > 0 ? ', ' : ''}<code>${line(one)}</code>`)}</p>`,
    )}`;
}
