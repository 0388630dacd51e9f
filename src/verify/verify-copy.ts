import semver from 'semver';
import { quote } from '../check/diagnostic.ts';
import { unreachedDocuments } from '../plugin/documents.ts';
import { folderFileSystem } from '../plugin/file-system.ts';
import type { Plugin, PluginFile } from '../plugin/plugin.ts';
import { readDeclared } from '../plugin/read-plugin.ts';
import { digestOf, readLimits } from '../plugin/source.ts';
import { byPath } from '../plugin/text.ts';
import type { Registry, RegistryPlugin } from '../registry/registry.ts';
import { withdrawal } from '../registry/standing.ts';
import { additions, clientAdditions } from './client-additions.ts';
import { compareFiles } from './compare.ts';
import { committedFiles } from './git-files.ts';
import type { Published } from './published.ts';
import type { CopyReport, Difference, Verdict } from './report.ts';

/** One copy of a plugin on this machine. */
export type Copy = {
  /** Path of its folder. */
  path: string;
  /** Its name and version in Claude Code's records; absent for a folder, whose manifest has both. */
  name?: string;
  version?: string;
  scope?: string;
  project?: string;
};

/** What copies are compared with. */
type VerifyInputs = {
  published: Published;
  /** The marketplace's folder in a git repository, from which files of older versions are read. */
  root: string;
  /** Whether executable bits are compared: not every file system has them. */
  modes: boolean;
};

/** What a version should hold. `files` is absent where only a digest is known. */
type Expected = { digest: string; files?: PluginFile[]; against: string };

/** What is in a copy. `unlisted` are paths that are not files, or that lie beyond the bounds of reading. */
type Found = { plugin: Plugin; unlisted: string[]; isDocument: (path: string) => boolean };

/** Compares a copy with what the registry says of its version. Nothing of the copy is run. */
export async function verifyCopy(copy: Copy, inputs: VerifyInputs): Promise<CopyReport> {
  const { registry } = inputs.published;
  const found = readCopy(copy.path);
  const name = copy.name ?? found.plugin.name;
  const version = versionOf(copy, found.plugin);
  const report: CopyReport = {
    plugin: name,
    ...(version === undefined ? {} : { version }),
    path: copy.path,
    ...(copy.scope === undefined ? {} : { scope: copy.scope }),
    ...(copy.project === undefined ? {} : { project: copy.project }),
    verdict: 'unknown',
    compared: 'nothing',
    against: 'nothing',
    digest: found.plugin.digest,
    files: found.plugin.files.length,
    differences: [],
    allowed: [],
    notes: [],
  };
  if (found.plugin.files.length === 0 && found.unlisted.length === 0)
    return { ...report, verdict: 'differs', notes: ['There is nothing at this path.'] };
  const entry = registry.plugins.find((plugin) => plugin.name === name);
  if (entry === undefined) return { ...report, notes: [absence(registry, name)] };
  const notes = notesOn(entry, version);
  const expected = await expectedOf(entry, version, inputs);
  if ('missing' in expected) return { ...report, notes: [...notes, expected.missing] };
  return { ...report, notes, ...compare(copy.path, found, expected, notes, inputs.modes) };
}

function compare(
  path: string,
  found: Found,
  { digest, files, against }: Expected,
  notes: readonly string[],
  modes: boolean,
): Partial<CopyReport> & { verdict: Verdict } {
  const known = new Set((files ?? found.plugin.files).map((file) => file.path));
  // A published plugin may hold files by the names of Claude Code's own: then these are compared too.
  const isWhole = [...known].some(isAddition);
  const { plugin, unlisted, isDocument } = isWhole ? readCopy(path, { whole: true }) : found;
  const additions = isWhole ? { allowed: [], added: [] } : clientAdditions(path, known);
  const added = [...additions.added, ...unlisted].map((file): Difference => ({ path: file, kind: 'added' }));
  if (files === undefined) {
    const isSame = plugin.digest === digest;
    return {
      verdict: isSame && added.length === 0 ? 'same' : 'differs',
      compared: 'digest',
      against,
      differences: added,
      allowed: additions.allowed,
      notes: isSame ? notes : [...notes, digestOnly],
    };
  }
  const compared = compareFiles(files, plugin.files, modes, isDocument);
  const differences = [...compared.differences, ...added].sort(byPath);
  return {
    verdict: differences.length === 0 ? 'same' : 'differs',
    compared: 'files',
    against,
    digest: plugin.digest,
    files: plugin.files.length,
    differences,
    allowed: [...compared.allowed, ...additions.allowed].sort(byPath),
  };
}

const digestOnly =
  'Only the digest is known, so it is not known whether only documents or files of the marketplace differ, which may change without a new version: name the address of the registry with --registry, or run this in a clone of the marketplace.';

function isAddition(path: string): boolean {
  return additions.some((name) => path === name || path.startsWith(`${name}/`));
}

/** Reads a copy, without the files that Claude Code may have added unless it is read whole. */
function readCopy(path: string, options: { whole?: true } = {}): Found {
  const skip =
    options.whole === true ? undefined : (inside: string) => additions.some((name) => name === inside);
  const { source, plugin } = readDeclared(folderFileSystem(path, skip), path);
  const { others, stopped } = source;
  const unlisted = others.map((other) => other.path);
  if (stopped !== undefined) {
    const { entries, depth } = readLimits;
    unlisted.push(`${stopped.path} (and everything beyond ${entries} files or ${depth} folders)`);
  }
  return { plugin, unlisted, isDocument: unreachedDocuments(source, plugin.components) };
}

/** Claude Code appends the first characters of a commit to a version that it resolved from a tag. */
function versionOf({ version, name }: Copy, plugin: Plugin): string | undefined {
  if (name === undefined) return plugin.manifest.version;
  const bare = version?.replace(/-[0-9a-f]{12}$/, '');
  return version !== plugin.manifest.version && bare === plugin.manifest.version ? bare : version;
}

function absence({ renames, name: marketplace }: Registry, name: string): string {
  const now = Object.hasOwn(renames, name) ? renames[name] : undefined;
  if (now === null) return `The plugin ${quote(name)} was removed from ${quote(marketplace)}.`;
  return now === undefined
    ? `The registry of ${quote(marketplace)} has no plugin ${quote(name)}.`
    : `The plugin ${quote(name)} was renamed to ${quote(now)}.`;
}

function notesOn(entry: RegistryPlugin, version: string | undefined): string[] {
  const notes: string[] = [];
  const withdrawn = withdrawal(entry, version);
  if (withdrawn !== undefined)
    notes.push(
      `Version ${quote(withdrawn.version)} was withdrawn on ${withdrawn.date}: ${quote(withdrawn.reason)}.`,
    );
  if (entry.deprecated !== undefined)
    notes.push(
      `The plugin has been deprecated since ${entry.deprecated.date}: ${quote(entry.deprecated.reason)}.`,
    );
  if (entry.check.status !== 'ok') notes.push('The plugin currently fails the check and is not offered.');
  if (
    version !== undefined &&
    entry.version !== undefined &&
    version !== entry.version &&
    isOlder(version, entry.version)
  )
    notes.push(`The registry's current version is ${quote(entry.version)}.`);
  return notes;
}

function isOlder(version: string, current: string): boolean {
  return semver.valid(version) !== null && semver.valid(current) !== null && semver.lt(version, current);
}

/** What a version should hold: the current one by the registry, an older one by its commit. */
async function expectedOf(
  entry: RegistryPlugin,
  version: string | undefined,
  { published, root }: VerifyInputs,
): Promise<Expected | { missing: string }> {
  const { name, digest, tree } = entry;
  if (version === entry.version || entry.version === undefined || version === undefined) {
    const listed = await published.filesOf(entry);
    if (listed !== undefined) return { digest, files: listed, against: 'the file list of the API' };
    const committed = committedFiles(root, name, tree);
    return committed !== undefined && digestOf(committed) === digest
      ? { digest, files: committed, against: `the tree ${tree.slice(0, 12)} in git` }
      : { digest, against: 'the digest in the registry' };
  }
  const record = entry.versions.find((item) => item.version === version);
  if (record === undefined)
    return { missing: `The registry has no version ${quote(version)} of ${quote(name)}.` };
  const files = committedFiles(root, name, record);
  if (files === undefined) {
    return {
      missing: `The registry only describes version ${quote(entry.version)}, and version ${quote(version)} is only in git: run this in a clone of ${quote(published.registry.repository)} that has the commit ${record.commit.slice(0, 12)}.`,
    };
  }
  return {
    digest: digestOf(files),
    files,
    against: `the commit ${record.commit.slice(0, 12)} of version ${version}`,
  };
}
