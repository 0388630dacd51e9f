import { insidePath } from '../../plugin/declared.ts';
import type { FileSystem } from '../../plugin/file-system.ts';
import { manifestFile, rawManifest } from '../../plugin/read-manifest.ts';
import type { Source } from '../../plugin/source.ts';
import { byText } from '../../plugin/text.ts';
import { clientFileLimit, hookFiles } from '../claude-code/client-files.ts';
import { declaredPaths } from '../claude-code/paths.ts';
import { isReservedName, readsAsOfficial } from '../claude-code/reserved-names.ts';
import { type Diagnostic, visible } from '../diagnostic.ts';
import { leadsIntoGit } from '../facts/links.ts';
import type { ClientPart, LocalFolder } from '../rule.ts';
import { checkParts, type PartOptions } from './check-parts.ts';
import { partialSource, type Wanted } from './partial-source.ts';

/** A marketplace's folder, and what decides how its plugins are read. */
export type ListedIn = {
  fs: FileSystem;
  /** The folder as it was given. */
  dir: string;
  /** Whether the marketplace is one of Anthropic's own. */
  isOfficial: boolean;
  /** Whether publishing writes the manifest, so that each plugin is checked by itself. */
  isGenerated: boolean;
  /** Whether the marketplace's own folder is a plugin too, which is then read as a whole. */
  isPlugin: boolean;
};

/** Checks what the client's validator reads of a plugin that a marketplace lists, and says what lies in its folder. */
export async function checkListed(
  market: ListedIn,
  folder: string,
  options: PartOptions,
): Promise<{ state: LocalFolder; diagnostics: Diagnostic[] }> {
  const state = folderAt(market.fs, folder);
  if (state.state !== 'folder') return { state, diagnostics: [] };
  const isWhole = market.isPlugin && folder === '';
  const source = listedSource(market, folder, state, isWhole);
  const { name, version } = rawManifest(source);
  if (typeof version === 'string') state.version = version;
  if (source.files.has(manifestFile)) state.hasManifest = true;
  if (!market.isGenerated) state.gitLinks = gitLinksIn(market.fs, folder);
  // Anthropic's own marketplaces may list plugins that are named like Anthropic's own.
  const mayPass =
    market.isOfficial && typeof name === 'string' && (isReservedName(name) || readsAsOfficial(name));
  const parts: ClientPart[] = ['paths', 'hooks', 'manifest'];
  if (isWhole) parts.push('markdown');
  if (!mayPass) parts.push('name');
  return { state, diagnostics: await checkListedParts(source, folder, parts, options) };
}

/** Checks the hooks of a marketplace's folder that is not a plugin itself. */
export function checkOwnHooks(market: ListedIn, options: PartOptions): Promise<Diagnostic[]> {
  const source = listedSource(market, '', { state: 'folder' }, false);
  return checkListedParts(source, '', ['paths', 'hooks'], options);
}

async function checkListedParts(
  source: Source,
  folder: string,
  parts: readonly ClientPart[],
  options: PartOptions,
): Promise<Diagnostic[]> {
  const onlyFiles = parts.includes('markdown')
    ? undefined
    : new Set([manifestFile, ...hookFiles(source)].map(visible));
  const found = await checkParts(source, parts, options, onlyFiles);
  if (folder === '') return found;
  return found.map((diagnostic) => ({
    ...diagnostic,
    file: visible(diagnostic.file === '.' ? folder : `${folder}/${diagnostic.file}`),
  }));
}

/** Most files and folders that a search for links looks at. */
const mostSearched = 50_000;

/** Links below a folder that lead into the folder of git, relative to it. */
function gitLinksIn(fs: FileSystem, folder: string): string[] {
  const found: string[] = [];
  const open = [folder];
  for (let left = mostSearched, at = open.pop(); at !== undefined && left > 0; at = open.pop()) {
    for (const { path, kind } of fs.list(at)) {
      left--;
      const inside = folder === '' ? path : path.slice(folder.length + 1);
      if (kind === 'directory' && !/(?:^|\/)(?:\.git|node_modules)$/i.test(path)) open.push(path);
      else if (kind === 'link' && leadsIntoGit(inside, fs.link(path) ?? '')) found.push(inside);
    }
  }
  return found.sort(byText);
}

/** What lies where a local source leads. */
function folderAt(fs: FileSystem, folder: string): LocalFolder {
  const meta = folder === '' ? '.claude-plugin' : `${folder}/.claude-plugin`;
  const manifest = fs.entry(`${meta}/plugin.json`);
  if (manifest !== undefined) {
    if (manifest.kind !== 'file') return { state: 'folder', manifestUnread: 'is a link or no regular file' };
    return manifest.bytes > clientFileLimit
      ? { state: 'folder', manifestUnread: `is larger than ${clientFileLimit} bytes` }
      : { state: 'folder' };
  }
  const parts = meta.split('/');
  for (const depth of parts.keys()) {
    const entry = fs.entry(parts.slice(0, depth + 1).join('/'));
    const isMeta = depth === parts.length - 1;
    if (entry === undefined) return { state: isMeta ? 'folder' : 'missing' };
    if (entry.kind === 'file' || entry.kind === 'other') return { state: 'blocked' };
    if (entry.kind === 'directory') continue;
    return isMeta
      ? { state: 'folder', manifestUnread: 'lies in a folder that is a link' }
      : { state: 'unread' };
  }
  return { state: 'folder' };
}

/** The files that the client reads of a plugin when it validates the marketplace around it. */
function listedSource({ fs, dir }: ListedIn, folder: string, found: LocalFolder, isWhole: boolean): Source {
  const place = (path: string) => (folder === '' ? path : path === '' ? folder : `${folder}/${path}`);
  const hasManifest = found.manifestUnread === undefined;
  const wanted = {
    paths: ['hooks/hooks.json', ...(hasManifest ? [manifestFile] : []), ...(isWhole ? ['.mcp.json'] : [])],
    trees: isWhole ? ['skills', 'agents', 'commands'] : [],
    spellings: [
      {
        folder: '',
        names: ['.claude-plugin', 'hooks', ...(isWhole ? ['CLAUDE.md', 'CLAUDE.local.md'] : [])],
      },
      {
        folder: '.claude-plugin',
        names: [...(hasManifest ? ['plugin.json'] : []), ...(folder === '' ? ['marketplace.json'] : [])],
      },
      { folder: 'hooks', names: ['hooks.json'] },
    ],
  } satisfies Wanted;
  const name = folder === '' ? dir : `${dir}/${folder}`;
  const source = partialSource(fs, name, place, wanted);
  const named = declaredPaths(rawManifest(source)).flatMap(({ field, value }) => {
    const path = insidePath(value);
    return path === undefined ? [] : [{ field, path }];
  });
  if (named.length === 0) return source;
  const spellings = named
    .filter(({ field }) => field === 'hooks')
    .flatMap(({ path }) =>
      path
        .split('/')
        .map((part, depth, parts) => ({ folder: parts.slice(0, depth).join('/'), names: [part] })),
    );
  return partialSource(fs, name, place, {
    paths: [...wanted.paths, ...named.map(({ path }) => path)],
    trees: wanted.trees,
    spellings: [...wanted.spellings, ...spellings],
  });
}
