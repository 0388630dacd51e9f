// Writes what the built site offers besides its pages: the API, archives, the hosted marketplace, feeds, and what search engines read.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { configFile, readConfig } from '../src/check/config.ts';
import { folderFileSystem } from '../src/plugin/file-system.ts';
import { findRepository, ignoredPaths } from '../src/plugin/git.ts';
import { archiveCache } from '../src/registry/api/archive-cache.ts';
import { type Published, publish } from '../src/registry/api/publish.ts';
import type { Registry } from '../src/registry/registry.ts';
import { registryFile } from '../src/registry/serialize.ts';

const usage = `Usage: node scripts/publish-files.ts [--registry <file>] [--out <folder>] [--root <folder>]

Adds to a built site (dist/) what it offers besides its pages, from registry.json and the plugins on the disk.`;

/** Where the built site lies, which registry it shows, and the marketplace's folder. */
export type PublishOptions = {
  root: string;
  registry: string;
  out: string;
  /** Paths of the pages that search engines may list; absent: those in `out`, each read for what it says of that. */
  pages?: readonly string[];
};

/**
 * Adds to the built site what it offers besides its pages.
 * @throws where the registry cannot be read, or a plugin is not as it says
 */
export function publishFiles({ root, registry, out, pages }: PublishOptions): Published {
  const bytes = readFileSync(registry);
  const read = readConfig(readFileSync(join(root, configFile), 'utf8'));
  if (!read.ok)
    throw new Error(
      read.problems.map(({ file, line, message, fix }) => `${file}:${line} ${message} ${fix}`).join('\n'),
    );
  const plugins = join(root, 'plugins');
  const ignored = findRepository(root) === undefined ? new Set<string>() : ignoredPaths(plugins);
  return publish(out, {
    registry: parseRegistry(bytes.toString('utf8'), registry),
    registryBytes: bytes,
    config: read.config,
    *open(names) {
      for (const name of names)
        yield { name, fs: folderFileSystem(join(plugins, name), (path) => ignored.has(`${name}/${path}`)) };
    },
    cache: archiveCache(join(root, '.cache', 'archives')),
    pages: pages ?? listedPages(out),
  });
}

function parseRegistry(text: string, file: string): Registry {
  let registry: Partial<Registry> | null = null;
  try {
    registry = JSON.parse(text) as Partial<Registry> | null;
  } catch {
    // Said below, together with all else that is no registry.
  }
  if (registry?.schemaVersion !== 1 || !Array.isArray(registry.plugins))
    throw new Error(`"${file}" is not a registry of schema version 1: run "npm run registry".`);
  return registry as Registry;
}

/** Paths of the pages in a built site, as addresses have them, without those that ask search engines to leave them out. */
export function listedPages(out: string): string[] {
  let files: string[];
  try {
    files = readdirSync(out, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file === 'index.html' || file.endsWith('/index.html'))
    .filter((file) => !isHidden(readFileSync(join(out, file), 'utf8')))
    .map((file) => file.slice(0, -'index.html'.length));
}

/** https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag */
function isHidden(markup: string): boolean {
  const head = markup.slice(0, markup.indexOf('</head>'));
  return /<meta name="robots" content="[^"]*noindex/.test(head);
}

function main(): number {
  const options = readArguments();
  if (options === undefined) return 2;
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const root = options.root === undefined ? join(import.meta.dirname, '..') : resolve(options.root);
  const registry = options.registry === undefined ? join(root, registryFile) : resolve(options.registry);
  if (!existsSync(registry)) {
    console.error(`There is no registry at "${registry}". Write one with "npm run registry".`);
    return 1;
  }
  try {
    const out = options.out === undefined ? join(root, 'dist') : resolve(options.out);
    const { files, bytes, packed, withoutArchive } = publishFiles({ root, registry, out });
    for (const { name, reason } of withoutArchive)
      console.error(`The plugin "${name}" has no archive, because ${reason}.`);
    console.log(`Wrote ${files} files, ${bytes} bytes; packed ${packed.length} plugins anew.`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        registry: { type: 'string' },
        out: { type: 'string' },
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message.split('\n')[0] : error}\n${usage}`);
    return undefined;
  }
}

if (import.meta.main) process.exitCode = main();
