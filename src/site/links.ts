import type { Registry } from './registry.ts';

/** Addresses of one catalog: its own pages under whatever base path, and the repository's on GitHub. */
export type Links = {
  /** `path` (without a leading slash) of this site as a link that works under its base path. */
  href(path: string): string;
  /** The absolute address of a page as it is published. */
  canonical(path: string): string;
  /** The repository's page on GitHub, or one below it. */
  repository(path?: string): string;
  /** A plugin's folder, or a line of one of its files, at the commit that the catalog shows. */
  source(plugin: string, file?: string, line?: number): string;
  commit(id: string): string;
  /** What changed in the repository from one commit to another. */
  compare(from: string, to: string): string;
};

/** A path of which an address changes nothing: no part is empty or begins with a dot. */
const plainPath = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*\/?(?:#[\w-]+)?$/;

/** @param commit the commit whose files are shown, or `HEAD` where they are not committed */
export function createLinks(
  { site, repository }: Pick<Registry, 'site' | 'repository'>,
  commit: string,
): Links {
  const base = new URL(site);
  const folder = new URL('.', base).pathname;
  const github = `https://github.com/${repository}`;
  return {
    // A hundred links a plugin: to read each as an address would take half a second of 10,000 plugins.
    href: (path) =>
      plainPath.test(path) ? folder + path : new URL(path, base).href.slice(base.origin.length),
    canonical: (path) => new URL(path, base).href,
    repository: (path = '') => (path === '' ? github : `${github}/${path}`),
    source(plugin, file, line) {
      const folder = `${commit}/plugins/${segment(plugin)}`;
      if (file === undefined) return `${github}/tree/${folder}`;
      const path = file.split('/').map(segment).join('/');
      // "plain" shows the lines of a file that GitHub would render, such as Markdown.
      return `${github}/blob/${folder}/${path}?plain=1${line === undefined ? '' : `#L${line}`}`;
    },
    commit: (id) => `${github}/commit/${segment(id)}`,
    compare: (from, to) => `${github}/compare/${segment(from)}...${segment(to)}`,
  };
}

/** One part of a path. Half a character, which no address can hold, becomes U+FFFD. */
export function segment(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
