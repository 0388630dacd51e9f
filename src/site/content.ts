import type { PluginFile } from '../plugin/plugin.ts';
import type { Description } from '../registry/description.ts';
import { type Rendered, renderMarkdown } from './markdown.ts';
import { readmeWords } from './search/readme-words.ts';

/** What a plugin's page shows of its folder besides what the registry says. */
type PluginContent = {
  readme?: Rendered & { path: string };
  /** The first of its files, sorted by path. */
  files: PluginFile[];
  /** Path of its own changelog. */
  changelog?: string;
};

/** Everything that a plugin's page shows besides the registry; the content is absent where the folder is not what the registry describes. */
export type PluginDetails = { content?: PluginContent } & Partial<Pick<Description, 'findings' | 'changes'>>;

/** Placeholder in the markup for the address of the repository at the shown commit. Nobody can own this host (RFC 2606). */
export const repositoryMark = 'https://repository.invalid';
/** Placeholder for the address of the plugin's own folder. */
export const folderMark = 'https://folder.invalid';
/** Placeholder for the name of the plugin while an address is resolved. */
const anyName = 'any.invalid';

/** Files listed on a page; the API lists the others. */
const mostFiles = 400;
/** Most bytes of a README's markup on a page of its own, which no text makes weigh more than it may; a plugin's page shows what there is room for. */
const longestReadme = 150_000;

/** What a plugin's page shows of its description. */
export function detailsOf({ files, readme, findings, changes }: Description): PluginDetails {
  if (files.length === 0) return { findings, changes };
  const changelog = files.find(({ path }) =>
    /^(?:changelog|changes|history|releases)(?:\.md|\.markdown|\.txt)?$/i.test(path),
  )?.path;
  return {
    content: {
      ...(readme === undefined ? {} : { readme: { ...renderReadme(readme.text), path: readme.path } }),
      files: files.slice(0, mostFiles),
      ...(changelog === undefined ? {} : { changelog }),
    },
    findings,
    changes,
  };
}

/** The words by which the search finds a plugin's README. */
export function wordsOfReadme({ readme }: Description): string {
  return readme === undefined ? '' : readmeWords(readme.text);
}

/** Fields before a text. A rule that a text begins with has an empty line after it, or words that are no field. */
const frontmatter =
  /^---\r?\n\w[\w-]*:(?:[ \t\r][^\n]*)?\n(?:(?:\w[\w-]*:|[ \t#-])[^\n]*\n|\r?\n)*?---[ \t]*\r?\n/;

/** A plugin's README. Addresses relative to it lead to the plugin's folder, those that begin with a slash to the repository's root, as on GitHub. */
export function renderReadme(source: string): Rendered {
  const folder = `/plugins/${anyName}/`;
  return renderMarkdown(source.replace(frontmatter, ''), {
    resolve(address) {
      const url = URL.parse(address, `${repositoryMark}${folder}`);
      if (url === null || url.origin !== repositoryMark) return undefined;
      const path = `${url.pathname}${url.hash}`;
      return path.startsWith(folder)
        ? `${folderMark}/${path.slice(folder.length)}`
        : `${repositoryMark}${path}`;
    },
    idPrefix: 'readme-',
    topLevel: 3,
    dropTitle: true,
    longest: longestReadme,
    foreign: true,
  });
}
