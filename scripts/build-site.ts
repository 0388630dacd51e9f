// Builds the pages of the catalog and everything beside them. Part of npm run build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { committedTrees } from '../src/plugin/git.ts';
import { dependentsOf, removedPlugins } from '../src/registry/api/api.ts';
import { type OutputFolder, openOutput } from '../src/registry/output-folder.ts';
import type { Snapshot } from '../src/registry/snapshot.ts';
import { createCatalog } from '../src/site/catalog.ts';
import { detailsOf, wordsOfReadme } from '../src/site/content.ts';
import { formerPages } from '../src/site/parts/browse-pages.ts';
import type { Registry, RegistryPlugin } from '../src/site/registry.ts';
import { buildSearch } from '../src/site/search/build-search.ts';
import { type SiteData, showing } from '../src/site/site-data.ts';
import { socialImages } from '../src/site/social/social-images.ts';
import { createFit } from '../src/site/stamp/fit.ts';
import { createShell } from '../src/site/stamp/shell.ts';
import { putPages, stampedPages } from '../src/site/stamp/stamp.ts';
import { home } from './command-line.ts';
import { listedPages, publishFiles } from './publish-files.ts';
import type { ShownMarketplace } from './shown-marketplace.ts';
import { siteRules } from './site-rules.ts';

/** Written before everything else, so that what a killed build left behind can be recognized as a build. */
export const firstFile = '404.html';

/** What a build did. */
type BuildReport = { pages: number; files: number; written: number; removed: number };

/**
 * Builds the catalog into a folder. Files that are current are not written again; other files are removed.
 * @param isWhole whether the API, archives and feeds are built too
 */
export async function buildSite(
  shown: ShownMarketplace,
  out: string,
  isWhole: boolean,
): Promise<BuildReport> {
  const { registry, descriptions, cache } = shown;
  const catalog = createCatalog(registry, {
    commit: shownCommit(shown.snapshot, registry),
    dependents: dependentsOf(registry),
    removed: removedPlugins(registry),
  });
  const apiGuide = join(home, 'docs', 'api.md');
  const data: SiteData = {
    catalog,
    rules: siteRules(shown.config?.policy),
    ...(existsSync(apiGuide) ? { api: readFileSync(apiGuide, 'utf8') } : {}),
  };
  const { put, counts, removeOthers } = openOutput(out);
  const { pages, markup, read } = await putRendered(data, registry, put);
  const shell = createShell(markup);
  const fits = createFit(shell, markup, new URL(registry.site).pathname, read);
  const words = new Map<string, string>();
  const details = (plugin: RegistryPlugin) => {
    const description = descriptions.of(plugin);
    words.set(plugin.name, wordsOfReadme(description));
    return detailsOf(description);
  };
  const stamped = putPages(put, shell, stampedPages(catalog, details, fits), pages);
  const former = putPages(put, shell, formerPages(catalog));
  for (const { path, content } of socialImages(registry, cache)) put(path, content);
  await buildSearch(registry, put, cache, (name) => words.get(name) ?? '');
  if (isWhole) publishFiles(shown, pages, put);
  const removed = removeOthers();
  return { pages: stamped + former, ...counts(), removed };
}

/** The commit whose files are shown; `HEAD` where a plugin is not in it as the registry describes it. */
function shownCommit({ root, repository }: Snapshot, { plugins }: Registry): string {
  const head = repository()?.head;
  const committed = head === undefined ? undefined : committedTrees(root, [], head);
  if (head === undefined || committed === undefined || 'problem' in committed) return 'HEAD';
  return plugins.every(({ name, tree }) => committed.plugins.get(name) === tree) ? head : 'HEAD';
}

/** What Astro rendered: paths of the pages that search engines may list, and the shell of the pages of plugins and lists. */
type Rendered = { pages: string[]; markup: string; read(file: string): string | undefined };

/** Renders with Astro the pages of which there are few, with their styles and scripts, and puts them into the site. */
async function putRendered(data: SiteData, { site }: Registry, put: OutputFolder['put']): Promise<Rendered> {
  const work = workFolder();
  try {
    process.env.ASTRO_TELEMETRY_DISABLED = '1';
    const { build } = await import('astro');
    const outDir = join(work, 'site');
    const { origin, pathname } = new URL(site);
    await showing(data, () => build({ root: home, outDir, site: origin, base: pathname, logLevel: 'warn' }));
    const shell = join(outDir, 'shell', 'index.html');
    const markup = readFileSync(shell, 'utf8');
    rmSync(join(outDir, 'shell'), { recursive: true });
    const paths = filesIn(outDir);
    const files = new Map(paths.map((path) => [path, readFileSync(join(outDir, path))]));
    for (const path of [firstFile, ...paths.filter((path) => path !== firstFile)])
      put(path, files.get(path) as Buffer);
    return { pages: listedPages(outDir), markup, read: (file) => files.get(file)?.toString('utf8') };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * An empty folder for this process. It is in this repository, because Astro would otherwise put its working files where another build finds
 * them. Folders of builds that were killed are removed.
 */
function workFolder(): string {
  const cache = join(home, '.cache');
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    const id = Number(/^render-(\d+)$/.exec(name)?.[1]);
    if (id > 0 && (id === process.pid || !isAlive(id)))
      rmSync(join(cache, name), { recursive: true, force: true });
  }
  const work = join(cache, `render-${process.pid}`);
  mkdirSync(work);
  return work;
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Paths of the files below a folder, sorted, with `/`. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
