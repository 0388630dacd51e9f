// Writes what the built site offers besides its pages: the API, archives, the hosted marketplace, feeds, and what search engines read.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { configFile, readConfig } from '../src/check/config/config.ts';
import { archiveCache } from '../src/registry/api/archive-cache.ts';
import { type Published, publish } from '../src/registry/api/publish.ts';
import { openOutput, type PutFile } from '../src/registry/output-folder.ts';
import type { Registry } from '../src/registry/registry.ts';
import { registryFile } from '../src/registry/serialize.ts';
import { parseRegistry } from '../src/site/registry.ts';
import { type OpenPlugin, pluginFolders } from './plugin-folders.ts';

const usage = `Usage: node scripts/publish-files.ts [--registry <file>] [--out <folder>] [--root <folder>]

Adds to a built site (dist/) what it offers besides its pages, from registry.json and the plugins on the disk.`;

/** What is published besides the pages, and where it is put. */
export type PublishOptions = {
  /** The marketplace's folder. */
  root: string;
  registry: Registry;
  /** The bytes that it was parsed from. */
  registryBytes: Uint8Array;
  /** Paths of the pages that search engines may list. */
  pages: readonly string[];
  openPlugin: OpenPlugin;
  put: PutFile;
};

/**
 * Adds to the built site what it offers besides its pages.
 * @throws where a plugin is not as the registry says
 */
export function publishFiles(options: PublishOptions): Published {
  const { root, registry, registryBytes, pages, openPlugin, put } = options;
  const read = readConfig(readFileSync(join(root, configFile), 'utf8'));
  if (!read.ok)
    throw new Error(
      read.problems.map(({ file, line, message, fix }) => `${file}:${line} ${message} ${fix}`).join('\n'),
    );
  return publish(put, {
    registry,
    registryBytes,
    config: read.config,
    *open(names) {
      for (const name of names) yield { name, fs: openPlugin(name) };
    },
    cache: archiveCache(join(root, '.cache', 'archives')),
    pages,
  });
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
  const file = options.registry === undefined ? join(root, registryFile) : resolve(options.registry);
  if (!existsSync(file)) {
    console.error(`There is no registry at "${file}". Write one with "npm run registry".`);
    return 1;
  }
  try {
    const out = options.out === undefined ? join(root, 'dist') : resolve(options.out);
    const registryBytes = readFileSync(file);
    const registry = parseRegistry(registryBytes.toString('utf8'), file);
    const pages = listedPages(out);
    const { put, counts } = openOutput(out);
    const { packed, withoutArchive } = publishFiles({
      root,
      registry,
      registryBytes,
      pages,
      openPlugin: pluginFolders(root),
      put,
    });
    for (const { name, reason } of withoutArchive)
      console.error(`The plugin "${name}" has no archive, because ${reason}.`);
    const { files, bytes } = counts();
    console.log(`Published ${files} files, ${bytes} bytes; packed ${packed.length} plugins anew.`);
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
