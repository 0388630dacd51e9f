// npm run build: reads the plugins of this folder as they are now and builds the catalog into dist/.
import './fast-start.ts';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { shellWord } from '../src/check/diagnostic.ts';
import { committedTrees, findRepository } from '../src/plugin/git.ts';
import { dependentsOf, removedPlugins } from '../src/registry/api/api.ts';
import { openOutput } from '../src/registry/output-folder.ts';
import { createCatalog } from '../src/site/catalog.ts';
import { keptFiles } from '../src/site/kept-files.ts';
import { formerPages } from '../src/site/parts/browse-pages.ts';
import { parseRegistry, type Registry } from '../src/site/registry.ts';
import { buildSearch } from '../src/site/search/build-search.ts';
import { type SiteData, showing } from '../src/site/site-data.ts';
import { socialImages } from '../src/site/social/social-images.ts';
import { createFit } from '../src/site/stamp/fit.ts';
import { createShell, type Shell } from '../src/site/stamp/shell.ts';
import { putPages, stampedPages } from '../src/site/stamp/stamp.ts';
import { count } from '../src/site/words.ts';
import { reportSite } from './check-site.ts';
import { pluginFolders } from './plugin-folders.ts';
import { listedPages, publishFiles } from './publish-files.ts';
import { keptEdition, openDetails, siteRules } from './site-content.ts';

const usage = `Usage: npm run build [-- options]

  --out <folder>     where to build (dist)
  --root <folder>    the marketplace's folder (this repository)
  --registry <file>  show this registry instead of the plugins as they are now
  --pages-only       leave out the API, the archives and the feeds
  --check            check the built site too, and fail where it is not whole
  --help             show this

Whatever else is in the folder is removed, so it has to be empty, an earlier build, or not there.`;
const home = join(import.meta.dirname, '..');
/** The file that is written first, so that also what a build that was killed left can be told from other folders. */
const firstFile = '404.html';
/** How every page begins, in the first bytes of it: the attribute is for the scripts of the pages. */
const startOfPage = /^<!DOCTYPE html><html lang="[^"]*" data-base="/;

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
      out: values.out === undefined ? join(root, 'dist') : resolve(values.out),
      registry: values.registry === undefined ? undefined : resolve(values.registry),
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

/**
 * An empty folder for this process. It is in this repository, because Astro would otherwise keep what it works with where another build finds it.
 * What builds that were killed left is removed.
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

/** What Astro renders, and in which folder within `work`: the pages of which there are few, their styles and scripts, and the shell of the others. */
async function renderWithAstro(work: string, data: SiteData, site: URL): Promise<string> {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const { build } = await import('astro');
  const outDir = join(work, 'site');
  await showing(data, () =>
    build({ root: home, outDir, site: site.origin, base: site.pathname, logLevel: 'warn' }),
  );
  return outDir;
}

async function buildSite(root: string, out: string, registryFile: string, pagesOnly: boolean): Promise<void> {
  const registryBytes = readFileSync(registryFile);
  const registry = parseRegistry(registryBytes.toString('utf8'), registryFile);
  const catalog = createCatalog(registry, {
    commit: shownCommit(root, registry),
    dependents: dependentsOf(registry),
    removed: removedPlugins(registry),
  });
  const apiGuide = join(home, 'docs', 'api.md');
  const data: SiteData = {
    catalog,
    rules: siteRules(root),
    ...(existsSync(apiGuide) ? { api: readFileSync(apiGuide, 'utf8') } : {}),
  };
  const work = workFolder();
  const { put, counts, removeOthers } = openOutput(out);
  let shell: Shell;
  const kept = keptFiles(join(root, '.cache', 'site'), keptEdition());
  let fits: ReturnType<typeof createFit>;
  let pages: string[];
  try {
    const rendered = await renderWithAstro(work, data, new URL(registry.site));
    const markup = readFileSync(join(rendered, 'shell', 'index.html'), 'utf8');
    shell = createShell(markup);
    const read = (file: string) => readFileSync(join(rendered, file), 'utf8');
    fits = createFit(shell, markup, new URL(registry.site).pathname, read);
    rmSync(join(rendered, 'shell'), { recursive: true });
    pages = listedPages(rendered);
    const paths = filesIn(rendered).filter((path) => path !== firstFile);
    for (const path of [firstFile, ...paths]) put(path, readFileSync(join(rendered, path)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const openPlugin = pluginFolders(root);
  const details = await openDetails(root, registry, openPlugin, kept);
  const stamped = putPages(put, shell, stampedPages(catalog, details.detailsOf, fits), pages);
  const former = putPages(put, shell, formerPages(catalog));
  for (const { path, content } of socialImages(registry, kept)) put(path, content);
  await buildSearch(registry, put, kept, details.readmeOf);
  kept.close();
  if (!pagesOnly) {
    const { withoutArchive } = publishFiles({ root, registry, registryBytes, pages, openPlugin, put });
    for (const { name, reason } of withoutArchive)
      console.error(`The plugin "${name}" has no archive, because ${reason}.`);
  }
  const removed = removeOthers();
  const { files, written } = counts();
  console.log(
    `Built ${stamped + former} pages of plugins and lists (${count(details.made(), 'plugin', 'plugins')} read): ${out} holds ${files} files, of which ${written} were written, and ${removed} were removed`,
  );
}

function isWithin(folder: string, outer: string): boolean {
  const path = relative(outer, folder);
  // From one drive to another there is no relative path.
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Why a folder cannot be built into, and what to do instead: something in it would be lost. */
function inTheWay(out: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(out);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    return code === 'ENOTDIR' ? 'it is no folder. Name a folder with --out.' : `it cannot be read: ${code}.`;
  }
  if (names.length === 0 || (isEarlierBuild(out) && !names.includes('.git'))) return undefined;
  return `it is neither empty nor an earlier build, and what is in it would be removed. Name another folder with --out, or, where nothing in it is needed, type: rm -r ${shellWord(out)}`;
}

function isEarlierBuild(folder: string): boolean {
  try {
    return startOfPage.test(readFileSync(join(folder, firstFile), 'utf8'));
  } catch {
    return false;
  }
}

/** Paths of the files below a folder, sorted, with `/`. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

const { out, root, registry: given, pagesOnly, check } = options();
for (const folder of [root, home])
  if (isWithin(folder, out))
    fail(`The catalog cannot be built into "${out}", because that would remove what is in it.`, 2);
const reason = inTheWay(out);
if (reason !== undefined) fail(`The catalog cannot be built into "${out}", because ${reason}`, 2);
const registry = given ?? writeRegistry(root);
if (!existsSync(registry))
  fail(`There is no registry at "${registry}". Write one with "npm run registry".`, 1);
try {
  await buildSite(root, out, registry, pagesOnly);
} catch (error) {
  fail(`The catalog could not be built: ${error instanceof Error ? error.message : error}`, 1);
}
if (check) process.exitCode = reportSite(out, registry, !pagesOnly);
