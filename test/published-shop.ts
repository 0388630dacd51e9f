// A marketplace of a few plugins, published whole: what the tests of its API look at.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defaultPolicy, type MarketplaceConfig } from '../src/check/config/policy.ts';
import { rules } from '../src/check/rules.ts';
import { type FileSystem, type MemoryFile, memoryFileSystem } from '../src/plugin/file-system.ts';
import { publish, type WithoutArchive } from '../src/registry/api/publish.ts';
import { buildRegistry } from '../src/registry/build.ts';
import { folderCache } from '../src/registry/cache.ts';
import { type Descriptions, openDescriptions } from '../src/registry/description.ts';
import { openOutput } from '../src/registry/output-folder.ts';
import type { Registry } from '../src/registry/registry.ts';
import { temporaryFolder } from './files.ts';
import { aRegistry } from './registries.ts';

const prose = 'It reads the files that you name, counts what is in them and says so in a table. '.repeat(8);
/** The licence that each plugin holds. */
export const license = readFileSync(join(import.meta.dirname, '..', 'LICENSE'), 'utf8');
const plugin = (
  name: string,
  more: Record<string, unknown> = {},
  files: Record<string, MemoryFile> = {},
) => ({
  '.claude-plugin/plugin.json': JSON.stringify({
    name,
    version: '1.2.3',
    description: 'Counts what is in files and says so.',
    author: { name: 'Ann' },
    license: 'MIT',
    keywords: ['counting'],
    ...more,
  }),
  'README.md': `# ${name}\n\n${prose}\n`,
  LICENSE: license,
  'listing.json': JSON.stringify({ category: 'testing', tags: ['count'] }),
  'skills/count/SKILL.md':
    '---\nname: count\ndescription: Counts what is in files. Use when somebody asks how many.\n---\n\nCount.\n',
  ...files,
});

/** The files of each plugin: one that is needed, one that does not pass, one that cannot be packed, one that was withdrawn. */
export const plugins: Record<string, Record<string, MemoryFile>> = {
  abacus: plugin(
    'abacus',
    { dependencies: ['measure'] },
    {
      'hooks/hooks.json': JSON.stringify({
        hooks: {
          Stop: [{ hooks: [{ type: 'command', command: '"${CLAUDE_PLUGIN_ROOT}/scripts/stop.sh"' }] }],
        },
      }),
      'scripts/stop.sh': { text: '#!/bin/sh\nexit 0\n', executable: true },
      'skills/more/SKILL.md':
        '---\nname: more\ndescription: Counts <b>more</b> & "more". Use when somebody asks how many more.\n---\n\nMore.\n',
    },
  ),
  broken: { 'README.md': '# Broken\n' },
  linked: plugin('linked', {}, { 'docs/readme.md': { link: '../README.md' } }),
  measure: plugin('measure'),
  ruler: plugin(
    'ruler',
    {},
    {
      'listing.json': JSON.stringify({
        category: 'testing',
        yanked: [{ version: '1.2.3', reason: 'It deletes files.', date: '2026-01-02' }],
      }),
    },
  ),
};

const config: MarketplaceConfig = {
  ...aRegistry([]),
  renames: { beads: 'abacus', slate: null },
  policy: defaultPolicy,
};

async function build(): Promise<{ registry: Registry; registryBytes: Uint8Array }> {
  const names = Object.keys(plugins).sort();
  const built = await buildRegistry({
    config,
    curators: ['owner'],
    policy: 'b'.repeat(64),
    ruleset: '1',
    rules,
    trees: new Map(names.map((name, index) => [name, String(index).repeat(40)])),
    previous: undefined,
    open: opened,
    manifests: (asked) =>
      new Map(asked.map((name) => [name, String(plugins[name]?.['.claude-plugin/plugin.json'] ?? '')])),
    histories: (asked) =>
      new Map(
        [...asked.keys()].map((name) => [
          name,
          {
            created: '2026-01-01',
            updated: '2026-02-01',
            versions: [{ version: '1.2.3', commit: 'd'.repeat(40), date: '2026-01-01' }],
          },
        ]),
      ),
  });
  return { registry: JSON.parse(built.registry) as Registry, registryBytes: Buffer.from(built.registry) };
}

function* opened(names: readonly string[]): Iterable<{ name: string; fs: FileSystem }> {
  for (const name of names) yield { name, fs: memoryFileSystem(plugins[name] ?? {}) };
}

/** What was published, and what it takes to publish it again. */
export type Shop = {
  /** A folder of its own, for the caller to remove. */
  root: string;
  /** The published site, a folder in `root`. */
  out: string;
  registry: Registry;
  registryBytes: Uint8Array;
  withoutArchive: WithoutArchive;
  /** Descriptions of the plugins, with a cache in this folder of `root`. */
  describe(cache: string, open?: typeof opened): Promise<Descriptions>;
  /** What `publish` takes. */
  inputsWith(descriptions: Descriptions): Parameters<typeof publish>[1];
  /** A published JSON file. */
  json(path: string): Record<string, unknown>;
};

/** Checks the plugins and publishes them, in a folder that goes with the tests of the file that asks at its top. */
export async function publishShop(): Promise<Shop> {
  const root = temporaryFolder('publish');
  const out = join(root, 'out');
  const inputs = await build();
  const describe = async (cache: string, open = opened) => {
    const descriptions = openDescriptions({
      open,
      commits: () => [],
      cache: folderCache(join(root, cache), '1'),
      archives: folderCache(join(root, cache, 'archives'), '1'),
    });
    await descriptions.complete(inputs.registry, config);
    return descriptions;
  };
  const inputsWith = (descriptions: Descriptions) => ({
    ...inputs,
    config,
    descriptions,
    pages: ['', 'plugins/abacus/'],
  });
  const withoutArchive = publish(openOutput(out).put, inputsWith(await describe('cache')));
  const json = (path: string) => JSON.parse(readFileSync(join(out, path), 'utf8')) as Record<string, unknown>;
  return { root, out, ...inputs, withoutArchive, describe, inputsWith, json };
}

/** Every file below a folder, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
