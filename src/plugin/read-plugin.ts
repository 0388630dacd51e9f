import type { FileSystem } from './file-system.ts';
import { inventoryOf } from './inventory.ts';
import type { Plugin, PluginContent, PluginFile } from './plugin.ts';
import { rawManifest, readManifest } from './read-manifest.ts';
import type { Listing } from './schemas/listing.d.ts';
import { digestOf, readSource, type Source } from './source.ts';
import { asRecord } from './values.ts';

/** Where a plugin's listing stands. */
export const listingFile = 'listing.json';

/** Reads a plugin from wherever it lies, with what was read. Never throws for what the folder holds. */
export function readPlugin(fs: FileSystem, dir: string): { source: Source; plugin: Plugin } {
  const source = readSource(fs, dir);
  return { source, plugin: describePlugin(source) };
}

/** What a folder that was read is, as a plugin. */
function describePlugin(source: Source): Plugin {
  const files = [...source.files.values()].map(
    (file): PluginFile => ({
      path: file.path,
      bytes: file.bytes,
      sha256: file.sha256,
      mode: file.kind === 'link' ? '120000' : file.executable ? '100755' : '100644',
    }),
  );
  return { ...describeContent(source), files, digest: digestOf(files) };
}

/** What a plugin is and holds. Without a usable name in its manifest it is called as its folder, as Claude Code does. */
export function describeContent(source: Source): PluginContent {
  const raw = rawManifest(source);
  const manifest = readManifest(raw);
  const name = manifest.name ?? source.folder;
  const { components, capabilities } = inventoryOf(source, raw, name);
  const tokens = { alwaysOn: 0, onInvoke: 0 };
  for (const component of components) {
    tokens.alwaysOn += component.tokens?.alwaysOn ?? 0;
    tokens.onInvoke = Math.max(tokens.onInvoke, component.tokens?.onInvoke ?? 0);
  }
  return {
    name,
    dir: source.dir,
    manifest,
    listing: readListing(source),
    components,
    capabilities,
    tokens,
  };
}

/** The listing as written; its shape is for the rules to judge. */
function readListing(source: Source): Listing | undefined {
  const parsed = source.json(listingFile);
  return parsed?.ok === true ? (asRecord(parsed.value) as Listing) : undefined;
}
