import { byText, closed, oneLine, webAddress } from '../../plugin/text.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { isOffered, withdrawal } from '../standing.ts';
import type { PublishedFile } from './published-file.ts';
import { isDate, safeJson, xml } from './text.ts';

/** Entries of one feed. Readers that look now and then miss none, and nobody loads a history. */
const longestFeed = 100;

/** Since when names are given out here: part of a feed's id, which must never change. https://www.rfc-editor.org/rfc/rfc4151 */
const since = '2026';

/** Shown where a registry names no date at all, as outside git. */
const noDate = '1970-01-01';

/** Where a plugin's feeds are, or without a name those of all plugins. Relative to the site. */
export function feedPaths(name?: string): { atom: string; json: string } {
  const folder = name === undefined ? '' : `plugins/${name}/`;
  return { atom: `${folder}feed.xml`, json: `${folder}feed.json` };
}

/** Something that happened to a plugin. */
type Happening = {
  plugin: RegistryPlugin;
  date: string;
  /** Its id within the plugin, for good: nothing else of the plugin is ever called so. */
  key: string;
  title: string;
  /** Whether this version was withdrawn since. */
  isWithdrawn: boolean;
};

/** The feeds of new and updated plugins. What is not offered is not announced. */
export function marketplaceFeeds(registry: Registry): PublishedFile[] {
  const happenings = registry.plugins
    .filter(isOffered)
    .flatMap(happeningsOf)
    .filter(({ isWithdrawn }) => !isWithdrawn);
  return feedFiles(registry, undefined, newestFirst(happenings));
}

/** The feeds of one plugin: its versions, and the last change since. */
export function pluginFeeds(registry: Registry, plugin: RegistryPlugin): PublishedFile[] {
  return feedFiles(registry, plugin, newestFirst(happeningsOf(plugin)));
}

function happeningsOf(plugin: RegistryPlugin): Happening[] {
  const { name, displayName, versions, created, updated, tree } = plugin;
  const title = oneLine(displayName ?? name, 120) || name;
  const dated = versions.filter(({ date }) => isDate(date));
  const first = dated.at(-1);
  const found = dated.map(({ version, date }): Happening => {
    const isNew = first?.version === version && created === date;
    const what = `${title} ${oneLine(version, 64)}`;
    const isWithdrawn = withdrawal(plugin, version) !== undefined;
    const said = isNew ? `New: ${what}` : what;
    return { plugin, date, key: version, title: isWithdrawn ? `${said} (withdrawn)` : said, isWithdrawn };
  });
  if (isDate(created) && first?.date !== created)
    found.push({ plugin, date: created, key: 'new', title: `New: ${title}`, isWithdrawn: false });
  const newest = found.reduce((date, one) => (one.date > date ? one.date : date), '');
  if (isDate(updated) && updated > newest)
    found.push({ plugin, date: updated, key: tree, title: `${title} changed`, isWithdrawn: false });
  return found;
}

/** At most as many as a feed holds; those of one day by name, and of one plugin as the registry has them. */
function newestFirst(happenings: Happening[]): Happening[] {
  return happenings
    .sort((a, b) => byText(b.date, a.date) || byText(a.plugin.name, b.plugin.name))
    .slice(0, longestFeed);
}

function feedFiles(
  registry: Registry,
  plugin: RegistryPlugin | undefined,
  happenings: readonly Happening[],
): PublishedFile[] {
  const { site, displayName, description, owner } = registry;
  const paths = feedPaths(plugin?.name);
  const feed: Feed = {
    id: tag(registry, since, plugin === undefined ? 'plugins' : `plugins/${plugin.name}`),
    title:
      plugin === undefined
        ? displayName
        : `${oneLine(plugin.displayName ?? plugin.name, 120)} · ${displayName}`,
    about: plugin === undefined ? `New and updated plugins. ${description}` : aboutOf(plugin),
    page: plugin === undefined ? site : pageOf(registry, plugin),
    updated: happenings[0]?.date ?? noDate,
    author: { name: owner.name, url: webAddress(owner.url) },
    entries: happenings.map((happening) => ({
      id: tag(registry, happening.date, `plugins/${happening.plugin.name}/${happening.key}`),
      title: happening.title,
      about: aboutOf(happening.plugin),
      page: pageOf(registry, happening.plugin),
      date: happening.date,
      author: {
        name: oneLine(happening.plugin.author?.name ?? '', 120) || owner.name,
        url: webAddress(happening.plugin.author?.url),
      },
      category: registry.categories.find(({ id }) => id === happening.plugin.category)?.name,
    })),
  };
  return [
    { path: paths.atom, content: atomText(feed, `${site}${paths.atom}`) },
    { path: paths.json, content: jsonFeedText(feed, `${site}${paths.json}`) },
  ];
}

function aboutOf({ description = '', deprecated }: RegistryPlugin): string {
  const about = oneLine(description, 500);
  return deprecated === undefined
    ? about
    : `Deprecated: ${closed(oneLine(deprecated.reason, 500))} ${about}`.trim();
}

function pageOf({ site }: Registry, { name }: RegistryPlugin): string {
  return `${site}plugins/${name}/`;
}

/** A name that stays when addresses move, in the sense of RFC 4151. */
function tag({ site, name }: Registry, date: string, path: string): string {
  const safe = path.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return `tag:${new URL(site).hostname},${date}:${name}/${safe}`;
}

type Person = { name: string; url: string | undefined };
type Feed = {
  id: string;
  title: string;
  about: string;
  page: string;
  updated: string;
  author: Person;
  entries: {
    id: string;
    title: string;
    about: string;
    page: string;
    date: string;
    author: Person;
    category: string | undefined;
  }[];
};

/** Git's dates are days here. */
const midnight = (date: string) => `${date}T00:00:00Z`;

/** https://www.rfc-editor.org/rfc/rfc4287 */
function atomText(feed: Feed, self: string): string {
  const person = ({ name, url }: Person) =>
    `<author><name>${xml(name)}</name>${url === undefined ? '' : `<uri>${xml(url)}</uri>`}</author>`;
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `<id>${xml(feed.id)}</id>`,
    `<title>${xml(feed.title)}</title>`,
    `<subtitle>${xml(feed.about)}</subtitle>`,
    `<updated>${midnight(feed.updated)}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(feed.page)}"/>`,
    person(feed.author),
  ];
  for (const entry of feed.entries) {
    lines.push(
      '<entry>',
      `<id>${xml(entry.id)}</id>`,
      `<title>${xml(entry.title)}</title>`,
      `<link rel="alternate" type="text/html" href="${xml(entry.page)}"/>`,
      `<published>${midnight(entry.date)}</published>`,
      `<updated>${midnight(entry.date)}</updated>`,
      person(entry.author),
      ...(entry.category === undefined ? [] : [`<category term="${xml(entry.category)}"/>`]),
      `<summary>${xml(entry.about)}</summary>`,
      '</entry>',
    );
  }
  return `${lines.join('\n')}\n</feed>\n`;
}

/** https://www.jsonfeed.org/version/1.1/ */
function jsonFeedText(feed: Feed, self: string): string {
  return `${safeJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.about,
    home_page_url: feed.page,
    feed_url: self,
    language: 'en',
    authors: [feed.author],
    items: feed.entries.map((entry) => ({
      id: entry.id,
      url: entry.page,
      title: entry.title,
      content_text: entry.about,
      date_published: midnight(entry.date),
      date_modified: midnight(entry.date),
      authors: [entry.author],
      tags: entry.category === undefined ? undefined : [entry.category],
    })),
  })}\n`;
}
