// npm run build: reads the plugins of this folder as they are now and builds the catalog into dist/.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { committedTrees, findRepository } from '../src/plugin/git.ts';
import { dependentsOf, removedPlugins } from '../src/registry/api/api.ts';
import { createCatalog } from '../src/site/catalog.ts';
import { formerPages } from '../src/site/parts/browse-pages.ts';
import { parseRegistry, type Registry } from '../src/site/registry.ts';
import { buildSearch } from '../src/site/search/build-search.ts';
import type { SiteData } from '../src/site/site-data.ts';
import { socialImages } from '../src/site/social/social-images.ts';
import { createFit } from '../src/site/stamp/fit.ts';
import { createShell } from '../src/site/stamp/shell.ts';
import { stampedPages, writePages } from '../src/site/stamp/stamp.ts';
import { reportSite } from './check-site.ts';
import { listedPages, publishFiles } from './publish-files.ts';
import { openDetails, siteRules } from './site-content.ts';

const usage = `Usage: npm run build [-- options]

  --out <folder>     where to build (dist)
  --root <folder>    the marketplace's folder (this repository)
  --registry <file>  show this registry instead of the plugins as they are now
  --pages-only       leave out the API, the archives and the feeds
  --check            check the built site too, and fail where it is not whole`;
const home = join(import.meta.dirname, '..');

function fail(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        out: { type: 'string' },
        root: { type: 'string' },
        registry: { type: 'string' },
        'pages-only': { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const root = values.root === undefined ? home : resolve(values.root);
    return {
      root,
      out: values.out === undefined ? join(root, 'dist') : resolve(home, values.out),
      registry: values.registry === undefined ? undefined : resolve(home, values.registry),
      pagesOnly: values['pages-only'],
      check: values.check,
    };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${usage}`, 2);
  }
}

/** Writes the registry of the plugins as they are in the folder, committed or not, and returns its path. */
function writeRegistry(root: string): string {
  const file = join(root, '.cache', 'registry.json');
  mkdirSync(dirname(file), { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    ['scripts/registry.ts', '--worktree', '--out', file, '--root', root],
    { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0) fail('The catalog was not built, because the registry could not be written.', 1);
  return file;
}

/** The commit whose files are shown: none where a plugin is not in it as the registry describes it. */
function shownCommit(root: string, { plugins }: Registry): string {
  const head = findRepository(root)?.head;
  const committed = head === undefined ? undefined : committedTrees(root, [], head);
  if (head === undefined || committed === undefined || 'problem' in committed) return 'HEAD';
  return plugins.every(({ name, tree }) => committed.plugins.get(name) === tree) ? head : 'HEAD';
}

async function buildSite(root: string, out: string, registryFile: string, pagesOnly: boolean): Promise<void> {
  const registry = parseRegistry(readFileSync(registryFile, 'utf8'), registryFile);
  const dependents = dependentsOf(registry);
  const apiGuide = join(home, 'docs', 'api.md');
  const data: SiteData = {
    commit: shownCommit(root, registry),
    dependents: Object.fromEntries(dependents),
    removed: removedPlugins(registry),
    rules: siteRules(),
    ...(existsSync(apiGuide) ? { api: readFileSync(apiGuide, 'utf8') } : {}),
  };
  const dataFile = join(root, '.cache', `site-data-${process.pid}.json`);
  mkdirSync(dirname(dataFile), { recursive: true });
  writeFileSync(dataFile, JSON.stringify(data));
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  process.env.REGISTRY_FILE = registryFile;
  process.env.SITE_DATA_FILE = dataFile;
  const site = new URL(registry.site);
  try {
    const { build } = await import('astro');
    await build({ root: home, outDir: out, site: site.origin, base: site.pathname, logLevel: 'warn' });
  } finally {
    rmSync(dataFile, { force: true });
  }

  const shellFolder = join(out, 'shell');
  const rendered = readFileSync(join(shellFolder, 'index.html'), 'utf8');
  const shell = createShell(rendered);
  const fits = createFit(shell, rendered, site.pathname, (file) => readFileSync(join(out, file), 'utf8'));
  rmSync(shellFolder, { recursive: true });
  const catalog = createCatalog(registry, { commit: data.commit, dependents, removed: data.removed });
  const details = await openDetails(root, registry);
  const listed = listedPages(out);
  const pages = writePages(out, shell, stampedPages(catalog, details.detailsOf, fits), listed);
  for (const { path, content } of socialImages(registry)) writeFileSync(join(out, path), content);
  details.close();
  const search = await buildSearch(registry, out);
  const published = pagesOnly
    ? undefined
    : publishFiles({ root, registry: registryFile, out, pages: listed });
  const former = writePages(out, shell, formerPages(catalog));
  for (const { name, reason } of published?.withoutArchive ?? [])
    console.error(`The plugin "${name}" has no archive, because ${reason}.`);
  const others = search.files + (published?.files ?? 0);
  console.log(
    `Built ${pages + former} pages of plugins and lists (${details.made()} plugins read) and ${others} other files into ${out}`,
  );
}

const { out, root, registry: given, pagesOnly, check } = options();
const registry = given ?? writeRegistry(root);
if (!existsSync(registry))
  fail(`There is no registry at "${registry}". Write one with "npm run registry".`, 1);
try {
  await buildSite(root, out, registry, pagesOnly);
} catch (error) {
  fail(`The catalog could not be built: ${error instanceof Error ? error.message : error}`, 1);
}
if (check) process.exitCode = reportSite(out, registry, !pagesOnly);
