import type { PluginFile } from '../plugin/plugin.ts';
import { type Rendered, renderMarkdown } from './markdown.ts';
import { readmeWords } from './search/readme-words.ts';

/** What a plugin's page shows of its folder besides what the registry says. Depends on the folder alone, so it is made once per digest. */
export type PluginContent = {
  readme?: Rendered & { path: string };
  /** What the search knows its README by: see `readmeWords`. */
  words?: string;
  /** The first of its files, sorted by path. */
  files: PluginFile[];
  /** Where its own changelog is. */
  changelog?: string;
};

/** What the check said of a plugin: https://code.claude.com/docs/en/plugins-reference and the marketplace's own rules. */
export type Finding = {
  rule: string;
  severity: 'error' | 'warning' | 'info';
  file: string;
  line: number;
  message: string;
  fix: string;
  waived?: string;
};

/** A commit that changed a plugin. `date` is `YYYY-MM-DD`. */
export type Change = { commit: string; date: string; subject: string };

/** Everything that a plugin's page shows besides the registry; parts are absent where they are not known. */
export type PluginDetails = {
  content?: PluginContent;
  findings?: readonly Finding[];
  changes?: readonly Change[];
};

/** Stands in the markup for the repository at the shown commit, because content outlives commits. Nobody can own this host (RFC 2606). */
export const repositoryMark = 'https://repository.invalid';
/** The same for the plugin's own folder in it, because folders of different names can hold the same. */
export const folderMark = 'https://folder.invalid';
/** Stands for the name of the plugin while an address is resolved. */
const anyName = 'any.invalid';

/** Files listed on a page; the API lists the others. */
export const mostFiles = 400;
/** Most bytes of a README's markup on a page of its own, which no text makes weigh more than it may; a plugin's page shows what there is room for. */
const longestReadme = 150_000;

/**
 * @param files of the plugin, sorted by path
 * @param text of a file of the plugin; undefined where it is not text
 */
export function makeContent(
  files: readonly PluginFile[],
  text: (path: string) => string | undefined,
): PluginContent {
  const named = (pattern: RegExp) => files.find(({ path }) => pattern.test(path))?.path;
  const readme = named(/^readme\.(?:md|markdown)$/i);
  const changelog = named(/^(?:changelog|changes|history|releases)(?:\.md|\.markdown|\.txt)?$/i);
  const source = readme === undefined ? undefined : text(readme);
  return {
    ...(readme === undefined || source === undefined || source.trim() === ''
      ? {}
      : { readme: { ...renderReadme(source), path: readme }, words: readmeWords(source) }),
    files: files.slice(0, mostFiles),
    ...(changelog === undefined ? {} : { changelog }),
  };
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
