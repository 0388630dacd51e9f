import type { MarketplaceConfig } from '../check/config/policy.ts';
import type { Diagnostic } from '../check/diagnostic.ts';
import { rules } from '../check/rules.ts';
import { type CheckOptions, checkPlugin } from '../check/run/check-plugin.ts';
import type { FileSystem } from '../plugin/file-system.ts';
import { type Change, type HistoryCommit, pluginChanges } from '../plugin/git-history.ts';
import type { Plugin, PluginFile } from '../plugin/plugin.ts';
import { readPlugin } from '../plugin/read-plugin.ts';
import type { Source } from '../plugin/source.ts';
import { type PluginArchive, packPlugin } from './api/archive.ts';
import type { Cache } from './cache.ts';
import type { Registry, RegistryPlugin } from './registry.ts';
import { isOffered } from './standing.ts';

/** What the check found in a plugin. */
export type Finding = Pick<Diagnostic, 'rule' | 'severity' | 'file' | 'line' | 'message' | 'fix' | 'waived'>;

/** Everything that registry, API and site show of one plugin. */
export type Description = DescribedFolder & {
  /** Its line in the registry. */
  entry: RegistryPlugin;
  /** Sorted as the check sorts them; no more than `mostFindings`. */
  findings: readonly Finding[];
  /** The last commits that changed it, newest first. */
  changes: readonly Change[];
};

/** What depends on the plugin's folder alone, and is kept by its digest. */
type DescribedFolder = {
  /** Sorted by path. */
  files: PluginFile[];
  readme?: { path: string; text: string };
};

/** A plugin that was read and checked. */
export type CheckedPlugin = { source: Source; plugin: Plugin; diagnostics: readonly Diagnostic[] };

/** A plugin's folder. */
export type OpenedPlugin = { name: string; fs: FileSystem };

/** Findings of one plugin that are shown. */
const mostFindings = 100;

/** Reads a plugin's folder and checks it. */
export async function checkFolder({ name, fs }: OpenedPlugin, options: CheckOptions): Promise<CheckedPlugin> {
  const { source, plugin } = await readPlugin(fs, `plugins/${name}`);
  return { source, plugin, diagnostics: await checkPlugin(source, plugin, options) };
}

/** What descriptions are made from. */
type DescriptionInputs = {
  /** The folders of these plugins, one after the other; each is read before the next is asked for. */
  open(names: readonly string[]): Iterable<OpenedPlugin>;
  /** The commits that changed a plugin, newest first. Asked for once. */
  commits(): readonly HistoryCommit[];
  /** Descriptions by digest. */
  cache: Cache;
  /** Archives by digest; without it nothing is packed. */
  archives?: Cache;
};

/** The descriptions of a registry's plugins. */
export type Descriptions = {
  /** Takes over what was read to write the registry, so that it is not read again. */
  add(opened: OpenedPlugin, checked: CheckedPlugin, entry: RegistryPlugin): void;
  /**
   * Reads each plugin of which something is neither kept nor added.
   * @param config how plugins are checked; without it, findings that are not known are left out
   * @throws where archives are made and a folder is not what the registry describes
   */
  complete(registry: Registry, config: MarketplaceConfig | undefined): Promise<void>;
  /** Of a plugin that is complete; where its folder is not what the registry describes, nothing in it is shown. */
  of(entry: RegistryPlugin): Description;
  archiveOf(entry: RegistryPlugin): PluginArchive;
  commits(): readonly HistoryCommit[];
  /** Names of the plugins that were read. */
  read: ReadonlySet<string>;
};

/** Opens the descriptions of plugins: one that was made for an earlier build is found again by the digest of its folder. */
export function openDescriptions(inputs: DescriptionInputs): Descriptions {
  const { cache, archives } = inputs;
  const read = new Set<string>();
  const findings = new Map<string, readonly Finding[]>();
  const commits = once(inputs.commits);
  const changes = once(() => pluginChanges(commits()));

  const isComplete = (entry: RegistryPlugin): boolean =>
    cache.find(entry.digest) !== undefined &&
    (findings.has(entry.name) || !hasFindings(entry)) &&
    !needsArchive(entry, archives);

  const add: Descriptions['add'] = ({ name, fs }, { source, plugin, diagnostics }, entry) => {
    read.add(name);
    findings.set(name, diagnostics.slice(0, mostFindings).map(findingOf));
    const readme = readmeOf(source);
    const folder: DescribedFolder = { files: plugin.files, ...(readme === undefined ? {} : { readme }) };
    cache.keep(entry.digest, JSON.stringify(folder));
    if (archives !== undefined && needsArchive(entry, archives))
      keepArchive(archives, entry, packPlugin(fs, source));
  };

  return {
    add,
    async complete({ plugins }, config) {
      const missing = new Map(
        plugins.filter((entry) => !isComplete(entry)).map((entry) => [entry.name, entry]),
      );
      if (missing.size === 0) return;
      const options = config === undefined ? undefined : checkOptions(config, plugins);
      for (const opened of inputs.open([...missing.keys()])) {
        const entry = missing.get(opened.name) as RegistryPlugin;
        const { source, plugin } = await readPlugin(opened.fs, `plugins/${opened.name}`);
        if (plugin.digest === entry.digest) {
          const isChecked = options !== undefined && hasFindings(entry);
          const diagnostics = isChecked ? await checkPlugin(source, plugin, options) : [];
          add(opened, { source, plugin, diagnostics }, entry);
        } else if (archives !== undefined)
          throw new Error(
            `The plugin "${opened.name}" is not as the registry describes it. Write the registry again with "npm run registry".`,
          );
      }
    },
    of(entry) {
      const found = cache.find(entry.digest);
      return {
        ...(found === undefined ? { files: [] } : (JSON.parse(found.toString('utf8')) as DescribedFolder)),
        entry,
        findings: findings.get(entry.name) ?? [],
        changes: changes().get(entry.name) ?? [],
      };
    },
    archiveOf(entry) {
      const archive = archives === undefined ? undefined : archiveIn(archives, entry);
      if (archive === undefined)
        throw new Error(`The plugin "${entry.name}" is in the registry and cannot be opened.`);
      return archive;
    },
    commits,
    read,
  };
}

/** How the plugins of a registry are checked, each among the others. */
function checkOptions(config: MarketplaceConfig, plugins: readonly RegistryPlugin[]): CheckOptions {
  const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]));
  const names = [...byName.keys()];
  const manifestOf = (name: string) => byName.get(name);
  return { rules, policy: config.policy, marketplace: { config, names, manifestOf }, docsOf: () => '' };
}

function once<Result>(make: () => Result): () => Result {
  let made: { result: Result } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}

function needsArchive(entry: RegistryPlugin, archives: Cache | undefined): boolean {
  return archives !== undefined && isOffered(entry) && archiveIn(archives, entry) === undefined;
}

function keepArchive(archives: Cache, entry: RegistryPlugin, archive: PluginArchive): void {
  if ('bytes' in archive) archives.keep(entry.digest, archive.bytes);
  else archives.keep(reasonKey(entry), archive.reason);
}

function archiveIn(archives: Cache, entry: RegistryPlugin): PluginArchive | undefined {
  const bytes = archives.find(entry.digest);
  if (bytes !== undefined) return { bytes };
  const reason = archives.find(reasonKey(entry));
  return reason === undefined ? undefined : { reason: reason.toString('utf8') };
}

function reasonKey({ digest }: RegistryPlugin): string {
  return `${digest}-reason`;
}

function hasFindings({ check }: RegistryPlugin): boolean {
  return check.errors + check.warnings + check.infos > 0;
}

function findingOf({ rule, severity, file, line, message, fix, waived }: Diagnostic): Finding {
  return { rule, severity, file, line, message, fix, ...(waived === undefined ? {} : { waived }) };
}

function readmeOf({ files }: Source): Description['readme'] {
  const path = [...files.keys()].find((file) => /^readme\.(?:md|markdown)$/i.test(file));
  const text = path === undefined ? undefined : files.get(path)?.text;
  return path === undefined || text === undefined || text.trim() === '' ? undefined : { path, text };
}
