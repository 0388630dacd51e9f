import type { Capability, Component } from '../../plugin/plugin.ts';
import { capabilityGroups, facetsOf, groupOf } from '../capability-groups.ts';
import { type Catalog, categoryId, tagsOfPlugin } from '../catalog.ts';
import { type Change, type Finding, mostFiles, type PluginDetails, repositoryMark } from '../content.ts';
import { escapeText, type Html, html, jsonBlock, trusted } from '../html.ts';
import { installWays } from '../install.ts';
import { webAddress } from '../links.ts';
import type { RegistryPlugin } from '../registry.ts';
import { isOffered, withdrawal } from '../standing.ts';
import { componentAnchors, oneLine, slug } from '../text.ts';
import { componentWords, cost, count, groupBy, keyCapabilities, size, thousands } from '../words.ts';
import { breadcrumb, codeBlock, date, sentence } from './bits.ts';
import type { StampedPage } from './page.ts';
import { pluginCards } from './plugin-card.ts';

/** Tokens that a session of Claude Code has room for, unless a larger one was asked for. */
const contextWindow = 200_000;
/** Headings of a README in the table of contents; fewer than two are not worth one. */
const mostHeadings = 24;
/** Dependents that are named. */
const mostDependents = 30;

type Context = { catalog: Catalog; plugin: RegistryPlugin; details: PluginDetails };

/** The page of one plugin. `similar` are the names of plugins like it, best first. */
export function pluginPage(
  catalog: Catalog,
  plugin: RegistryPlugin,
  details: PluginDetails,
  similar: readonly string[],
): StampedPage {
  const context: Context = { catalog, plugin, details };
  const title = plugin.displayName ?? plugin.name;
  const sections = [
    install(context),
    brings(context),
    canDo(context),
    tokens(context),
    check(context),
    readme(context),
    files(context),
    versions(context),
    dependencies(context),
    alike(context, similar),
  ].filter((section) => section !== undefined);
  const path = `plugins/${plugin.name}/`;
  return {
    path,
    image: `${path}card.png`,
    title: oneLine(title, 80) || plugin.name,
    description:
      oneLine(plugin.description ?? '', 300) ||
      `What the plugin ${plugin.name} brings to Claude Code, and what it can do on your machine.`,
    head: html`<link rel="alternate" type="application/atom+xml" title="${oneLine(title, 80)}" href="${catalog.links.href(`${path}feed.xml`)}"><script type="application/ld+json">${structuredData(context)}</script>`,
    content: html`${header(context)}
<div class="with-aside">
<div class="sections">
${sections.map(
  ({ id, title: heading, content }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
${content}
</section>
`,
)}</div>
<aside aria-label="About this plugin">
${contents(sections)}
${facts(context)}
</aside>
</div>`,
  };
}

type Section = { id: string; title: string; content: Html };

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
  return html`<p class="notice bad" dir="auto"><strong>Version ${why.version} was withdrawn</strong> on ${date(why.date)}: ${why.reason} Whoever has it keeps it; it is not offered until there is a newer one.</p>`;
}

function deprecated(catalog: Catalog, { deprecated: status }: RegistryPlugin): Html {
  if (status === undefined) return html``;
  const { replacement } = status;
  const instead =
    replacement === undefined
      ? html``
      : html` Use ${catalog.byName.has(replacement) ? html`<a href="${catalog.links.href(`plugins/${replacement}/`)}">${replacement}</a>` : html`<bdi>${replacement}</bdi>`} instead.`;
  return html`<p class="notice" dir="auto"><strong>Deprecated</strong> since ${date(status.date)}: ${status.reason}${instead}</p>`;
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
  const ways = installWays(catalog.registry, plugin.name);
  const radios = ways.map(
    (way, index) =>
      html`<input type="radio" name="way" id="way-${way.id}"${index === 0 ? html` checked` : html``}><label for="way-${way.id}">${way.title}</label>`,
  );
  const panels = ways.map(
    (way) => html`<div class="way" data-way="${way.id}">
<p class="before">${sentence(way.before)}</p>
${codeBlock(way.code, `what to use for: ${way.title}`)}
<p class="quiet small">${sentence(way.after)}</p>
</div>
`,
  );
  const off =
    plugin.defaultEnabled === false
      ? html`<p>It is off after it is installed, until you enable it: <code>/plugin enable ${plugin.name}@${catalog.registry.name}</code></p>`
      : html``;
  return {
    id: 'install',
    title,
    content: html`<fieldset class="ways"><legend class="unseen">Where to install it</legend>${radios}
${panels}</fieldset>${off}`,
  };
}

function sourceLine({ catalog, plugin }: Context, file: string, line: number): Html {
  return html`<a class="source" href="${catalog.links.source(plugin.name, file, line)}">${file}:${line}</a>`;
}

function brings(context: Context): Section {
  const { components } = context.plugin;
  const title = 'What it brings';
  if (components.length === 0)
    return { id: 'brings', title, content: html`<p>No component that Claude Code would load.</p>` };
  const anchors = componentAnchors(components);
  const anchored = components.map((component, index) => ({ component, anchor: anchors[index] ?? '' }));
  const groups = groupBy(anchored, ({ component }) => component.kind).map(([kind, own]) => {
    const words = componentWords[kind];
    return html`<h3>${count(own.length, words.one, words.many)}</h3>
<p class="quiet small">${words.means}</p>
<ul class="items">${own.map(
      ({ component, anchor }) => html`<li id="${anchor}">${componentItem(context, component)}</li>
`,
    )}</ul>
`;
  });
  return { id: 'brings', title, content: html`${groups}` };
}

function componentItem(context: Context, component: Component): Html {
  const tokens = cost(component.tokens);
  const call = [component.target, ...(component.args ?? [])].filter((word) => word !== undefined).join(' ');
  const matcher = component.matcher === undefined ? html`` : html` for <code>${component.matcher}</code>`;
  const type = component.type === undefined ? html`` : html` <span class="tag">${component.type}</span>`;
  return html`<p class="name"><code>${component.name}</code>${matcher}${type}</p>
${component.description ? html`<p dir="auto">${component.description}</p>` : html``}
${call === '' ? html`` : html`<p><code>${call}</code></p>`}
<p class="where">${sourceLine(context, component.file, component.line)}${tokens ? html`<span>${tokens}</span>` : html``}</p>`;
}

function canDo(context: Context): Section {
  const { capabilities } = context.plugin;
  const id = 'can-do';
  const title = 'What it can do on your machine';
  if (capabilities.length === 0)
    return {
      id,
      title,
      content: html`<p class="notice good"><strong>Nothing runs by itself.</strong> It brings text for Claude to read: it starts no program, names no host and asks for nothing.</p>`,
    };
  const groups = groupBy(capabilities, groupOf);
  const runs = groups.some(([group]) => group === 'runs-by-itself');
  const starts = groups.some(([group]) => group === 'starts-programs');
  const calm = runs
    ? html``
    : starts
      ? html`<p>No hook, monitor or inline command. Its servers start with a session and its programs when they are called.</p>`
      : html`<p class="notice good"><strong>Nothing runs by itself.</strong> No hook, monitor, server or inline command.</p>`;
  const parts = capabilityGroups.flatMap(({ id: group, title: heading, means }) => {
    const own = groups.find(([name]) => name === group)?.[1];
    if (own === undefined) return [];
    return [
      html`<h3 id="${group}">${heading}</h3>
<p class="quiet small">${means}</p>
<ul class="items">${own.map(
        (capability) => html`<li>${capabilityItem(context, capability)}</li>
`,
      )}</ul>
`,
    ];
  });
  return { id, title, content: html`${calm}${parts}` };
}

function capabilityItem(context: Context, capability: Capability): Html {
  const { summary, detail, file, line, kind, pinned, sensitive } = capability;
  const isSaid = isQuoted(summary, detail);
  const notes = [
    kind === 'runtime-download' ? (pinned === true ? 'version is fixed' : 'version is not fixed') : undefined,
    kind === 'user-config' && sensitive === true ? 'kept as a secret' : undefined,
    kind === 'allowed-tools' && sensitive === true ? 'any shell command' : undefined,
  ].filter((note) => note !== undefined);
  const weighs =
    (kind === 'runtime-download' && pinned !== true) || (kind === 'allowed-tools' && sensitive === true);
  return html`<p dir="auto">${sentence(summary)}${notes.map((note) => html` <span class="${weighs ? 'tag warn' : 'tag'}">${note}</span>`)} ${sourceLine(context, file, line)}</p>${isSaid ? html`` : html`<p><code class="detail">${detail}</code></p>`}`;
}

/** Whether a sentence quotes the exact thing already: whole, or what follows how it is called. */
function isQuoted(summary: string, detail: string): boolean {
  const rest = /^[^:]*: ([\s\S]*)$/.exec(detail)?.[1];
  return (
    detail === '' ||
    summary.includes(`\`${detail}\``) ||
    (rest !== undefined && summary.includes(`\`${rest}\``))
  );
}

function tokens({ plugin }: Context): Section {
  const { alwaysOn, onInvoke } = plugin.tokens;
  const share = (number: number) => {
    const percent = (number / contextWindow) * 100;
    return percent > 0 && percent < 0.01 ? 'under 0.01 %' : `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
  };
  const figure = (number: number, title: string, words: string) =>
    html`<div><dt>${title}</dt><dd><strong>${thousands(number)}</strong> <span class="quiet small">${words}</span></dd></div>`;
  return {
    id: 'tokens',
    title: 'Tokens',
    content: html`<dl class="figures">${figure(alwaysOn, 'In every session', `${share(alwaysOn)} of ${thousands(contextWindow)}`)}${figure(onInvoke, 'When its largest part is used', `${share(onInvoke)} of ${thousands(contextWindow)}`)}</dl>
<p class="quiet small">Estimated from the characters of its files, as Claude Code does. What its tools and programs answer comes on top.</p>`,
  };
}

function check({ catalog, plugin, details }: Context): Section {
  const { links } = catalog;
  const { errors, warnings, infos, ruleset, status } = plugin.check;
  const counts = [
    { number: errors, one: 'error', many: 'errors' },
    { number: warnings, one: 'warning', many: 'warnings' },
    { number: infos, one: 'note', many: 'notes' },
  ]
    .filter(({ number }) => number > 0)
    .map(({ number, one, many }) => count(number, one, many));
  const verdict =
    status === 'ok'
      ? html`<strong class="good">Passed</strong>${counts.length > 0 ? ` with ${counts.join(', ')}` : ', with nothing to mend'}.`
      : html`<strong class="bad">Failed</strong> with ${counts.join(', ')}.`;
  const severities = { error: 'Error', warning: 'Warning', info: 'Note' };
  const item = (
    finding: Finding,
  ) => html`<li><p><span class="tag ${finding.severity}">${severities[finding.severity]}</span> <a href="${links.href(`rules/${finding.rule}/`)}">${finding.rule}</a></p>
<p dir="auto">${finding.message}</p>
<p class="quiet small" dir="auto">${finding.waived === undefined ? finding.fix : `Passed over by its maintainers: ${finding.waived}`}</p>
<p class="where"><a class="source" href="${links.source(plugin.name, finding.file === '.' ? undefined : finding.file, finding.line)}">${finding.file === '.' ? plugin.name : `${finding.file}:${finding.line}`}</a></p></li>
`;
  const items =
    details.findings && details.findings.length > 0
      ? html`<ul class="items">${details.findings.map(item)}</ul>`
      : html``;
  const commit =
    catalog.commit === 'HEAD'
      ? 'the files as they are in the folder'
      : html`commit <a href="${links.commit(catalog.commit)}"><code>${catalog.commit.slice(0, 10)}</code></a>`;
  return {
    id: 'check',
    title: 'Check',
    content: html`<p>${verdict} <a href="${links.href('rules/')}">All rules</a> · <a href="${links.href('about/')}">What this means, and what it does not</a></p>
${items}
<p class="quiet small">Made with rule set <code title="${ruleset}">${ruleset.slice(0, 12)}</code> at ${commit}.</p>`,
  };
}

function readme({ catalog, plugin, details }: Context): Section | undefined {
  const text = details.content?.readme;
  if (text === undefined) return undefined;
  const { links } = catalog;
  const base = `https://github.com/${catalog.registry.repository}/blob/${catalog.commit}`;
  const markup = trusted(text.markup.replaceAll(`href="${repositoryMark}/`, `href="${escapeText(base)}/`));
  const shown = text.headings.slice(0, mostHeadings);
  const toc =
    shown.length < 2
      ? html``
      : html`<details class="toc"><summary>In this README</summary><ul>${shown.map(({ id, text: words, level }) => html`<li class="level-${level}"><a href="#${encodeURIComponent(id)}"><bdi>${words}</bdi></a></li>`)}</ul></details>`;
  return {
    id: 'readme',
    title: 'README',
    content: html`${toc}
<div class="prose">${markup}</div>
${text.isCut ? html`<p><a href="${links.source(plugin.name, text.path)}">The rest of the README is in the repository</a></p>` : html``}`,
  };
}

function files({ catalog, plugin, details }: Context): Section {
  const { links } = catalog;
  const { count: number, bytes } = plugin.files;
  const listed = details.content?.files ?? [];
  const rows = listed.map(
    ({ path, bytes: own, sha256, mode }) =>
      html`<tr><th scope="row"><a href="${links.source(plugin.name, path)}">${path}</a>${mode === '100755' ? html` <span class="tag">executable</span>` : mode === '120000' ? html` <span class="tag">link</span>` : html``}</th><td>${size(own)}</td><td class="hash"><code>${sha256}</code></td></tr>
`,
  );
  const raw = links.href(`api/v1/plugins/${plugin.name}.json`);
  const more =
    number > mostFiles
      ? html`<p>The first ${mostFiles} of them. <a href="${raw}">All ${thousands(number)} with their hashes, as JSON</a></p>`
      : html``;
  return {
    id: 'files',
    title: 'Files',
    content: html`<p><a href="${links.source(plugin.name)}">${count(number, 'file', 'files')}</a>, ${size(bytes)}.</p>
${rows.length === 0 ? html`` : html`<details class="files"><summary>Names, sizes and SHA-256</summary><div class="scroll" role="group" aria-label="Files" tabindex="0"><table><thead><tr><th scope="col">File</th><th scope="col">Size</th><th scope="col">SHA-256</th></tr></thead><tbody>${rows}</tbody></table></div>${more}</details>`}
<p class="quiet small">Digest over all of them: <code class="hash">${plugin.digest}</code></p>`,
  };
}

function versions({ catalog, plugin, details }: Context): Section | undefined {
  const { links } = catalog;
  const changes = details.changes ?? [];
  if (plugin.versions.length === 0 && changes.length === 0 && plugin.yanked === undefined) return undefined;
  const releases = changesByVersion(plugin.versions, changes);
  const items = releases.map(({ version, from, to, own }) => {
    const diff =
      to === undefined
        ? html``
        : from === undefined
          ? html` <a href="${links.commit(to)}">First commit</a>`
          : html` <a href="${links.compare(from, to)}">What changed<span class="unseen"> in ${version?.version ?? 'since'}</span></a>`;
    const list =
      own.length === 0
        ? html``
        : html`<ul>${own.map(({ commit, date: day, subject }) => html`<li><a href="${links.commit(commit)}"><bdi>${oneLine(subject, 120) || commit.slice(0, 10)}</bdi></a> <span class="quiet small">${day}</span></li>`)}</ul>`;
    const heading =
      version === undefined
        ? html`<strong>Not released</strong>`
        : html`<strong><bdi>${version.version}</bdi></strong> <span class="quiet small">${date(version.date)}</span>`;
    const gone = version === undefined ? undefined : withdrawal(plugin, version.version);
    return html`<li><p>${heading}${diff}</p>${gone === undefined ? html`` : goneText(gone)}${list}</li>
`;
  });
  const former = (plugin.yanked ?? []).filter(
    ({ version }) => !plugin.versions.some((known) => known.version === version),
  );
  const changelog = details.content?.changelog;
  return {
    id: 'versions',
    title: 'Versions',
    content: html`<ol class="releases" reversed>${items}${former.map((gone) => html`<li><p><strong><bdi>${gone.version}</bdi></strong></p>${goneText(gone)}</li>`)}</ol>
<p class="quiet small">From the commits of the repository.${changelog === undefined ? '' : html` <a href="${links.source(plugin.name, changelog)}">The author’s own changelog</a>`} <a href="${links.repository(`commits/HEAD/plugins/${plugin.name}`)}">All commits</a></p>`,
  };
}

function goneText({ date: day, reason }: NonNullable<RegistryPlugin['yanked']>[number]): Html {
  return html`<p class="small" dir="auto"><span class="tag error">Withdrawn</span> ${date(day)}: ${reason}</p>`;
}

type Release = {
  /** Absent for what came after the newest version. */
  version?: RegistryPlugin['versions'][number];
  /** The commit of the version before. */
  from?: string;
  to?: string;
  own: Change[];
};

/** Commits, newest first, under the version that they went into. */
export function changesByVersion(all: RegistryPlugin['versions'], changes: readonly Change[]): Release[] {
  const releases: Release[] = all.map((version, index) => {
    const before = all[index + 1]?.commit;
    return { version, to: version.commit, own: [], ...(before === undefined ? {} : { from: before }) };
  });
  const newest = all[0];
  const unreleased: Release = { own: [], ...(newest === undefined ? {} : { from: newest.commit }) };
  let current: Release = unreleased;
  for (const change of changes) {
    const release = releases.find(({ to }) => to === change.commit);
    if (release !== undefined) current = release;
    current.own.push(change);
  }
  if (unreleased.own.length === 0) return releases;
  const last = unreleased.own[0]?.commit;
  return [{ ...unreleased, ...(last === undefined ? {} : { to: last }) }, ...releases];
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
  const report = links.repository(`issues/new?title=${encodeURIComponent(`${plugin.name}: `)}`);
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
