import { exactText, subjectsOf } from '../../plugin/capability-words.ts';
import { componentLabels } from '../../plugin/kind-labels.ts';
import type { Component } from '../../plugin/kinds/list.ts';
import { callOf } from '../../plugin/kinds/target.ts';
import { capabilityGroups } from '../../plugin/kinds/vocabulary.ts';
import type { PermissionEffect } from '../../plugin/permission-effects.ts';
import { programsIn, runsNothing, startSentence } from '../../plugin/start-words.ts';
import { formatBytes, oneLine } from '../../plugin/text.ts';
import { groupOf } from '../../registry/capability-flags.ts';
import type { Finding } from '../../registry/description.ts';
import type { PublishedCapability } from '../../registry/registry.ts';
import { groupWords } from '../capability-words.ts';
import { folderMark, repositoryMark } from '../content.ts';
import { escapeText, type Html, html, trusted } from '../html.ts';
import { segment } from '../links.ts';
import { type McpTool, mcpTools } from '../mcp-tools.ts';
import { componentAnchors, longestName } from '../text.ts';
import { codeParts, cost, count, groupBy, pinWords, thousands } from '../words.ts';
import { sentence } from './bits.ts';
import { type Context, type Cutter, cutter, others, type Room, rest, type Section } from './plugin-room.ts';

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
  const anchors = componentAnchors(
    components.map(({ kind, name }) => ({ kind, name: oneLine(name, longestName) })),
  );
  const cuts = cutter(room);
  const tools = mcpTools(context.plugin);
  const anchored = components.map((component, index) => ({ component, anchor: anchors[index] ?? '' }));
  let isCut = false;
  const groups = groupBy(anchored, ({ component }) => component.kind).map(([kind, own]) => {
    const words = componentLabels[kind];
    const described = own.slice(0, room.components);
    const named = own.slice(room.components, room.components + room.names);
    const left = own.length - described.length - named.length;
    isCut ||= described.length < own.length;
    return html`<h3>${count(own.length, words.one, words.many)}</h3>
<p class="quiet small">${words.means}</p>
<ul class="items">${described.map(
      ({
        component,
        anchor,
      }) => html`<li id="${anchor}">${componentItem(context, component, tools, cuts)}</li>
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
  const words = `Show all ${thousands(components.length)} components with their descriptions`;
  const more = isCut ? rest(context, room, 'brings', words) : html``;
  return { id: 'brings', title, isCut, content: html`${groups}${more}` };
}

function componentItem(
  context: Context,
  component: Component,
  tools: readonly McpTool[],
  cuts: Cutter,
): Html {
  const { cut, line } = cuts;
  const tokens = cost(component.tokens);
  const call = callOf(component);
  const isHook = component.kind === 'hook';
  const matcher =
    isHook && component.matcher !== undefined ? html` for <code>${cut(component.matcher)}</code>` : html``;
  const how = isHook ? component.type : component.kind === 'mcp-server' ? component.transport : undefined;
  const type = how === undefined ? html`` : html` <span class="tag">${line(how)}</span>`;
  return html`<p class="name"><code>${cut(component.name)}</code>${matcher}${type}</p>
${component.description ? html`<p dir="auto">${cut(component.description)}</p>` : html``}
${call === '' ? html`` : html`<p><code>${cut(call)}</code></p>`}
${component.kind === 'mcp-server' ? toolsOf(tools, component.name, cuts) : html``}<p class="where">${sourceLine(context, component.file, component.line, cuts)}${tokens ? html`<span>${tokens}</span>` : html``}</p>`;
}

function toolsOf(tools: readonly McpTool[], server: string, { line, some }: Cutter): Html {
  const own = tools.filter((each) => each.server === server);
  if (own.length === 0) return html``;
  const shown = some(own);
  return html`<p class="quiet small">Tools that its own skills and commands use</p>
<ul class="words">${shown.map(({ tool }) => html`<li><code>${line(tool)}</code></li>`)}${others(own, shown)}</ul>
`;
}

export function canDo(context: Context, room: Room): Section {
  const { capabilities } = context.plugin;
  const id = 'can-do';
  const title = 'What it can do on your machine';
  const files = context.details.content?.files;
  const start = startSentence({ capabilities, files });
  if (capabilities.length === 0) {
    const isText = programsIn(files ?? []).length === 0;
    return {
      id,
      title,
      content: html`<p${isText ? html` class="notice good"` : html``}><strong>${start}</strong></p>`,
    };
  }
  const cuts = cutter(room);
  const groups = groupBy(capabilities, groupOf);
  const calm = runsNothing(capabilities) ? html`<p><strong>${start}</strong></p>` : html``;
  let isCut = false;
  const parts = capabilityGroups.flatMap((group) => {
    const { title: heading, means } = groupWords[group];
    const own = groups.find(([name]) => name === group)?.[1];
    if (own === undefined) return [];
    const said = groupBy(own, ({ summary }) => summary);
    const shown = said.slice(0, room.capabilities);
    const left = said.length - shown.length;
    isCut ||= left > 0;
    return [
      html`<h3 id="${group}">${heading}</h3>
<p class="quiet small">${means}</p>
<ul class="items">${shown.map(
        ([, same]) => html`<li>${capabilityItem(context, same, cuts)}</li>
`,
      )}${left === 0 ? html`` : room.isPage ? html`<li>${thousands(left)} more</li>` : html`<li><a href="${id}/#${group}">${thousands(left)} more</a></li>`}</ul>
`,
    ];
  });
  isCut ||= cuts.hasCut();
  const more = isCut
    ? rest(context, room, id, `Show all ${thousands(capabilities.length)} capabilities`)
    : html``;
  return { id, title, isCut, content: html`${calm}${parts}${more}` };
}

/** Places of one statement that are linked. */
const mostPlaces = 5;

/** What is said of one capability, or of several that are said in the same words, with their places. */
function capabilityItem(context: Context, same: readonly PublishedCapability[], cuts: Cutter): Html {
  const [capability] = same;
  if (capability === undefined) return html``;
  const { summary } = capability;
  const sources = same
    .slice(0, mostPlaces)
    .map(({ file, line }) => html` ${sourceLine(context, file, line, cuts)}`);
  const notes = capabilityNotes(capability);
  const exact = isQuoted(capability)
    ? html``
    : html`<p><code class="detail">${cuts.cut(exactText(capability))}</code></p>`;
  return html`<p dir="auto">${sentence(cuts.cut(summary))}${notes.map(({ note, weighs }) => html` <span class="${weighs ? 'tag warn' : 'tag'}">${note}</span>`)}${sources}</p>${exact}`;
}

function capabilityNotes(capability: PublishedCapability): { note: string; weighs: boolean }[] {
  switch (capability.kind) {
    case 'runtime-download':
      return [{ note: pinWords(capability.pinned), weighs: !capability.pinned }];
    case 'user-config':
      return capability.sensitive ? [{ note: 'kept as a secret', weighs: false }] : [];
    case 'allowed-tools':
      return permissionNotes(capability.permits).map((note) => ({ note, weighs: true }));
    default:
      return [];
  }
}

/** What pre-approved tools permit without limit, in few words; what a shell command can do anyway is left out. */
function permissionNotes(permits: readonly PermissionEffect[]): string[] {
  if (permits.includes('any-command')) return ['any shell command'];
  if (permits.includes('any-program')) return ['any program'];
  return permits.includes('any-address') ? ['any address'] : [];
}

/** Whether the sentence quotes the exact things already. */
function isQuoted(capability: PublishedCapability): boolean {
  const quoted = codeParts(capability.summary).flatMap(({ text, isCode }) => (isCode ? [text] : []));
  return subjectsOf(capability).every((subject) => subject === '' || quoted.includes(subject));
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
      ? html`<strong class="good">Passed</strong>${counts.length > 0 ? ` with ${counts.join(', ')}` : ', no issues found'}.`
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
<p class="quiet small" dir="auto">${cut(finding.waived === undefined ? finding.fix : `Waived by its maintainers: ${finding.waived}`)}</p>
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
            ? `Show all ${thousands(total)} findings`
            : `Show ${thousands(findings.length)} of ${thousands(total)} findings`,
        )
      : findings.length > 0 && (isCut || !isWhole)
        ? html`<p>${thousands(shown.length)} of ${thousands(total)} findings. To see all: <code>${command}</code></p>`
        : html``;
  const commit =
    catalog.commit === 'HEAD'
      ? 'the files that are not committed yet'
      : html`commit <a href="${links.commit(catalog.commit)}"><code>${catalog.commit.slice(0, 10)}</code></a>`;
  return {
    id: 'check',
    title: 'Check',
    isCut,
    content: html`<p>${verdict} <a href="${links.href('rules/')}">All rules</a> · <a href="${links.href('about/')}">What this means, and what it does not</a></p>
${items}${more}
<p class="quiet small">Checked with version ${ruleset} of the rules, at ${commit}.</p>`,
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
    return html`<tr><th scope="row">${name}${mode === '100755' ? html` <span class="tag">executable</span>` : mode === '120000' ? html` <span class="tag">link</span>` : html``}</th><td>${formatBytes(own)}</td><td class="hash"><code>${sha256}</code></td></tr>
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
    content: html`<p><a href="${links.source(plugin.name)}">${count(number, 'file', 'files')}</a>, ${formatBytes(bytes)}.</p>
${all.length === 0 ? html`` : list}
<p class="quiet small">Digest over all of them: <code class="hash">${plugin.digest}</code></p>`,
  };
}
