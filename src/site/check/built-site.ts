import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../registry.ts';

/** Problems of one kind that are told. */
const mostAlike = 20;

/** What is looked at, in the order in which it is told; a check that looked at nothing of it fails. */
const everything = [
  'pages',
  'links',
  'anchors',
  'sizes of plugin pages',
  'sizes of page scripts',
  'fields of plugins',
  'fields of the registry',
  'addresses in the sitemap',
  'data files',
  'digests',
  'archives',
  'feeds',
  'search index files',
  'search index texts',
] as const;
/** What a check looks at. */
export type Looked = (typeof everything)[number];

/** What was looked at in a built site, and what is not as it should be. */
export type SiteReport = {
  /** One sentence each. */
  problems: string[];
  /** How many of what was looked at. */
  looked: Record<string, number>;
};

/** A built site as its checks read it, and where they say what they find. */
export type BuiltSite = {
  registry: Registry;
  /** Paths from its folder, with `/`, sorted. */
  files: readonly string[];
  has(file: string): boolean;
  /** @throws where there is no such file */
  bytes(file: string): Buffer;
  text(file: string): string;
  /** The file and the place in it that an address leads to, as `page` has it; undefined for one of another site. */
  fileAt(address: string, page?: string): { file: string; anchor: string } | undefined;
  /** @param kind of the problem: of many alike only some are told */
  complain(kind: string, message: string): void;
  see(what: Looked, number?: number): void;
  /** Tells that there need not be any of something in this site. */
  excuse(what: Looked): void;
};

/** Opens the folder of a built site for its checks. `report` says what they said, and which of them found nothing to look at without an excuse. */
export function openSite(folder: string, registry: Registry): { site: BuiltSite; report(): SiteReport } {
  const problems: string[] = [];
  const counts = new Map<string, number>();
  const excused = new Set<Looked>();
  const looked = Object.fromEntries(everything.map((what) => [what, 0])) as Record<Looked, number>;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort();
  const known = new Set(files);
  const base = new URL(registry.site);
  const bytes = (file: string) => readFileSync(join(folder, file));
  return {
    site: {
      registry,
      files,
      has: (file) => known.has(file),
      bytes,
      text: (file) => bytes(file).toString('utf8'),
      fileAt(address, page = '') {
        const url = URL.parse(address, new URL(page.replace(/index\.html$/, ''), base));
        if (url === null || url.origin !== base.origin) return undefined;
        if (!url.pathname.startsWith(base.pathname))
          return { file: `outside ${base.pathname}: ${url.pathname}`, anchor: '' };
        const path = decoded(url.pathname.slice(base.pathname.length));
        const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
        return { file, anchor: decoded(url.hash.slice(1)) };
      },
      complain(kind, message) {
        const number = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, number);
        if (number <= mostAlike) problems.push(message);
      },
      see(what, number = 1) {
        looked[what] += number;
      },
      excuse(what) {
        excused.add(what);
      },
    },
    report() {
      const missing = everything.filter((what) => looked[what] === 0 && !excused.has(what));
      const more = [...counts].filter(([, number]) => number > mostAlike);
      return {
        problems: [
          ...problems,
          ...missing.map((what) => `Nothing was looked at: there are no ${what}.`),
          ...more.map(
            ([kind, number]) => `There are ${number - mostAlike} more problems of the kind "${kind}".`,
          ),
        ],
        looked,
      };
    },
  };
}

/** A part of an address as it was before it was encoded. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
