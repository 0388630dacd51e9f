import type { Capability, Component } from '../../plugin/plugin.ts';
import { closed, oneLine } from '../../plugin/text.ts';
import { withdrawal } from '../../registry/standing.ts';
import { capabilityGroups, groupOf, runsNothing } from '../capability-groups.ts';
import type { Catalog } from '../catalog.ts';
import { type Change, type Finding, folderMark, type PluginDetails, repositoryMark } from '../content.ts';
import { escapeText, type Html, html, trusted } from '../html.ts';
import { segment } from '../links.ts';
import type { RegistryPlugin } from '../registry.ts';
import { componentAnchors } from '../text.ts';
import { codeParts, componentWords, cost, count, groupBy, size, thousands } from '../words.ts';
import { date, sentence } from './bits.ts';

/** What the page of a plugin is made from. */
export type Context = { catalog: Catalog; plugin: RegistryPlugin; details: PluginDetails };

/** A part of a plugin's page, under a heading. */
export type Section = {
  id: string;
  title: string;
  content: Html;
  /** Whether something of it is left out, so that the part needs a page of its own. */
  isCut?: boolean;
};

/** UTF-16 units that are left at least of what is cut. */
const fewestUnits = 40;

/** How much of what may be long stands on a page. */
export type Room = {
  /** Components of one kind that are described, and further ones that are named. */
  components: number;
  names: number;
  /** Capabilities of one group. */
  capabilities: number;
  findings: number;
  /** Files; where there are more, none is listed. */
  files: number;
  /** Versions, and changes of each. */
  releases: number;
  changes: number;
  /** UTF-16 units of the README's markup, and its headings in the table of contents. */
  readme: number;
  headings: number;
  /** Tags, maintainers, dependencies and the like, of each kind. */
  words: number;
  /** UTF-16 units of one sentence that an author wrote. */
  text: number;
  /** The same of a name, an address or a path; one that is longer is no link. */
  line: number;
  /** Whether it is that of a page with one part and nothing else. */
  isPage: boolean;
};

/** What a page has that shows one part and nothing else. */
export const wholePart: Room = {
  components: Number.POSITIVE_INFINITY,
  names: 0,
  capabilities: Number.POSITIVE_INFINITY,
  findings: Number.POSITIVE_INFINITY,
  files: Number.POSITIVE_INFINITY,
  releases: Number.POSITIVE_INFINITY,
  changes: Number.POSITIVE_INFINITY,
  readme: Number.POSITIVE_INFINITY,
  headings: 200,
  words: Number.POSITIVE_INFINITY,
  text: Number.POSITIVE_INFINITY,
  line: Number.POSITIVE_INFINITY,
  isPage: true,
};

/**
 * The same: the first in which it weighs no more than it may. What people write fits into the first. Texts give way before numbers do, and a
 * component keeps its name.
 */
export const partRooms: readonly Room[] = [
  wholePart,
  ...[2_000, 1_000, 500, 250, 120, 60].map((text) => ({ ...wholePart, text, line: text })),
  ...[1_000, 500, 250, 120, 60, 20].map((number) => ({
    ...wholePart,
    components: number,
    names: 2_000,
    capabilities: number,
    findings: number,
    files: number,
    releases: number,
    changes: number,
    words: number,
    text: fewestUnits,
    line: fewestUnits,
  })),
];

/** What a plugin's page has: the first in which it weighs no more than it may. */
export const rooms: readonly Room[] = [1, 0.7, 0.5, 0.35, 0.25, 0.15, 0.08, 0.02].map((share) => ({
  components: Math.ceil(24 * share),
  names: Math.ceil(60 * share),
  capabilities: Math.ceil(24 * share),
  findings: Math.ceil(12 * share),
  // Hashes cannot be compressed, and few people want one: they give way first.
  files: share === 1 ? 16 : 0,
  releases: Math.ceil(8 * share),
  changes: Math.ceil(8 * share),
  readme: 14_000 * share,
  headings: Math.ceil(24 * share),
  words: Math.ceil(40 * share),
  text: Math.max(fewestUnits, 1_500 * share),
  line: Math.max(fewestUnits, 400 * share),
  isPage: false,
}));

/** The link to the page that has the whole of a part; from that page, to where everything is. */
export function rest({ catalog, plugin }: Context, { isPage }: Room, id: string, words: string): Html {
  return isPage
    ? html`<p><a href="${catalog.links.href(`api/v1/plugins/${plugin.name}.json`)}">${words}, as JSON</a></p>`
    : html`<p><a href="${id}/" data-rest="${id}">${words}</a></p>`;
}

/** Cuts what is too long for the room, and remembers whether it did. */
export type Cutter = {
  /** A sentence. */
  cut(text: string): string;
  /** A name, an address or a path. */
  line(text: string): string;
  /** Words of one kind: those that there is room for. */
  some<T>(list: readonly T[]): readonly T[];
  hasCut(): boolean;
};

export function cutter(room: Room): Cutter {
  let hasCut = false;
  const within = (longest: number) => (text: string) => {
    if (text.length <= longest) return text;
    hasCut = true;
    return oneLine(text, longest);
  };
  return {
    cut: within(room.text),
    line: within(room.line),
    some(list) {
      if (list.length <= room.words) return list;
      hasCut = true;
      return list.slice(0, room.words);
    },
    hasCut: () => hasCut,
  };
}

/** How many there are besides those that are shown. */
export function others(all: readonly unknown[], shown: readonly unknown[]): Html {
  return all.length > shown.length ? html`<li>and ${thousands(all.length - shown.length)} more</li>` : html``;
}

/** The link to a line of a file. */
function sourceLine({ catalog, plugin }: Context, file: string, line: number, { line: short }: Cutter): Html {
  const path = short(file);
  return path === file
    ? html`<a class="source" href="${catalog.links.source(plugin.name, file, line)}">${file}:${line}</a>`
    : html`<span class="source">${path}</span>`;
}

export function brings(context: Context, room: Room): Section {
  const { components } = context.plugin;
  const title = 'What it brings';
  if (components.length === 0)
    return { id: 'brings', title, content: html`<p>No component that Claude Code would load.</p>` };
  const anchors = componentAnchors(components);
  const cuts = cutter(room);
  const anchored = components.map((component, index) => ({ component, anchor: anchors[index] ?? '' }));
  let isCut = false;
  const groups = groupBy(anchored, ({ component }) => component.kind).map(([kind, own]) => {
    const words = componentWords[kind];
    const described = own.slice(0, room.components);
    const named = own.slice(room.components, room.components + room.names);
    const left = own.length - described.length - named.length;
    isCut ||= described.length < own.length;
    return html`<h3>${count(own.length, words.one, words.many)}</h3>
<p class="quiet small">${words.means}</p>
<ul class="items">${described.map(
      ({ component, anchor }) => html`<li id="${anchor}">${componentItem(context, component, cuts)}</li>
`,
    )}</ul>
${
  named.length === 0
    ? html``
    : html`<ul class="words named">${named.map(({ component, anchor }) => {
        const name = html`<code>${cuts.cut(component.name)}</code>`;
        return room.isPage
          ? html`<li id="${anchor}">${name}</li>`
          : html`<li id="${anchor}" data-elsewhere><a href="brings/#${anchor}">${name}</a></li>`;
      })}${left > 0 ? html`<li>and ${thousands(left)} more</li>` : html``}</ul>`
}`;
  });
  isCut ||= cuts.hasCut();
  const words = `All ${thousands(components.length)} components, each with what it says of itself`;
  const more = isCut ? rest(context, room, 'brings', words) : html``;
  return { id: 'brings', title, isCut, content: html`${groups}${more}` };
}

function componentItem(context: Context, component: Component, cuts: Cutter): Html {
  const { cut, line } = cuts;
  const tokens = cost(component.tokens);
  const call = [component.target, ...(component.args ?? [])].filter((word) => word !== undefined).join(' ');
  const matcher =
    component.matcher === undefined ? html`` : html` for <code>${cut(component.matcher)}</code>`;
  const type =
    component.type === undefined ? html`` : html` <span class="tag">${line(component.type)}</span>`;
  return html`<p class="name"><code>${cut(component.name)}</code>${matcher}${type}</p>
${component.description ? html`<p dir="auto">${cut(component.description)}</p>` : html``}
${call === '' ? html`` : html`<p><code>${cut(call)}</code></p>`}
<p class="where">${sourceLine(context, component.file, component.line, cuts)}${tokens ? html`<span>${tokens}</span>` : html``}</p>`;
}

export function canDo(context: Context, room: Room): Section {
  const { capabilities } = context.plugin;
  const id = 'can-do';
  const title = 'What it can do on your machine';
  if (capabilities.length === 0)
    return {
      id,
      title,
      content: html`<p class="notice good"><strong>Nothing runs by itself.</strong> It brings text for Claude to read: it starts no program, names no host and asks for nothing.</p>`,
    };
  const cuts = cutter(room);
  const groups = groupBy(capabilities, groupOf);
  const calm = runsNothing(capabilities)
    ? html`<p><strong>Nothing runs by itself.</strong> No hook, monitor, server or inline command.</p>`
    : html``;
  let isCut = false;
  const parts = capabilityGroups.flatMap(({ id: group, title: heading, means }) => {
    const own = groups.find(([name]) => name === group)?.[1];
    if (own === undefined) return [];
    const shown = own.slice(0, room.capabilities);
    const left = own.length - shown.length;
    isCut ||= left > 0;
    return [
      html`<h3 id="${group}">${heading}</h3>
<p class="quiet small">${means}</p>
<ul class="items">${shown.map(
        (capability) => html`<li>${capabilityItem(context, capability, cuts)}</li>
`,
      )}${left === 0 ? html`` : room.isPage ? html`<li>${thousands(left)} more</li>` : html`<li><a href="${id}/#${group}">${thousands(left)} more</a></li>`}</ul>
`,
    ];
  });
  isCut ||= cuts.hasCut();
  const more = isCut
    ? rest(context, room, id, `All ${thousands(capabilities.length)} that it can do`)
    : html``;
  return { id, title, isCut, content: html`${calm}${parts}${more}` };
}

function capabilityItem(context: Context, capability: Capability, cuts: Cutter): Html {
  const { summary, detail, file, line, kind, pinned, sensitive } = capability;
  const isSaid = isQuoted(summary, detail);
  const notes = [
    kind === 'runtime-download' ? (pinned === true ? 'version is fixed' : 'version is not fixed') : undefined,
    kind === 'user-config' && sensitive === true ? 'kept as a secret' : undefined,
    kind === 'allowed-tools' && sensitive === true ? 'any shell command' : undefined,
  ].filter((note) => note !== undefined);
  const weighs =
    (kind === 'runtime-download' && pinned !== true) || (kind === 'allowed-tools' && sensitive === true);
  return html`<p dir="auto">${sentence(cuts.cut(summary))}${notes.map((note) => html` <span class="${weighs ? 'tag warn' : 'tag'}">${note}</span>`)} ${sourceLine(context, file, line, cuts)}</p>${isSaid ? html`` : html`<p><code class="detail">${cuts.cut(detail)}</code></p>`}`;
}

/** Whether a sentence quotes the exact thing already: whole, or what follows how it is called, or a list one by one. */
function isQuoted(summary: string, detail: string): boolean {
  const rest = /^[^:]*: ([\s\S]*)$/.exec(detail)?.[1];
  const quoted = codeParts(summary).flatMap(({ text, isCode }) => (isCode ? [text] : []));
  const isList = quoted.some((_, index) => quoted.slice(0, index + 1).join(', ') === detail);
  return detail === '' || isList || (rest !== undefined && quoted.includes(rest)) || quoted.includes(detail);
}

export function check(context: Context, room: Room): Section {
  const { catalog, plugin, details } = context;
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
  const findings = details.findings ?? [];
  const shown = findings.slice(0, room.findings);
  // What a build keeps of it may be less than what was found.
  const total = Math.max(findings.length, errors + warnings + infos);
  const cuts = cutter(room);
  const { cut, line } = cuts;
  const place = ({ file, line: number }: Finding) => {
    if (file !== '.') return sourceLine(context, file, number, cuts);
    return html`<a class="source" href="${links.source(plugin.name, undefined, number)}">${line(plugin.name)}</a>`;
  };
  const item = (
    finding: Finding,
  ) => html`<li><p><span class="tag ${finding.severity}">${severities[finding.severity]}</span> <a href="${links.href(`rules/${finding.rule}/`)}">${finding.rule}</a></p>
<p dir="auto">${cut(finding.message)}</p>
<p class="quiet small" dir="auto">${cut(finding.waived === undefined ? finding.fix : `Passed over by its maintainers: ${finding.waived}`)}</p>
<p class="where">${place(finding)}</p></li>
`;
  const items = shown.length > 0 ? html`<ul class="items">${shown.map(item)}</ul>` : html``;
  const isCut = shown.length < findings.length || cuts.hasCut();
  const isWhole = findings.length === total;
  const command = `npm run check -- plugins/${plugin.name}`;
  const more =
    isCut && !room.isPage
      ? rest(
          context,
          room,
          'check',
          isWhole
            ? `All ${thousands(total)} that it says`
            : `${thousands(findings.length)} of the ${thousands(total)} that it says`,
        )
      : findings.length > 0 && (isCut || !isWhole)
        ? html`<p>${thousands(shown.length)} of ${thousands(total)}. All that it says: <code>${command}</code></p>`
        : html``;
  const commit =
    catalog.commit === 'HEAD'
      ? 'the files as they are in the folder'
      : html`commit <a href="${links.commit(catalog.commit)}"><code>${catalog.commit.slice(0, 10)}</code></a>`;
  return {
    id: 'check',
    title: 'Check',
    isCut,
    content: html`<p>${verdict} <a href="${links.href('rules/')}">All rules</a> · <a href="${links.href('about/')}">What this means, and what it does not</a></p>
${items}${more}
<p class="quiet small">Made with rule set <code title="${ruleset}">${ruleset.slice(0, 12)}</code> at ${commit}.</p>`,
  };
}

export function readme(context: Context, room: Room): Section | undefined {
  const { catalog, plugin, details } = context;
  const text = details.content?.readme;
  if (text === undefined) return undefined;
  const { links } = catalog;
  const end = text.markup.length <= room.readme ? text.markup.length : endWithin(text, room.readme);
  const isCut = end < text.markup.length;
  let markup = text.markup.slice(0, end);
  // A link to a heading that is left out leads to the page that has it.
  const isHere = (id: string) => !isCut || markup.includes(` id="${escapeText(id)}"`);
  const away = new Set(text.headings.filter(({ id }) => !isHere(id)).map(({ id }) => encodeURIComponent(id)));
  if (away.size > 0)
    markup = markup.replace(/ href="#([^"]*)"/g, (whole, id: string) =>
      away.has(id) ? ` href="readme/#${id}"` : whole,
    );
  const base = `https://github.com/${catalog.registry.repository}/blob/${catalog.commit}`;
  for (const [mark, address] of [
    [repositoryMark, base],
    [folderMark, `${base}/plugins/${segment(plugin.name)}`],
  ] as const)
    markup = markup.replaceAll(`href="${mark}/`, () => `href="${escapeText(address)}/`);
  const heading = ({ id, text: words, level }: (typeof text.headings)[number]) => {
    const anchor = encodeURIComponent(id);
    return html`<li class="level-${level}"><a href="${away.has(anchor) ? 'readme/' : ''}#${anchor}"><bdi>${words}</bdi></a></li>`;
  };
  const headings = text.headings.slice(0, room.headings);
  const contents =
    headings.length < 2
      ? html``
      : html`<details class="toc"><summary>In this README</summary><ul>${headings.map(heading)}</ul></details>`;
  const more = isCut
    ? rest(context, room, 'readme', end === 0 ? 'Read the README' : 'Read the whole README')
    : text.isCut
      ? html`<p><a href="${links.source(plugin.name, text.path)}">${end === 0 ? 'The README is' : 'The rest of the README is'} in the repository</a></p>`
      : html``;
  return {
    id: 'readme',
    title: 'README',
    isCut,
    content: html`${contents}
${end === 0 ? html`` : html`<div class="prose">${trusted(markup)}</div>`}
${more}`,
  };
}

/** The last place within `longest` where a text can be cut, which is not below a heading: that would stand over nothing. */
function endWithin({ markup, ends }: { markup: string; ends: readonly number[] }, longest: number): number {
  return ends.findLast((end) => end <= longest && !/<\/h[1-6]>$/.test(markup.slice(end - 5, end))) ?? 0;
}

export function files(context: Context, room: Room): Section {
  const { catalog, plugin, details } = context;
  const { links } = catalog;
  const { count: number, bytes } = plugin.files;
  const all = details.content?.files ?? [];
  const { line, hasCut } = cutter(room);
  // A list of which something is left out helps on no page but its own.
  const isLeft = all.length > room.files && !room.isPage;
  const listed = isLeft ? [] : all.slice(0, room.files);
  const rows = listed.map(({ path, bytes: own, sha256, mode }) => {
    const short = line(path);
    const name =
      short === path ? html`<a href="${links.source(plugin.name, path)}">${path}</a>` : html`${short}`;
    return html`<tr><th scope="row">${name}${mode === '100755' ? html` <span class="tag">executable</span>` : mode === '120000' ? html` <span class="tag">link</span>` : html``}</th><td>${size(own)}</td><td class="hash"><code>${sha256}</code></td></tr>
`;
  });
  const isCut = isLeft || hasCut();
  const raw = links.href(`api/v1/plugins/${plugin.name}.json`);
  const more =
    number > listed.length || isCut
      ? html`<p>${number > listed.length ? `The first ${thousands(listed.length)} of them. ` : ''}<a href="${raw}">All ${thousands(number)} with their hashes, as JSON</a></p>`
      : html``;
  const table = html`<div class="scroll" role="group" aria-label="Files" tabindex="0"><table><thead><tr><th scope="col">File</th><th scope="col">Size</th><th scope="col">SHA-256</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const list = room.isPage
    ? html`<div class="files">${table}${more}</div>`
    : isCut
      ? rest(context, room, 'files', 'Names, sizes and SHA-256')
      : html`<details class="files"><summary>Names, sizes and SHA-256</summary>${table}${more}</details>`;
  return {
    id: 'files',
    title: 'Files',
    isCut,
    content: html`<p><a href="${links.source(plugin.name)}">${count(number, 'file', 'files')}</a>, ${size(bytes)}.</p>
${all.length === 0 ? html`` : list}
<p class="quiet small">Digest over all of them: <code class="hash">${plugin.digest}</code></p>`,
  };
}

export function versions(context: Context, room: Room): Section | undefined {
  const { catalog, plugin, details } = context;
  const { links } = catalog;
  const cuts = cutter(room);
  const { line } = cuts;
  const changes = details.changes ?? [];
  if (plugin.versions.length === 0 && changes.length === 0 && plugin.yanked === undefined) return undefined;
  const releases = changesByVersion(plugin.versions, changes);
  const shown = releases.slice(0, room.releases);
  const items = shown.map(({ version, from, to, own }) => {
    const diff =
      to === undefined
        ? html``
        : from === undefined
          ? html` <a href="${links.commit(to)}">First commit</a>`
          : html` <a href="${links.compare(from, to)}">What changed<span class="unseen"> ${version === undefined ? 'since' : `in ${line(version.version)}`}</span></a>`;
    const list =
      own.length === 0 || room.changes === 0
        ? html``
        : html`<ul>${own.slice(0, room.changes).map(({ commit, date: day, subject }) => html`<li><a href="${links.commit(commit)}"><bdi>${oneLine(subject, 120) || commit.slice(0, 10)}</bdi></a> <span class="quiet small">${day}</span></li>`)}</ul>`;
    const heading =
      version === undefined
        ? html`<strong>${sinceWords(plugin, cuts)}</strong>`
        : html`<strong><bdi>${line(version.version)}</bdi></strong> <span class="quiet small">${date(version.date)}</span>`;
    const gone = version === undefined ? undefined : withdrawal(plugin, version.version);
    return html`<li><p>${heading}${diff}</p>${version === undefined ? sinceMeans(plugin, cuts) : html``}${gone === undefined ? html`` : goneText(gone, cuts)}${list}</li>
`;
  });
  const former = (plugin.yanked ?? []).filter(
    ({ version }) => !plugin.versions.some((known) => known.version === version),
  );
  const formerShown = former.slice(0, Math.max(0, room.releases - shown.length));
  const formerItems = formerShown.map(
    (gone) => html`<li><p><strong><bdi>${line(gone.version)}</bdi></strong></p>${goneText(gone, cuts)}</li>`,
  );
  const isCut =
    shown.length < releases.length ||
    formerShown.length < former.length ||
    shown.some(({ own }) => own.length > room.changes) ||
    cuts.hasCut();
  const more = isCut
    ? rest(
        context,
        room,
        'versions',
        `All ${count(plugin.versions.length + former.length, 'version', 'versions')} with what changed`,
      )
    : html``;
  const changelog = details.content?.changelog;
  return {
    id: 'versions',
    title: 'Versions',
    isCut,
    content: html`<ol class="releases" reversed>${items}${formerItems}</ol>
${more}
<p class="quiet small">From the commits of the repository.${changelog === undefined ? '' : html` <a href="${links.source(plugin.name, changelog)}">The author’s own changelog</a>`} <a href="${links.repository(`commits/HEAD/plugins/${plugin.name}`)}">All commits</a></p>`,
  };
}

/** What the commits are called that came after the one that first had the newest version. */
function sinceWords({ version, versions: [newest] }: RegistryPlugin, { line }: Cutter): Html {
  if (newest === undefined) return version === undefined ? html`No version number` : html`Changes`;
  return html`Since <bdi>${line(newest.version)}</bdi>${newest.version === version ? ', same version number' : ''}`;
}

/** What it means for who has the plugin: https://code.claude.com/docs/en/plugins-reference#version-management */
function sinceMeans({ version }: RegistryPlugin, { line }: Cutter): Html {
  return html`<p class="quiet small">${
    version === undefined
      ? 'Claude Code takes every commit for a new version, and updates to it.'
      : html`Claude Code updates a plugin only when its version changes: who installed <bdi>${line(version)}</bdi> before these has it without them.`
  }</p>`;
}

function goneText(
  { date: day, reason }: NonNullable<RegistryPlugin['yanked']>[number],
  { cut }: Cutter,
): Html {
  return html`<p class="small" dir="auto"><span class="tag error">Withdrawn</span> ${date(day)}: ${closed(cut(reason))}</p>`;
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
