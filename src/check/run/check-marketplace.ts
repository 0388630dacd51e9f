import { insidePath } from '../../plugin/declared.ts';
import type { FileSystem } from '../../plugin/file-system.ts';
import { offsetOf, type Position, parseJson } from '../../plugin/json.ts';
import { manifestFile, rawManifest } from '../../plugin/read-manifest.ts';
import { describeContent } from '../../plugin/read-plugin.ts';
import type { Source } from '../../plugin/source.ts';
import { asList, isObject, own } from '../../plugin/values.ts';
import { clientFileLimit, hookFiles } from '../claude-code/client-files.ts';
import { localSource } from '../claude-code/entry-source.ts';
import { isOfficialMarketplace } from '../claude-code/marketplace-names.ts';
import { declaredPaths } from '../claude-code/paths.ts';
import { isReservedName, readsAsOfficial } from '../claude-code/reserved-names.ts';
import { configFile } from '../config/config.ts';
import { defaultPolicy } from '../config/policy.ts';
import { compareDiagnostics, type Diagnostic, quote, visible } from '../diagnostic.ts';
import type { LocalFolder, MarketplaceContext, MarketplaceEntry } from '../marketplace-rule.ts';
import { marketplaceRules } from '../marketplace-rules.ts';
import type { Finding, Rule } from '../rule.ts';
import { rule as componentUnread } from '../rules/component-unread/rule.ts';
import { rule as frontmatterFieldInvalid } from '../rules/frontmatter-field-invalid/rule.ts';
import { rule as frontmatterInvalid } from '../rules/frontmatter-invalid/rule.ts';
import { rule as frontmatterMissing } from '../rules/frontmatter-missing/rule.ts';
import { rule as hookInvalid } from '../rules/hook-invalid/rule.ts';
import { rule as hookPathUnquoted } from '../rules/hook-path-unquoted/rule.ts';
import { rule as jsonInvalid } from '../rules/json-invalid/rule.ts';
import { rule as manifestFieldInvalid } from '../rules/manifest-field-invalid/rule.ts';
import { rule as manifestFieldUnknown } from '../rules/manifest-field-unknown/rule.ts';
import { rule as manifestIncomplete } from '../rules/manifest-incomplete/rule.ts';
import { rule as mcpServerInvalid } from '../rules/mcp-server-invalid/rule.ts';
import { rule as mcpUrlInsecure } from '../rules/mcp-url-insecure/rule.ts';
import { rule as nameNotKebabCase } from '../rules/name-not-kebab-case/rule.ts';
import { rule as nameRefused } from '../rules/name-refused/rule.ts';
import { rule as pathCaseMismatch } from '../rules/path-case-mismatch/rule.ts';
import { rule as pathInvalid } from '../rules/path-invalid/rule.ts';
import { rule as pathMissing } from '../rules/path-missing/rule.ts';
import { place as placeOf } from './check-plugin.ts';
import { entryThrough, partialSource, type Wanted } from './partial-source.ts';
import { marketplaceFile } from './targets.ts';

/** What a check says beside its findings. */
export type PageOptions = {
  /** The page of a rule. */
  docsOf(rule: string): string;
};

/** The largest marketplace manifest that is looked at, in bytes. The client has no limit; ours keeps hostile input from filling the memory. */
const manifestLimit = 32 << 20;

/** What the client reads of hooks, wherever a plugin may lie. */
export const hookRules: readonly Rule[] = [hookInvalid, hookPathUnquoted, jsonInvalid, pathCaseMismatch];
/** What it reads of skills, agents and commands. */
export const markdownRules: readonly Rule[] = [
  componentUnread,
  frontmatterFieldInvalid,
  frontmatterInvalid,
  frontmatterMissing,
];
/** What it reads of a plugin that a marketplace lists: the manifest and the hooks. */
const listedRules: readonly Rule[] = [
  ...hookRules,
  manifestFieldInvalid,
  manifestFieldUnknown,
  manifestIncomplete,
  mcpServerInvalid,
  mcpUrlInsecure,
  pathInvalid,
  pathMissing,
];
const nameRules: readonly Rule[] = [nameNotKebabCase, nameRefused];

/**
 * Checks a marketplace's folder as the client does: its manifest, and of each plugin that it lists from its own folders the manifest and
 * the hooks. https://code.claude.com/docs/en/plugin-marketplaces#marketplace-validation-errors
 * @param dir the folder as it was given; diagnostics are relative to it
 * @param options `file` is a manifest that was named itself, relative to the folder: then what else lies in the folder is left alone
 */
export async function checkMarketplace(
  fs: FileSystem,
  dir: string,
  options: PageOptions & { file?: string },
): Promise<Diagnostic[]> {
  const file = options.file ?? marketplaceFile;
  const read = readManifestText(fs, file);
  const parsed: MarketplaceContext['parsed'] = 'unreadable' in read ? read : parseJson(read.text);
  const manifest =
    !('unreadable' in parsed) && parsed.ok && isObject(parsed.value) ? parsed.value : undefined;
  const diagnostics: Diagnostic[] = [];
  const rootIsPlugin = options.file === undefined && fs.entry(manifestFile)?.kind === 'file';
  const folders = new Map<string, LocalFolder>();
  const isOfficial = isOfficialMarketplace(manifest === undefined ? undefined : own(manifest, 'name'));
  const inspect = async (folder: string): Promise<LocalFolder> => {
    let found = folders.get(folder);
    if (found === undefined) {
      found = folderAt(fs, folder);
      if (found.state === 'folder') {
        const whole = rootIsPlugin && folder === '';
        const source = pluginAt(fs, dir, folder, found, whole);
        const { name, version } = rawManifest(source);
        if (typeof version === 'string') found.version = version;
        // Anthropic's own marketplaces may list what is named like Anthropic's own.
        const mayPass =
          isOfficial && typeof name === 'string' && (isReservedName(name) || readsAsOfficial(name));
        const rules = [...listedRules, ...(whole ? markdownRules : []), ...(mayPass ? [] : nameRules)];
        diagnostics.push(...(await checkPart(source, folder, rules, options, whole)));
      }
      folders.set(folder, found);
    }
    return found;
  };

  const entries: MarketplaceEntry[] = [];
  const plugins = manifest === undefined ? undefined : own(manifest, 'plugins');
  for (const [index, raw] of Array.isArray(plugins) ? plugins.entries() : []) {
    if (!isObject(raw) || manifest === undefined) continue;
    const folder = localSource(own(raw, 'source'), manifest);
    entries.push({
      index,
      raw,
      ...(folder === undefined ? {} : { local: { ...(await inspect(folder)), folder } }),
    });
  }
  if (rootIsPlugin) await inspect('');
  else if (options.file === undefined && !folders.has('')) {
    const source = pluginAt(fs, dir, '', { state: 'folder' }, false);
    diagnostics.push(...(await checkPart(source, '', hookRules, options, false)));
  }
  const isGenerated = file === marketplaceFile && fs.entry(configFile)?.kind === 'file';
  const place = placer('text' in read ? read.text : '');
  for (const rule of marketplaceRules) {
    if (manifest === undefined && rule.id !== 'marketplace-manifest-invalid') continue;
    const report = (finding: Finding) => {
      diagnostics.push({
        rule: rule.id,
        authority: rule.authority,
        severity: finding.severity ?? rule.severity,
        file: visible(finding.file ?? file),
        ...place(finding.at),
        message: finding.message,
        fix: finding.fix,
        docs: options.docsOf(rule.id),
      });
    };
    rule.check({ file, parsed, manifest: manifest ?? {}, entries, isGenerated, report });
  }
  return diagnostics.sort(compareDiagnostics);
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
  if (entry.bytes > manifestLimit) {
    return { unreadable: `is larger than ${manifestLimit} bytes, more than is looked at` };
  }
  const bytes = fs.read(entry, manifestLimit);
  return bytes === undefined ? { unreadable: 'cannot be opened' } : { text: new TextDecoder().decode(bytes) };
}

/** What stands where a local source leads. */
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

/** What of a plugin the client reads when it validates the marketplace around it. */
function pluginAt(fs: FileSystem, dir: string, folder: string, found: LocalFolder, whole: boolean): Source {
  const place = (path: string) => (folder === '' ? path : path === '' ? folder : `${folder}/${path}`);
  const wanted: Wanted = {
    paths: [
      'hooks/hooks.json',
      ...(found.manifestUnread === undefined ? [manifestFile] : []),
      ...(whole ? ['.mcp.json'] : []),
    ],
    trees: whole ? ['skills', 'agents', 'commands'] : [],
    spellings: [
      { folder: '', names: ['.claude-plugin', 'hooks'] },
      {
        folder: '.claude-plugin',
        names: [
          ...(found.manifestUnread === undefined ? ['plugin.json'] : []),
          ...(folder === '' ? ['marketplace.json'] : []),
        ],
      },
      { folder: 'hooks', names: ['hooks.json'] },
    ],
  };
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
    trees: wanted.trees ?? [],
    spellings: [...(wanted.spellings ?? []), ...spellings],
  });
}

/** Runs rules of plugins over a part of one. */
export async function runRules(
  source: Source,
  rules: readonly Rule[],
  options: PageOptions,
): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const rule of rules) {
    await rule.check({
      source,
      // Rules about what the client reads look at the files; describing the plugin is left until one asks.
      get plugin() {
        return describeContent(source);
      },
      policy: defaultPolicy,
      marketplace: undefined,
      report(finding) {
        diagnostics.push({
          rule: rule.id,
          authority: rule.authority,
          // What the client does not read while it validates, it does not refuse either.
          severity: rule === componentUnread ? 'warning' : (finding.severity ?? rule.severity),
          file: visible(finding.file ?? '.'),
          ...placeOf(source, finding),
          message: finding.message,
          fix: finding.fix,
          docs: options.docsOf(rule.id),
        });
      },
    });
  }
  return diagnostics;
}

/** Hooks files that the client does not read while it validates, because they are links, no files, or too large. */
export function unreadHooks(source: Source, options: PageOptions): Diagnostic[] {
  const named = asList(own(rawManifest(source), 'hooks')).flatMap((item) => insidePath(item) ?? []);
  return [...new Set(['hooks', 'hooks/hooks.json', ...named])].flatMap((file): Diagnostic[] => {
    const found = source.files.get(file);
    const why =
      found?.kind === 'link'
        ? 'is a link'
        : found !== undefined && found.bytes > clientFileLimit
          ? `is larger than ${clientFileLimit} bytes`
          : file !== 'hooks' && source.directories.has(file)
            ? 'is a folder'
            : undefined;
    if (why === undefined) return [];
    const { id, authority } = componentUnread;
    const message = `${quote(file)} ${why}, so the client's validator does not read it.`;
    const fix = 'Write the hooks to hooks/hooks.json as a file.';
    return [
      {
        rule: id,
        authority,
        severity: 'warning',
        file: visible(file),
        line: 1,
        column: 1,
        message,
        fix,
        docs: options.docsOf(id),
      },
    ];
  });
}

/** Checks what was read of a plugin, as part of the folder that it lies in. */
async function checkPart(
  source: Source,
  folder: string,
  rules: readonly Rule[],
  options: PageOptions,
  whole: boolean,
): Promise<Diagnostic[]> {
  const counted = new Set([manifestFile, ...hookFiles(source)].map(visible));
  const found = (await runRules(source, rules, options)).filter(
    // Of a listed plugin only the manifest and the hooks are read, and the manifest's own hooks not for their quoting.
    ({ rule, file }) =>
      whole ||
      rule === pathCaseMismatch.id ||
      (counted.has(file) && !(rule === hookPathUnquoted.id && file === manifestFile)),
  );
  if (!whole) found.push(...unreadHooks(source, options));
  return found.map((diagnostic) => ({
    ...diagnostic,
    file:
      folder === ''
        ? diagnostic.file
        : visible(diagnostic.file === '.' ? folder : `${folder}/${diagnostic.file}`),
  }));
}

/** Positions in a text, quickly however many are asked for. */
function placer(text: string): (at: Finding['at']) => Position {
  let starts: number[] | undefined;
  return (at) => {
    if (at === undefined) return { line: 1, column: 1 };
    if ('line' in at) return { line: at.line, column: at.column ?? 1 };
    const offset = 'offset' in at ? at.offset : offsetOf(text, at.json, at.key === true ? 'key' : 'value');
    if (starts === undefined) {
      starts = [0];
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    }
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}
