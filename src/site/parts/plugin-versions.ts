import type { Change } from '../../plugin/git-history.ts';
import { closed, oneLine } from '../../plugin/text.ts';
import { withdrawal } from '../../registry/standing.ts';
import { type Html, html } from '../html.ts';
import type { RegistryPlugin } from '../registry.ts';
import { count } from '../words.ts';
import { date } from './bits.ts';
import { type Context, type Cutter, cutter, type Room, rest, type Section } from './plugin-room.ts';

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
        `Show all ${count(plugin.versions.length + former.length, 'version', 'versions')} with what changed`,
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
