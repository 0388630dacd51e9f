import type { FileSystem } from '../../plugin/file-system.ts';
import { type Position, parseJson, placesIn } from '../../plugin/json.ts';
import { manifestFile } from '../../plugin/read-manifest.ts';
import { isObject, own } from '../../plugin/values.ts';
import { localSource } from '../claude-code/entry-source.ts';
import { isOfficialMarketplace } from '../claude-code/marketplace-names.ts';
import { configFile } from '../config/config.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostic.ts';
import type { Finding, LocalFolder, MarketplaceContext, MarketplaceEntry, MarketplaceRule } from '../rule.ts';
import type { PartOptions } from './check-parts.ts';
import { checkListed, checkOwnHooks, type ListedIn } from './listed-plugins.ts';
import { entryThrough } from './partial-source.ts';
import { runRules } from './run-rules.ts';
import { marketplaceFile } from './targets.ts';

/** The largest marketplace manifest that is read, in bytes. The client has no limit; ours keeps hostile input from filling the memory. */
const manifestLimit = 32 << 20;

/**
 * Checks a marketplace's folder as the client does: its manifest, and of each plugin that it lists from its own folders the manifest and
 * the hooks. https://code.claude.com/docs/en/plugin-marketplaces#marketplace-validation-errors
 * @param dir the folder as it was given; diagnostics are relative to it
 * @param options `file` is a manifest that was named itself, relative to the folder; then the rest of the folder is not checked
 */
export async function checkMarketplace(
  fs: FileSystem,
  dir: string,
  options: PartOptions & { file?: string },
): Promise<Diagnostic[]> {
  const file = options.file ?? marketplaceFile;
  const read = readManifestText(fs, file);
  const parsed = 'unreadable' in read ? read : parseJson(read.text);
  const manifest =
    !('unreadable' in parsed) && parsed.ok && isObject(parsed.value) ? parsed.value : undefined;
  const isPlugin = options.file === undefined && fs.entry(manifestFile)?.kind === 'file';
  const isOfficial = isOfficialMarketplace(manifest === undefined ? undefined : own(manifest, 'name'));
  const isGenerated = file === marketplaceFile && fs.entry(configFile)?.kind === 'file';
  const market: ListedIn = { fs, dir, isOfficial, isPlugin, isGenerated };

  const { entries, folders, diagnostics } = await checkEntries(market, manifest, options);
  if (isPlugin && !folders.has('')) diagnostics.push(...(await checkListed(market, '', options)).diagnostics);
  else if (options.file === undefined && !folders.has(''))
    diagnostics.push(...(await checkOwnHooks(market, options)));

  const applying = options.rules.filter(
    (rule): rule is MarketplaceRule =>
      rule.looksAt === 'marketplace' && (manifest !== undefined || rule.withoutManifest === true),
  );
  const context = { file, parsed, manifest: manifest ?? {}, entries, isGenerated };
  const placeOf = placeFinder('text' in read ? read.text : '');
  const found = await runRules(applying, (report): MarketplaceContext => ({ ...context, report }), {
    docsOf: options.docsOf,
    placeOf: ({ at }) => placeOf(at),
    file,
  });
  return [...diagnostics, ...found].sort(compareDiagnostics);
}

/** Reads the entries of a marketplace, and checks each local folder that they name once. */
async function checkEntries(
  market: ListedIn,
  manifest: Readonly<Record<string, unknown>> | undefined,
  options: PartOptions,
): Promise<{
  entries: MarketplaceEntry[];
  folders: ReadonlyMap<string, LocalFolder>;
  diagnostics: Diagnostic[];
}> {
  const entries: MarketplaceEntry[] = [];
  const folders = new Map<string, LocalFolder>();
  const diagnostics: Diagnostic[] = [];
  const plugins = manifest === undefined ? undefined : own(manifest, 'plugins');
  for (const [index, raw] of Array.isArray(plugins) ? plugins.entries() : []) {
    if (!isObject(raw) || manifest === undefined) continue;
    const folder = localSource(own(raw, 'source'), manifest);
    if (folder === undefined) {
      entries.push({ index, raw });
      continue;
    }
    let state = folders.get(folder);
    if (state === undefined) {
      const checked = await checkListed(market, folder, options);
      state = checked.state;
      folders.set(folder, state);
      diagnostics.push(...checked.diagnostics);
    }
    entries.push({ index, raw, local: { ...state, folder } });
  }
  return { entries, folders, diagnostics };
}

/** The manifest's text, through links that stay in the folder, as the client follows them. */
function readManifestText(fs: FileSystem, file: string): { text: string } | { unreadable: string } {
  const entry = entryThrough(fs, file);
  if (entry === undefined) {
    const isLinked = fs.entry(file)?.kind === 'link' || fs.entry('.claude-plugin')?.kind === 'link';
    return { unreadable: isLinked ? 'is a link that does not lead to a file of this folder' : 'is missing' };
  }
  if (entry.kind === 'directory') return { unreadable: 'is a folder, not a file' };
  if (entry.kind !== 'file') return { unreadable: 'is no regular file' };
  if (entry.bytes > manifestLimit)
    return { unreadable: `is larger than ${manifestLimit} bytes, the most that is read` };
  const bytes = fs.read(entry, manifestLimit);
  return bytes === undefined ? { unreadable: 'cannot be opened' } : { text: new TextDecoder().decode(bytes) };
}

/** Positions of findings in a text, which may have ten thousand of them. */
function placeFinder(text: string): (at: Finding['at']) => Position {
  const places = placesIn(text);
  return (at) => {
    if (at === undefined) return { line: 1, column: 1 };
    if ('line' in at) return { line: at.line, column: at.column ?? 1 };
    return places.positionAt(
      'offset' in at ? at.offset : places.offsetOf(at.json, at.key === true ? 'key' : 'value'),
    );
  };
}
