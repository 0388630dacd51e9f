import { readWaivers, type Waiver } from '../check/config/waivers.ts';
import type { Diagnostic } from '../check/diagnostic.ts';
import { type CheckOptions, checkPlugin } from '../check/run/check-plugin.ts';
import { unreachedDocuments } from '../plugin/documents.ts';
import type { FileSystem } from '../plugin/file-system.ts';
import type { GitBounds } from '../plugin/git.ts';
import { type CommittedItem, committedPairs, type TreePair } from '../plugin/git-tree.ts';
import type { PluginContent } from '../plugin/plugin.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import { describeContent } from '../plugin/read-plugin.ts';
import { readSource, type Source } from '../plugin/source.ts';
import { type FileChange, filesBetween } from './changes.ts';
import { offeredItems } from './judge-tools.ts';

/** One side of a plugin, once its files were read. */
export type PluginSide = {
  plugin: PluginContent;
  source: Source;
  /** The files that were read, with git's ids. */
  files: readonly { path: string; bytes: number; id: string }[];
  /** Whether the manifest is not JSON, so that its content is unknown. */
  unreadable: boolean;
  waivers: readonly Waiver[];
  /** License texts by path: git's id where the file did not change, else a hash of the text without its years. */
  licenses: ReadonlyMap<string, string>;
  /** What its servers offer; see `judgeTools`. */
  offered: ReturnType<typeof offeredItems>;
  /** Documents that nothing of the plugin reaches, by path. */
  documents: ReadonlySet<string>;
};

/** A plugin before and after a change; a side is absent where it has no such folder. */
export type PluginSides = {
  name: string;
  /** What differs, sorted by path. */
  files: readonly FileChange[];
  before?: PluginSide;
  after?: PluginSide;
  /** Findings after the change: those that are new, and those that were there before. Sorted. */
  newDiagnostics: readonly Diagnostic[];
  oldDiagnostics: readonly Diagnostic[];
};

/** How a plugin is checked: a name is only compared with others when it is new. */
export type JudgeBy = { newPlugin: CheckOptions; knownPlugin: CheckOptions };

/**
 * Reads and checks plugins on both sides, one after the other, from git alone. The earlier side is only checked where the later one has
 * findings.
 * @param root the marketplace's folder
 * @throws where git fails
 */
export async function* readSides(
  root: string,
  trees: readonly TreePair[],
  judgeBy: JudgeBy,
  bounds: GitBounds,
): AsyncGenerator<PluginSides> {
  for (const { before: former, after: latter } of committedPairs(root, trees, bounds)) {
    const { name } = latter;
    const after = await read(latter.fs, name);
    const before = await read(former.fs, name);
    const isNew = before === undefined || before.plugin.manifest.name !== after?.plugin.manifest.name;
    const options = isNew ? judgeBy.newPlugin : judgeBy.knownPlugin;
    const found = after === undefined ? [] : await checkPlugin(after.source, after.plugin, options);
    const foundBefore =
      before === undefined || found.length === 0
        ? []
        : await checkPlugin(before.source, before.plugin, options);
    const files = filesBetween(former.items, latter.items);
    const changed = new Set(files.map(({ path }) => path));
    yield {
      name,
      files,
      ...(before === undefined ? {} : { before: sideOf(before, former.items, changed) }),
      ...(after === undefined ? {} : { after: sideOf(after, latter.items, changed) }),
      ...splitFindings(found, foundBefore),
    };
  }
}

type Read = { source: Source; plugin: PluginContent };

/** Undefined where there is no such folder: git does not keep empty ones. */
async function read(fs: FileSystem, name: string): Promise<Read | undefined> {
  // Git's ids say what is unchanged, so nothing has to be hashed.
  const source = readSource(fs, `plugins/${name}`);
  const { files, others, stopped } = source;
  if (files.size === 0 && others.length === 0 && stopped === undefined) return undefined;
  return { source, plugin: await describeContent(source) };
}

const licenseName = /^(?:licen[cs]e|copying|unlicense)[^/]*$/i;

/** @param changed paths that differ between the two sides */
function sideOf(
  { source, plugin }: Read,
  items: readonly CommittedItem[],
  changed: ReadonlySet<string>,
): PluginSide {
  const ids = new Map(items.map(({ entry, id }) => [entry.path, id]));
  const licenses = new Map<string, string>();
  const files: { path: string; bytes: number; id: string }[] = [];
  for (const { path, bytes, text } of source.files.values()) {
    const id = ids.get(path) ?? '';
    files.push({ path, bytes, id });
    if (licenseName.test(path))
      licenses.set(path, text === undefined || !changed.has(path) ? id : licenseHash(text));
  }
  const unreadable = source.json(manifestFile)?.ok === false;
  const { waivers } = readWaivers(source);
  const isDocument = unreachedDocuments(source, plugin.components);
  const documents = new Set([...source.files.keys()].filter(isDocument));
  const offered = offeredItems(source);
  return { plugin, source, files, unreadable, waivers, licenses, offered, documents };
}

/** A license stays the same when its years or white space change. */
function licenseHash(text: string): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', text.replace(/\d{4}|\s+/g, ' '), 'hex');
}

/** A finding is an old one where the same rule had the same message about the same file, on any line. */
function splitFindings(
  found: readonly Diagnostic[],
  foundBefore: readonly Diagnostic[],
): Pick<PluginSides, 'newDiagnostics' | 'oldDiagnostics'> {
  const keyOf = ({ rule, file, severity, message }: Diagnostic) =>
    `${rule}\0${file}\0${severity}\0${message}`;
  const known = new Map<string, number>();
  for (const diagnostic of foundBefore) known.set(keyOf(diagnostic), (known.get(keyOf(diagnostic)) ?? 0) + 1);
  const newDiagnostics: Diagnostic[] = [];
  const oldDiagnostics: Diagnostic[] = [];
  for (const diagnostic of found) {
    const left = known.get(keyOf(diagnostic)) ?? 0;
    if (left > 0) {
      known.set(keyOf(diagnostic), left - 1);
      oldDiagnostics.push(diagnostic);
    } else newDiagnostics.push(diagnostic);
  }
  return { newDiagnostics, oldDiagnostics };
}
