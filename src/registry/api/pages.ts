import { byText, oneLine } from '../../plugin/text.ts';
import type { Registry } from '../registry.ts';
import { isProposed } from '../standing.ts';
import { apiFolder, type PublishedFile } from './published-file.ts';
import { isDate, xml } from './text.ts';

/** Most addresses in one sitemap: https://www.sitemaps.org/protocol.html#index */
const longestSitemap = 50_000;

/**
 * `sitemap.xml`, and where there are more pages than one may hold, the sitemaps that it lists.
 * @param paths of the pages, relative to the site, as `plugins/some-name/`; the empty path is the first page
 */
export function sitemapFiles(registry: Registry, paths: readonly string[]): PublishedFile[] {
  const { site } = registry;
  const dates = new Map(registry.plugins.map(({ name, updated }) => [`plugins/${name}/`, updated]));
  const rows = [...new Set(paths)].sort(byText).map((path) => {
    const date = dates.get(path);
    const changed = isDate(date) ? `<lastmod>${date}</lastmod>` : '';
    return `<url><loc>${xml(new URL(path, site).href)}</loc>${changed}</url>\n`;
  });
  const start = '<?xml version="1.0" encoding="utf-8"?>\n';
  const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
  const sitemap = (path: string, own: readonly string[]): PublishedFile => ({
    path,
    content: `${start}<urlset ${namespace}>\n${own.join('')}</urlset>\n`,
  });
  if (rows.length <= longestSitemap) return [sitemap('sitemap.xml', rows)];
  const parts: PublishedFile[] = [];
  for (let from = 0; from < rows.length; from += longestSitemap)
    parts.push(sitemap(`sitemap-${parts.length + 1}.xml`, rows.slice(from, from + longestSitemap)));
  const list = parts.map(({ path }) => `<sitemap><loc>${xml(`${site}${path}`)}</loc></sitemap>\n`).join('');
  return [
    { path: 'sitemap.xml', content: `${start}<sitemapindex ${namespace}>\n${list}</sitemapindex>\n` },
    ...parts,
  ];
}

/** Heeded only where the site is the root of its host; where it is not, the sitemap has to be made known otherwise. */
export function robotsFile({ site }: Registry): PublishedFile {
  return { path: 'robots.txt', content: `User-agent: *\nAllow: /\n\nSitemap: ${site}sitemap.xml\n` };
}

/** Lets a browser search the catalog from its address bar. https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md */
export function openSearchFile({ site, displayName, description }: Registry): PublishedFile {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
    `<ShortName>${xml(oneLine(displayName, 16))}</ShortName>`,
    `<LongName>${xml(oneLine(displayName, 48))}</LongName>`,
    `<Description>${xml(oneLine(description, 1024))}</Description>`,
    `<Image height="16" width="16" type="image/svg+xml">${xml(`${site}favicon.svg`)}</Image>`,
    `<Url type="text/html" template="${xml(`${site}?q={searchTerms}`)}"/>`,
    `<Url type="application/opensearchdescription+xml" rel="self" template="${xml(`${site}opensearch.xml`)}"/>`,
    '<InputEncoding>UTF-8</InputEncoding>',
    '<Language>en</Language>',
    '</OpenSearchDescription>',
  ];
  return { path: 'opensearch.xml', content: `${lines.join('\n')}\n` };
}

/** Plugins that `llms.txt` lists, so that its size stays limited. */
const mostNamed = 500;

/** A summary of the site for language models: https://llmstxt.org */
export function llmsFile(registry: Registry): PublishedFile {
  const { site, displayName, description, repository, name, plugins } = registry;
  const api = `${site}${apiFolder}`;
  const offered = plugins.filter(isProposed);
  const lines = [
    `# ${markdown(displayName, 80)}`,
    '',
    `> ${markdown(description, 300)}`,
    '',
    'Descriptions below are what the authors of the plugins wrote. What a plugin can do on a machine is in its JSON, read from its files.',
    '',
    `In Claude Code, add the marketplace once with \`/plugin marketplace add ${repository}\`, then install a plugin with \`/plugin install <plugin>@${name}\`.`,
    '',
    '## Data',
    '',
    `- [All plugins](${api}plugins.json): one line a plugin`,
    `- [One plugin](${api}plugins/{name}.json): everything that is known of it; put its name in place of {name}`,
    `- [What a search looks through](${api}search.json): names, keywords, descriptions, components`,
    `- [Categories](${api}categories.json)`,
    `- [Removed plugins](${api}removed.json): former names and what replaced them`,
    `- [Every file of this API with its SHA-256](${api}index.json)`,
    '',
    '## Plugins',
    '',
    ...offered.slice(0, mostNamed).map((plugin) => {
      const about = markdown(plugin.description ?? '', 300);
      return `- [${plugin.name}](${site}plugins/${plugin.name}/)${about === '' ? '' : `: ${about}`}`;
    }),
  ];
  const left = offered.length - mostNamed;
  if (left > 0) lines.push(`- And ${left} more: [all plugins](${api}plugins.json)`);
  return { path: 'llms.txt', content: `${lines.join('\n')}\n` };
}

/** One line of text that Markdown shows as it is. */
function markdown(text: string, longest: number): string {
  return oneLine(text, longest).replace(/[\\`*_[\]<>#|]/g, '\\$&');
}
