import { oneLine } from '../../plugin/text.ts';
import type { Catalog } from '../catalog.ts';
import type { PluginDetails } from '../content.ts';
import { type Html, html } from '../html.ts';
import type { RegistryPlugin } from '../registry.ts';
import { thousands } from '../words.ts';

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
const wholePart: Room = {
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

/** Cuts for one room. */
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
