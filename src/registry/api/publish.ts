import { hash } from 'node:crypto';
import type { MarketplaceConfig } from '../../check/config/policy.ts';
import type { FileSystem } from '../../plugin/file-system.ts';
import type { PutFile } from '../output-folder.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { registryFile } from '../serialize.ts';
import { isOffered, standingOf } from '../standing.ts';
import { type Archive, dependentsOf, type IndexEntry, indexFile, listFiles, pluginFiles } from './api.ts';
import { archivePath, checksumText, type Packed, packPlugin } from './archive.ts';
import type { ArchiveCache } from './archive-cache.ts';
import { marketplaceFeeds, pluginFeeds } from './feeds.ts';
import { hostedMarketplace } from './hosted-marketplace.ts';
import { llmsFile, openSearchFile, robotsFile, sitemapFiles } from './pages.ts';
import { apiFolder, type PublishedFile } from './published-file.ts';
import { schemaFiles } from './published-schemas.ts';

/** Everything that is published besides the pages. */
export type PublishInputs = {
  registry: Registry;
  /** The bytes that it was parsed from, published as they are. */
  registryBytes: Uint8Array;
  config: MarketplaceConfig;
  /** Folders of plugins, one after the other; each is read before the next is asked for. Only those that `cache` does not hold are asked for. */
  open(names: readonly string[]): Iterable<{ name: string; fs: FileSystem }>;
  cache: ArchiveCache;
  /** Paths of the pages, for the sitemap. */
  pages: readonly string[];
};

/** What was published. */
export type Published = {
  /** Names of the plugins that were read and packed; the others were as they were. */
  packed: string[];
  /** Plugins that passed and yet are not in the hosted marketplace, with the end of the sentence "It has no archive, because …". */
  withoutArchive: { name: string; reason: string }[];
};

/** Names that are safe as a part of a path and of an address. */
const safeName = /^[a-z0-9][a-z0-9._-]{0,199}$/i;

/**
 * Everything that is published besides the pages, one file after the other: nothing is kept but what later files say of earlier ones.
 * @throws where a plugin is not as the registry says, or could not be a file
 */
export function* publishedFiles(inputs: PublishInputs, report: Published): Generator<PublishedFile> {
  const { registry, registryBytes, config, cache, pages } = inputs;
  const odd = registry.plugins.find(
    ({ name, digest }) => !safeName.test(name) || !/^[0-9a-f]{64}$/.test(digest),
  );
  if (odd !== undefined)
    throw new Error(
      `The registry lists a plugin ${JSON.stringify(odd.name)}, which cannot be the name of a file.`,
    );
  const index: IndexEntry[] = [];
  const indexed = (file: PublishedFile): PublishedFile => {
    if (file.path.startsWith(apiFolder)) {
      const bytes = Buffer.byteLength(file.content);
      index.push({ path: file.path, bytes, sha256: hash('sha256', file.content, 'hex') });
    }
    return file;
  };
  const archives = new Map<string, Archive>();
  const dependents = dependentsOf(registry);
  for (const [plugin, packed] of packedPlugins(inputs, report)) {
    const { name } = plugin;
    let archive: Archive | { reason: string } = {
      reason: standingOf(plugin) === 'withdrawn' ? 'its version was withdrawn' : 'it did not pass the check',
    };
    if (isOffered(plugin)) {
      if (packed.zip.ok) {
        const { bytes, sha256 } = packed.zip;
        const path = archivePath(plugin);
        archive = { url: `${registry.site}${path}`, bytes: bytes.length, sha256 };
        archives.set(name, archive);
        yield { path, content: bytes };
        yield { path: `${path}.sha256`, content: checksumText(sha256, path) };
      } else {
        archive = { reason: packed.zip.reason };
        report.withoutArchive.push({ name, reason: packed.zip.reason });
      }
    }
    const details = { files: packed.files, archive };
    for (const file of pluginFiles(registry, plugin, details, dependents.get(name) ?? []))
      yield indexed(file);
    yield* pluginFeeds(registry, plugin);
  }
  cache.prune();
  for (const file of [...listFiles(registry), ...schemaFiles(registry.site)]) yield indexed(file);
  yield { path: registryFile, content: registryBytes };
  yield indexFile(registry, index);
  const hosted = hostedMarketplace(config, registry, archives);
  if (hosted !== undefined) yield hosted;
  yield* marketplaceFeeds(registry);
  yield llmsFile(registry);
  yield openSearchFile(registry);
  yield robotsFile(registry);
  yield* sitemapFiles(registry, pages);
}

/** The registry's plugins in order, each with its files and archive, read only where the cache does not have them. */
function* packedPlugins(
  { registry, open, cache }: PublishInputs,
  report: Published,
): Generator<[RegistryPlugin, Packed]> {
  const digests = new Map(registry.plugins.map(({ name, digest }) => [name, digest]));
  const pack = (names: readonly string[]): Packed | undefined => {
    let last: Packed | undefined;
    for (const { name, fs } of names.length === 0 ? [] : open(names)) {
      last = packPlugin(fs);
      if (last.digest !== digests.get(name))
        throw new Error(
          `The plugin "${name}" is not as the registry describes it. Write the registry again with "npm run registry".`,
        );
      cache.put(last);
      report.packed.push(name);
    }
    return last;
  };
  pack(registry.plugins.filter(({ digest }) => !cache.has(digest)).map(({ name }) => name));
  for (const plugin of registry.plugins) {
    const packed = cache.get(plugin.digest) ?? pack([plugin.name]);
    if (packed === undefined)
      throw new Error(`The plugin "${plugin.name}" is in the registry and cannot be opened.`);
    yield [plugin, packed];
  }
}

/** Puts what is published besides the pages into the built site. */
export function publish(put: PutFile, inputs: PublishInputs): Published {
  const report: Published = { packed: [], withoutArchive: [] };
  for (const { path, content } of publishedFiles(inputs, report)) put(path, content);
  return report;
}
