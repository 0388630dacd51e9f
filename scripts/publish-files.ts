// Writes what the built site offers besides its pages: the API, archives, the hosted marketplace, feeds, and what search engines read.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { configFile, readConfig } from '../src/check/config.ts';
import { folderFileSystem } from '../src/plugin/file-system.ts';
import { findRepository, ignoredPaths } from '../src/plugin/git.ts';
import { archiveCache } from '../src/registry/api/archive-cache.ts';
import { type Published, publish } from '../src/registry/api/publish.ts';
import type { Registry } from '../src/registry/registry.ts';

const usage = `Usage: node scripts/publish-files.ts [--registry <file>] [--out <folder>] [--root <folder>]

Adds to a built site (dist/) what it offers besides its pages, from registry.json and the plugins on the disk.`;

/** Where the built site lies, which registry it shows, and the marketplace's folder. */
export type PublishOptions = { root: string; registry: string; out: string };

/**
 * Adds to the built site what it offers besides its pages.
 * @throws where the registry cannot be read, or a plugin is not as it says
 */
export function publishFiles({ root, registry, out }: PublishOptions): Published {
  const bytes = readFileSync(registry);
  const read = readConfig(readFileSync(join(root, configFile), 'utf8'));
  if (!read.ok)
    throw new Error(
      read.problems.map(({ file, line, message, fix }) => `${file}:${line} ${message} ${fix}`).join('\n'),
    );
  const plugins = join(root, 'plugins');
  const ignored = findRepository(root) === undefined ? new Set<string>() : ignoredPaths(plugins);
  return publish(out, {
    registry: JSON.parse(bytes.toString('utf8')) as Registry,
    registryBytes: bytes,
    config: read.config,
    *open(names) {
      for (const name of names)
        yield { name, fs: folderFileSystem(join(plugins, name), (path) => ignored.has(`${name}/${path}`)) };
    },
    cache: archiveCache(join(root, '.cache', 'archives')),
    pages: pagesIn(out),
  });
}

/** Paths of the pages that were built, as addresses have them. */
function pagesIn(out: string): string[] {
  let files: string[];
  try {
    files = readdirSync(out, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file === 'index.html' || file.endsWith('/index.html'))
    .map((file) => file.slice(0, -'index.html'.length));
}

function main(): number {
  try {
    const { values } = parseArgs({
      options: {
        registry: { type: 'string' },
        out: { type: 'string' },
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const root = values.root === undefined ? join(import.meta.dirname, '..') : resolve(values.root);
    const { files, bytes, packed, withoutArchive } = publishFiles({
      root,
      registry: values.registry === undefined ? join(root, 'registry.json') : resolve(values.registry),
      out: values.out === undefined ? join(root, 'dist') : resolve(values.out),
    });
    for (const { name, reason } of withoutArchive)
      console.error(`The plugin "${name}" has no archive, because ${reason}.`);
    console.log(`Wrote ${files} files, ${bytes} bytes; packed ${packed.length} plugins anew.`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

if (import.meta.main) process.exitCode = main();
