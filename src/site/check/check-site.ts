import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseRegistry, type Registry } from '../registry.ts';
import { budgets, weightOf, withImports } from '../weight.ts';
import { type HtmlFacts, htmlFacts } from './html-facts.ts';
import { comparable, missingFields, registryFields } from './rendered-fields.ts';

/** Plugins whose pages are compared with the registry field by field; where there are more, evenly spread ones are. */
const mostPlugins = 400;
/** Problems of one kind that are told. */
const mostAlike = 20;

/** What was looked at in a built site, and what is not as it should be. */
export type SiteReport = {
  /** One sentence each. */
  problems: string[];
  /** How many of what was looked at. */
  looked: Record<string, number>;
};

/**
 * Checks a built site: that every page is whole, every link and anchor leads somewhere, no data is empty, no field of the registry is shown
 * nowhere, nothing is blocked by the site's own policy, and nothing is heavier than it may be. A check that found nothing to look at fails.
 * @param folder of the built site
 * @param registry that it was built from
 * @param isWhole whether the API, the feeds and the rest were built too
 */
export function checkSite(folder: string, registry: Registry, isWhole = true): SiteReport {
  const problems: string[] = [];
  const counts = new Map<string, number>();
  const complain = (kind: string, message: string) => {
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    if (number <= mostAlike) problems.push(message);
  };
  const looked: Record<string, number> = {
    pages: 0,
    links: 0,
    anchors: 0,
    'data files': 0,
    'fields of plugins': 0,
    'fields of the registry': 0,
    'weights of plugins': 0,
    'weights of scripts': 0,
    'addresses in the sitemap': 0,
  };
  const see = (what: string, number = 1) => {
    looked[what] = (looked[what] ?? 0) + number;
  };
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort();
  const known = new Set(files);
  const site = new URL(registry.site);
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');

  /** The file that an address of this site leads to; undefined for one of another site. */
  const fileAt = (address: string, page: string): { file: string; anchor: string } | undefined => {
    const url = URL.parse(address, new URL(page.replace(/index\.html$/, ''), site));
    if (url === null || url.origin !== site.origin) return undefined;
    if (!url.pathname.startsWith(site.pathname))
      return { file: `outside ${site.pathname}: ${url.pathname}`, anchor: '' };
    const path = decode(url.pathname.slice(site.pathname.length));
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    return { file, anchor: decode(url.hash.slice(1)) };
  };

  const pages = new Map<string, { ids: Set<string>; isHidden: boolean }>();
  const wanted: { page: string; file: string; anchor: string }[] = [];
  const weights = new Map<string, number>();
  const weigh = (file: string) => {
    const weight = weights.get(file) ?? (known.has(file) ? weightOf(readFileSync(join(folder, file))) : 0);
    weights.set(file, weight);
    return weight;
  };
  const chosen = chosenPlugins(registry);
  const names = new Set(registry.plugins.map(({ name }) => name));
  /** What the page of a plugin says, and those that have the whole of its parts. */
  const said = new Map<string, string[]>();
  const texts = new Map<string, string>();
  const fieldPages = new Set(registryFields(registry).map(({ page }) => `${page}index.html`));

  for (const file of files) {
    if (!file.endsWith('.html')) continue;
    const markup = read(file);
    const facts = htmlFacts(markup);
    see('pages');
    for (const problem of pageProblems(file, facts, site.href)) complain('page', `${file}: ${problem}`);
    pages.set(file, { ids: new Set(facts.ids), isHidden: facts.isHidden });
    for (const address of facts.addresses) {
      if (!/^(?:https?:\/\/|\/|#|\?|\.|[\w-]+\/)/.test(address) && address !== '')
        complain('address', `${file}: links to "${address.slice(0, 80)}", which is no address of the web.`);
      const target = fileAt(address, file);
      if (target !== undefined) wanted.push({ page: file, ...target });
    }
    const scripts = withImports(
      facts.scripts.flatMap((one) => fileAt(one, file)?.file ?? []),
      (one) => (known.has(one) ? read(one) : undefined),
    );
    const script = [...scripts].reduce((sum, one) => sum + weigh(one), 0);
    see('weights of scripts');
    if (script > budgets.script)
      complain(
        'script',
        `${file}: loads ${script} bytes of script before a search, and at most ${budgets.script} are allowed.`,
      );
    const [, name = '', part] = /^plugins\/([^/]+)\/(?:([^/]+)\/)?index\.html$/.exec(file) ?? [];
    if (names.has(name)) {
      const styles = facts.styles.reduce((sum, one) => sum + weigh(fileAt(one, file)?.file ?? ''), 0);
      const bytes = weightOf(markup) + styles + script;
      const most = part === undefined ? budgets.plugin : budgets.part;
      see('weights of plugins');
      if (bytes > most)
        complain(
          'weight',
          `${file}: weighs ${bytes} bytes with its style and script, and at most ${most} are allowed.`,
        );
      if (chosen.has(name)) said.set(name, [...(said.get(name) ?? []), comparable(facts.text)]);
    }
    if (fieldPages.has(file)) texts.set(file, comparable(facts.text));
  }

  for (const [name, plugin] of chosen) {
    const own = missingFields(plugin, (said.get(name) ?? []).join('\n'));
    for (const missing of said.has(name) ? own.missing : [])
      complain('field', `plugins/${name}/index.html: does not say ${missing}.`);
    see('fields of plugins', own.looked.size);
  }
  for (const { page, file, anchor } of wanted) {
    if (!isWhole && isPublished(file)) continue;
    see('links');
    if (!known.has(file)) complain('link', `${page}: links to "${file}", which is not there.`);
    else if (anchor !== '') {
      see('anchors');
      if (pages.get(file)?.ids.has(anchor) !== true)
        complain('anchor', `${page}: links to "${file}#${anchor}", and there is no such place.`);
    }
  }
  for (const file of files) {
    if (!file.endsWith('.json')) continue;
    see('data files');
    const problem = dataProblem(read(file));
    if (problem !== undefined) complain('data', `${file}: ${problem}`);
  }
  if (isWhole) {
    const listed = new Set<string>();
    for (const file of files.filter((one) => /^sitemap[\w-]*\.xml$/.test(one)))
      for (const [, address = ''] of read(file).matchAll(/<url><loc>([^<]*)<\/loc>/g))
        listed.add(fileAt(address.replaceAll('&amp;', '&'), '')?.file ?? address);
    see('addresses in the sitemap', listed.size);
    for (const file of listed)
      if (pages.get(file)?.isHidden !== false)
        complain(
          'sitemap',
          `sitemap.xml: lists "${file}", which ${known.has(file) ? 'is hidden' : 'is not there'}.`,
        );
    for (const [file, { isHidden }] of pages)
      if (!isHidden && !listed.has(file)) complain('sitemap', `${file}: is not in the sitemap.`);
  }
  for (const { field, page, words } of registryFields(registry)) {
    see('fields of the registry');
    if (texts.get(`${page}index.html`)?.includes(comparable(words)) !== true)
      complain('field', `${page}index.html: does not say ${field} (${JSON.stringify(words.slice(0, 80))}).`);
  }
  for (const { name } of registry.plugins)
    if (!known.has(`plugins/${name}/index.html`)) complain('plugin', `The plugin "${name}" has no page.`);
  if (!known.has('404.html')) problems.push('There is no page for a missing one.');

  const absent = new Set([
    ...(isWhole ? [] : ['data files', 'addresses in the sitemap']),
    // A marketplace may have none yet.
    ...(registry.plugins.length > 0 ? [] : ['fields of plugins', 'weights of plugins']),
  ]);
  for (const [what, number] of Object.entries(looked)) {
    if (number > 0 || absent.has(what)) continue;
    problems.push(`Nothing was looked at: there are no ${what}.`);
  }
  for (const [kind, number] of counts)
    if (number > mostAlike)
      problems.push(`There are ${number - mostAlike} more problems of the kind "${kind}".`);
  return { problems, looked };
}

/** The registry that a built site was made from. */
export function registryOf(folder: string): Registry | undefined {
  const file = join(folder, 'registry.json');
  return existsSync(file) ? parseRegistry(readFileSync(file, 'utf8'), file) : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What the build adds to the pages. */
function isPublished(file: string): boolean {
  return /^(?:api\/v1|archives|schemas|search)\/|(?:^|\/)feed\.(?:xml|json)$|^(?:registry|marketplace)\.json$|^(?:llms|robots)\.txt$|^(?:opensearch|sitemap)\.xml$/.test(
    file,
  );
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
    if (decode(facts.canonical) !== decode(own))
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

function dataProblem(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON.';
  }
  if (typeof value !== 'object' || value === null) return 'holds neither an object nor a list.';
  const parts = Object.entries(value).filter(([key]) => key !== '$schema');
  return parts.length === 0 ? 'is empty.' : undefined;
}

/** Plugins that are looked at closely: all, or where there are many, evenly spread ones. */
function chosenPlugins({ plugins }: Registry): Map<string, Registry['plugins'][number]> {
  const step = Math.max(1, plugins.length / mostPlugins);
  const chosen = new Map<string, Registry['plugins'][number]>();
  for (let at = 0; at < plugins.length; at += step) {
    const plugin = plugins[Math.floor(at)];
    if (plugin !== undefined) chosen.set(plugin.name, plugin);
  }
  return chosen;
}
