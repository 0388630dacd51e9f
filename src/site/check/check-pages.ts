import type { Registry, RegistryPlugin } from '../registry.ts';
import { budgets, weightOf, withImports } from '../weight.ts';
import { type BuiltSite, decoded } from './built-site.ts';
import { type HtmlFacts, htmlFacts } from './html-facts.ts';
import { comparable, missingFields, registryFields, says } from './rendered-fields.ts';

/** Plugins whose pages are compared with the registry field by field; where there are more, evenly spread ones are. */
const mostPlugins = 400;

/** What is kept of the pages when each was looked at by itself. */
type Pages = {
  /** The places that links may lead to, and whether search engines are to leave it out, by its file. */
  places: Map<string, { ids: Set<string>; isHidden: boolean }>;
  links: { page: string; file: string; anchor: string }[];
  /** What the pages of a chosen plugin say, by its name. */
  said: Map<string, string[]>;
  /** What the pages say that say something of the registry, by their files. */
  texts: Map<string, string>;
};

/** Checks the pages: each by itself, where their links lead, and whether they say all that the registry does. */
export function checkPages(site: BuiltSite, isWhole: boolean): void {
  const chosen = chosenPlugins(site.registry);
  const pages = readPages(site, chosen);
  checkPluginFields(site, pages, chosen);
  checkLinks(site, pages, isWhole);
  if (isWhole) checkSitemap(site, pages);
  checkRegistryFields(site, pages);
  for (const { name } of site.registry.plugins)
    if (!site.has(`plugins/${name}/index.html`)) site.complain('plugin', `The plugin "${name}" has no page.`);
  if (!site.has('404.html')) site.complain('missing page', 'There is no page for a missing one.');
}

/** Looks at one page after the other, because all of them at once would take too much memory. */
function readPages(site: BuiltSite, chosen: ReadonlyMap<string, RegistryPlugin>): Pages {
  const { registry } = site;
  const pages: Pages = { places: new Map(), links: [], said: new Map(), texts: new Map() };
  const names = new Set(registry.plugins.map(({ name }) => name));
  const registryPages = new Set(registryFields(registry).map(({ page }) => `${page}index.html`));
  const weigh = scales(site);
  for (const file of site.files) {
    if (!file.endsWith('.html')) continue;
    site.see('pages');
    const markup = site.text(file);
    const facts = htmlFacts(markup);
    for (const problem of pageProblems(file, facts, registry.site))
      site.complain('page', `${file}: ${problem}`);
    pages.places.set(file, { ids: new Set(facts.ids), isHidden: facts.isHidden });
    pages.links.push(...linksOf(site, file, facts));
    const script = checkScript(site, file, facts, weigh);
    const [, name = '', part] = /^plugins\/([^/]+)\/(?:([^/]+)\/)?index\.html$/.exec(file) ?? [];
    if (names.has(name)) {
      const styles = facts.styles.reduce((sum, one) => sum + weigh(site.fileAt(one, file)?.file ?? ''), 0);
      checkWeight(site, file, weightOf(markup) + styles + script, part !== undefined);
      if (chosen.has(name)) pages.said.set(name, [...(pages.said.get(name) ?? []), facts.text]);
    }
    if (registryPages.has(file)) pages.texts.set(file, comparable(facts.text));
  }
  return pages;
}

/** Weighs files, each once. */
function scales(site: BuiltSite): (file: string) => number {
  const weights = new Map<string, number>();
  return (file) => {
    const weight = weights.get(file) ?? (site.has(file) ? weightOf(site.bytes(file)) : 0);
    weights.set(file, weight);
    return weight;
  };
}

function pageProblems(file: string, facts: HtmlFacts, site: string): string[] {
  const problems: string[] = [];
  const isMissingPage = file === '404.html';
  if (facts.title.trim() === '') problems.push('has no title.');
  if (facts.description.trim() === '') problems.push('has no description.');
  if (facts.canonical === undefined) {
    if (!isMissingPage) problems.push('has no canonical address.');
  } else if (!facts.canonical.startsWith(site))
    problems.push(`has the canonical address "${facts.canonical}", which is not of this site.`);
  else if (!facts.isHidden) {
    const own = site + file.replace(/(?:^|(?<=\/))index\.html$/, '');
    if (decoded(facts.canonical) !== decoded(own))
      problems.push(`has the canonical address "${facts.canonical}" instead of its own.`);
  }
  if (facts.language === '') problems.push('does not say its language.');
  if (facts.headings !== 1)
    problems.push(`has ${facts.headings} headings of the first level instead of one.`);
  if (!facts.hasPolicy) problems.push('has no content security policy.');
  for (const blocked of facts.blocked)
    problems.push(`has what its own policy blocks: ${blocked.slice(0, 100)}`);
  const seen = new Set<string>();
  for (const id of facts.ids) {
    if (seen.has(id)) problems.push(`has the id "${id}" twice.`);
    seen.add(id);
  }
  return problems;
}

/** Where the links of a page lead within the site. */
function linksOf(site: BuiltSite, page: string, { addresses }: HtmlFacts): Pages['links'] {
  const links: Pages['links'] = [];
  for (const address of addresses) {
    if (!/^(?:https?:\/\/|\/|#|\?|\.|[\w-]+\/)/.test(address) && address !== '')
      site.complain(
        'address',
        `${page}: links to "${address.slice(0, 80)}", which is no address of the web.`,
      );
    const target = site.fileAt(address, page);
    if (target !== undefined) links.push({ page, ...target });
  }
  return links;
}

/** Checks what a page loads of script before a search; returns how much that is. */
function checkScript(
  site: BuiltSite,
  file: string,
  { scripts }: HtmlFacts,
  weigh: (file: string) => number,
): number {
  const loaded = withImports(
    scripts.flatMap((one) => site.fileAt(one, file)?.file ?? []),
    (one) => (site.has(one) ? site.text(one) : undefined),
  );
  const bytes = [...loaded].reduce((sum, one) => sum + weigh(one), 0);
  site.see('sizes of page scripts');
  if (bytes > budgets.script)
    site.complain(
      'script',
      `${file}: loads ${bytes} bytes of script before a search, and at most ${budgets.script} are allowed.`,
    );
  return bytes;
}

function checkWeight(site: BuiltSite, file: string, bytes: number, isPart: boolean): void {
  const most = isPart ? budgets.part : budgets.plugin;
  site.see('sizes of plugin pages');
  if (bytes > most)
    site.complain(
      'weight',
      `${file}: weighs ${bytes} bytes with its style and script, and at most ${most} are allowed.`,
    );
}

function checkPluginFields(
  site: BuiltSite,
  { said }: Pages,
  chosen: ReadonlyMap<string, RegistryPlugin>,
): void {
  for (const [name, plugin] of chosen) {
    const { missing, looked } = missingFields(plugin, (said.get(name) ?? []).join('\n'));
    // A plugin that has no page at all is told as such.
    for (const field of said.has(name) ? missing : [])
      site.complain('field', `plugins/${name}/index.html: does not say ${field}.`);
    site.see('fields of plugins', looked.size);
  }
}

function checkLinks(site: BuiltSite, { links, places }: Pages, isWhole: boolean): void {
  for (const { page, file, anchor } of links) {
    if (!isWhole && isPublished(file)) continue;
    site.see('links');
    if (!site.has(file)) site.complain('link', `${page}: links to "${file}", which is not there.`);
    else if (anchor !== '') {
      site.see('anchors');
      if (places.get(file)?.ids.has(anchor) !== true)
        site.complain('anchor', `${page}: links to "${file}#${anchor}", and there is no such place.`);
    }
  }
}

/** What a build adds to the pages, unless it is told to leave it out. */
function isPublished(file: string): boolean {
  return /^(?:api\/v1|archives|schemas)\/|(?:^|\/)feed\.(?:xml|json)$|^(?:registry|marketplace)\.json$|^(?:llms|robots)\.txt$|^(?:opensearch|sitemap)\.xml$/.test(
    file,
  );
}

function checkSitemap(site: BuiltSite, { places }: Pages): void {
  const listed = new Set<string>();
  for (const file of site.files.filter((one) => /^sitemap[\w-]*\.xml$/.test(one)))
    for (const [, address = ''] of site.text(file).matchAll(/<url><loc>([^<]*)<\/loc>/g))
      listed.add(site.fileAt(address.replaceAll('&amp;', '&'))?.file ?? address);
  site.see('addresses in the sitemap', listed.size);
  for (const file of listed)
    if (places.get(file)?.isHidden !== false)
      site.complain(
        'sitemap',
        `sitemap.xml: lists "${file}", which ${site.has(file) ? 'is hidden' : 'is not there'}.`,
      );
  for (const [file, { isHidden }] of places)
    if (!isHidden && !listed.has(file)) site.complain('sitemap', `${file}: is not in the sitemap.`);
}

function checkRegistryFields(site: BuiltSite, { texts }: Pages): void {
  for (const { field, page, words } of registryFields(site.registry)) {
    site.see('fields of the registry');
    if (!says(texts.get(`${page}index.html`) ?? '', comparable(words)))
      site.complain(
        'field',
        `${page}index.html: does not say ${field} (${JSON.stringify(words.slice(0, 80))}).`,
      );
  }
}

/** Plugins that are looked at closely: all, or where there are many, evenly spread ones. */
function chosenPlugins({ plugins }: Registry): Map<string, RegistryPlugin> {
  const step = Math.max(1, plugins.length / mostPlugins);
  const chosen = new Map<string, RegistryPlugin>();
  for (let at = 0; at < plugins.length; at += step) {
    const plugin = plugins[Math.floor(at)];
    if (plugin !== undefined) chosen.set(plugin.name, plugin);
  }
  return chosen;
}
