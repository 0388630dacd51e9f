import { hash } from 'node:crypto';
import type { MarketplaceConfig } from '../../check/config/policy.ts';
import type { Descriptions } from '../description.ts';
import type { PutFile } from '../output-folder.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { registryFile } from '../serialize.ts';
import { isOffered, standingOf } from '../standing.ts';
import { type Archive, dependentsOf, type IndexEntry, indexFile, listFiles, pluginFiles } from './api.ts';
import { archivePath, checksumText } from './archive.ts';
import { marketplaceFeeds, pluginFeeds } from './feeds.ts';
import { hostedMarketplace } from './hosted-marketplace.ts';
import { llmsFile, openSearchFile, robotsFile, sitemapFiles } from './pages.ts';
import { apiFolder, type PublishedFile } from './published-file.ts';
import { schemaFiles } from './published-schemas.ts';

/** Everything that is published besides the pages. */
type PublishInputs = {
  registry: Registry;
  /** The bytes that it was parsed from, published as they are. */
  registryBytes: Uint8Array;
  config: MarketplaceConfig;
  /** Of every plugin in the registry, with archives. */
  descriptions: Pick<Descriptions, 'of' | 'archiveOf'>;
  /** Paths of the pages, for the sitemap. */
  pages: readonly string[];
};

/** Plugins that passed and yet are not in the hosted marketplace, with the end of the sentence "It has no archive, because …". */
export type WithoutArchive = { name: string; reason: string }[];

/** Names that are safe as a part of a path and of an address. */
const safeName = /^[a-z0-9][a-z0-9._-]{0,199}$/i;

/**
 * Everything that is published besides the pages, one file after the other: only what later files say about earlier ones is kept in memory.
 * @param withoutArchive is filled meanwhile
 * @throws where a plugin's name cannot be that of a file
 */
export function* publishedFiles(
  inputs: PublishInputs,
  withoutArchive: WithoutArchive,
): Generator<PublishedFile> {
  const { registry, registryBytes, config, pages } = inputs;
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
  for (const plugin of registry.plugins) {
    const { name } = plugin;
    const { archive, files } = archiveOf(plugin, inputs);
    yield* files;
    if (!('reason' in archive)) archives.set(name, archive);
    else if (isOffered(plugin)) withoutArchive.push({ name, reason: archive.reason });
    const details = { files: inputs.descriptions.of(plugin).files, archive };
    for (const file of pluginFiles(registry, plugin, details, dependents.get(name) ?? []))
      yield indexed(file);
    yield* pluginFeeds(registry, plugin);
  }
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

/** A plugin's archive with the files that it is published as, or why it has none. */
function archiveOf(
  plugin: RegistryPlugin,
  { registry, descriptions }: PublishInputs,
): { archive: Archive | { reason: string }; files: PublishedFile[] } {
  const standing = standingOf(plugin);
  if (standing === 'withdrawn') return { archive: { reason: 'its version was withdrawn' }, files: [] };
  if (standing === 'error') return { archive: { reason: 'it did not pass the check' }, files: [] };
  const packed = descriptions.archiveOf(plugin);
  if ('reason' in packed) return { archive: packed, files: [] };
  const { bytes } = packed;
  const sha256 = hash('sha256', bytes, 'hex');
  const path = archivePath(plugin);
  return {
    archive: { url: `${registry.site}${path}`, bytes: bytes.length, sha256 },
    files: [
      { path, content: bytes },
      { path: `${path}.sha256`, content: checksumText(sha256, path) },
    ],
  };
}

/** Puts what is published besides the pages into the built site. */
export function publish(put: PutFile, inputs: PublishInputs): WithoutArchive {
  const withoutArchive: WithoutArchive = [];
  for (const { path, content } of publishedFiles(inputs, withoutArchive)) put(path, content);
  return withoutArchive;
}
