import type { FileSystem } from './file-system.ts';
import { inventoryOf, withPrograms } from './inventory.ts';
import type { Plugin, PluginContent, PluginFile } from './plugin.ts';
import type { Entry } from './programs/entry.ts';
import { sharedPrograms } from './programs/reader.ts';
import { listingFile, rawManifest, readManifest } from './read-manifest.ts';
import type { Listing } from './schemas/listing.d.ts';
import { digestOf, readSource, type Source } from './source.ts';
import { asRecord } from './values.ts';

/** Reads a plugin from wherever it lies, its programs included, with what was read. Never throws for what the folder holds. */
export async function readPlugin(fs: FileSystem, dir: string): Promise<{ source: Source; plugin: Plugin }> {
  const source = readSource(fs, dir);
  return { source, plugin: { ...(await describeContent(source)), ...listFiles(source) } };
}

/** Reads a plugin without its programs: what they do is missing from the capabilities. */
export function readDeclared(fs: FileSystem, dir: string): { source: Source; plugin: Plugin } {
  const source = readSource(fs, dir);
  return { source, plugin: { ...describeDeclared(source), ...listFiles(source) } };
}

function listFiles(source: Source): Pick<Plugin, 'files' | 'digest'> {
  const files = [...source.files.values()].map(
    (file): PluginFile => ({
      path: file.path,
      bytes: file.bytes,
      sha256: file.sha256,
      mode: file.kind === 'link' ? '120000' : file.executable ? '100755' : '100644',
    }),
  );
  return { files, digest: digestOf(files) };
}

/** What a plugin is and holds. Without a usable name in its manifest it is called as its folder, as Claude Code does. */
export async function describeContent(source: Source): Promise<PluginContent> {
  const { entries, ...content } = describe(source);
  return { ...content, ...(await withPrograms({ ...content, entries }, source, sharedPrograms)) };
}

/** What a plugin is and holds as declared, without what its programs do. */
export function describeDeclared(source: Source): PluginContent {
  const { entries, ...content } = describe(source);
  return content;
}

function describe(source: Source): PluginContent & { entries: Entry[] } {
  const raw = rawManifest(source);
  const manifest = readManifest(raw);
  const name = manifest.name ?? source.folder;
  const { components, capabilities, entries } = inventoryOf(source, raw, name);
  const tokens = { alwaysOn: 0, onInvoke: 0 };
  for (const component of components) {
    tokens.alwaysOn += component.tokens?.alwaysOn ?? 0;
    tokens.onInvoke = Math.max(tokens.onInvoke, component.tokens?.onInvoke ?? 0);
  }
  const listing = readListing(source);
  return {
    name,
    dir: source.dir,
    manifest,
    listing,
    components,
    capabilities,
    effective: [],
    tokens,
    entries,
  };
}

/** The listing as written; its shape is for the rules to judge. */
function readListing(source: Source): Listing | undefined {
  const parsed = source.json(listingFile);
  return parsed?.ok === true ? (asRecord(parsed.value) as Listing) : undefined;
}
