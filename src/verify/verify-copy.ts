import semver from 'semver';
import { quote } from '../check/diagnostic.ts';
import { folderFileSystem } from '../plugin/file-system.ts';
import type { Plugin, PluginFile } from '../plugin/plugin.ts';
import { readPlugin } from '../plugin/read-plugin.ts';
import { digestOf, readLimits, type Source } from '../plugin/source.ts';
import { byPath } from '../plugin/text.ts';
import type { Registry, RegistryPlugin } from '../registry/registry.ts';
import { withdrawal } from '../registry/standing.ts';
import { additions, clientAdditions } from './client-additions.ts';
import { compareFiles } from './compare.ts';
import { committedFiles } from './git-files.ts';
import type { Published } from './published.ts';
import type { Apart, CopyReport, Difference, Verdict } from './report.ts';

/** One copy of a plugin on this machine. */
export type Copy = {
  /** Path of its folder. */
  path: string;
  /** What Claude Code calls it and its version; absent for a folder, whose manifest says both. */
  name?: string;
  version?: string;
  scope?: string;
  project?: string;
};

/** What copies are held against. */
export type VerifyInputs = {
  published: Published;
  /** The marketplace's folder in a git repository, from which files of older versions are read. */
  root: string;
  /** Whether it counts if a file is a program: not every file system can say. */
  modes: boolean;
};

/** What a version should hold. `files` is absent where no more than a digest is known. */
type Expected = { digest: string; files?: PluginFile[]; against: string };

/** Holds a copy against what the registry says of its version. Nothing of the copy is run. */
export async function verifyCopy(copy: Copy, inputs: VerifyInputs): Promise<CopyReport> {
  const { published, modes } = inputs;
  const found = readCopy(copy.path);
  const name = copy.name ?? found.plugin.name;
  const version = versionOf(copy, found.plugin);
  const entry = published.registry.plugins.find((plugin) => plugin.name === name);
  const report = (verdict: Verdict, more: Partial<CopyReport>): CopyReport => ({
    plugin: name,
    ...(version === undefined ? {} : { version }),
    path: copy.path,
    ...(copy.scope === undefined ? {} : { scope: copy.scope }),
    ...(copy.project === undefined ? {} : { project: copy.project }),
    verdict,
    compared: 'nothing',
    against: 'nothing',
    digest: found.plugin.digest,
    files: found.plugin.files.length,
    differences: [],
    apart: [],
    notes: [],
    ...more,
  });
  if (found.plugin.files.length === 0 && found.unlisted.length === 0)
    return report('differs', { notes: [`There is nothing at this path.`] });
  if (entry === undefined) return report('unknown', { notes: [absence(published.registry, name)] });

  const notes = notesOn(entry, version);
  const expected = await expectedOf(entry, version, inputs);
  if ('missing' in expected) return report('unknown', { notes: [...notes, expected.missing] });
  const { digest, files, against } = expected;
  const known = files ?? found.plugin.files;
  const paths = new Set(known.map(({ path }) => path));
  // A plugin that was published with such a file is held against it.
  const whole = [...paths].some((path) => isAddition(path)) ? readCopy(copy.path, { whole: true }) : found;
  const { apart, added } = whole === found ? clientAdditions(copy.path, paths) : { apart: [], added: [] };
  const strange: Difference[] = [...added, ...whole.unlisted].map((path) => ({ path, kind: 'added' }));

  if (files === undefined) {
    const isSame = whole.plugin.digest === digest && strange.length === 0;
    if (!isSame && whole.plugin.digest !== digest) {
      notes.push(
        'Which files differ cannot be told from a digest: name the address of the registry with --registry, or run this in a clone of the marketplace.',
      );
    }
    return report(isSame ? 'same' : 'differs', {
      compared: 'digest',
      against,
      differences: strange,
      apart,
      notes,
    });
  }
  const compared = compareFiles(files, whole.plugin.files, modes);
  const differences = sorted([...compared.differences, ...strange]);
  return report(differences.length === 0 ? 'same' : 'differs', {
    compared: 'files',
    against,
    digest: whole.plugin.digest,
    files: whole.plugin.files.length,
    differences,
    apart: sorted<Apart>([...compared.apart, ...apart]),
    notes,
  });
}

function isAddition(path: string): boolean {
  return additions.some((name) => path === name || path.startsWith(`${name}/`));
}

/** Reads a copy, without what Claude Code may have put there. `unlisted` is what is no file, or past the bounds of reading. */
function readCopy(path: string, options: { whole?: true } = {}): { plugin: Plugin; unlisted: string[] } {
  const skip =
    options.whole === true ? undefined : (inside: string) => additions.some((name) => name === inside);
  const { source, plugin } = readPlugin(folderFileSystem(path, skip), path);
  return { plugin, unlisted: unlistedIn(source) };
}

function unlistedIn({ others, stopped }: Source): string[] {
  const past =
    stopped === undefined
      ? []
      : [`${stopped.path} (and what comes after ${readLimits.entries} files or ${readLimits.depth} folders)`];
  return [...others.map(({ path }) => path), ...past];
}

/** What Claude Code resolved from a tag is called by its version and the first characters of a commit. */
function versionOf({ version, name }: Copy, plugin: Plugin): string | undefined {
  if (name === undefined) return plugin.manifest.version;
  const bare = version?.replace(/-[0-9a-f]{12}$/, '');
  return version !== plugin.manifest.version && bare === plugin.manifest.version ? bare : version;
}

function absence({ renames, name: marketplace }: Registry, name: string): string {
  const now = Object.hasOwn(renames, name) ? renames[name] : undefined;
  if (now === null) return `The plugin ${quote(name)} was removed from ${quote(marketplace)}.`;
  return now === undefined
    ? `The registry of ${quote(marketplace)} holds no plugin ${quote(name)}.`
    : `The plugin ${quote(name)} is called ${quote(now)} now.`;
}

function notesOn(entry: RegistryPlugin, version: string | undefined): string[] {
  const notes: string[] = [];
  const withdrawn = withdrawal(entry, version);
  if (withdrawn !== undefined)
    notes.push(
      `Version ${quote(withdrawn.version)} was withdrawn on ${withdrawn.date}: ${quote(withdrawn.reason)}.`,
    );
  if (entry.deprecated !== undefined)
    notes.push(`The plugin is deprecated since ${entry.deprecated.date}: ${quote(entry.deprecated.reason)}.`);
  if (entry.check.status !== 'ok')
    notes.push('The plugin does not pass the check as it is now, and is not offered.');
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

/** What a version should hold: of the current one as the registry says, of an older one as its commit has it. */
async function expectedOf(
  entry: RegistryPlugin,
  version: string | undefined,
  { published, root }: VerifyInputs,
): Promise<Expected | { missing: string }> {
  const { name, digest, tree } = entry;
  if (version === entry.version || entry.version === undefined || version === undefined) {
    const listed = await published.filesOf(entry);
    if (listed !== undefined) return { digest, files: listed, against: 'the file list of the API' };
    const committed = committedFiles(root, { tree });
    return committed !== undefined && digestOf(committed) === digest
      ? { digest, files: committed, against: `the tree ${tree.slice(0, 12)} in git` }
      : { digest, against: 'the digest in the registry' };
  }
  const record = entry.versions.find((item) => item.version === version);
  if (record === undefined)
    return { missing: `The registry knows no version ${quote(version)} of ${quote(name)}.` };
  const files = committedFiles(root, { commit: record.commit, name });
  if (files === undefined) {
    return {
      missing: `The registry describes version ${quote(entry.version)} alone, and version ${quote(version)} is only in git: run this in a clone of ${quote(published.registry.repository)} that has the commit ${record.commit.slice(0, 12)}.`,
    };
  }
  return {
    digest: digestOf(files),
    files,
    against: `the commit ${record.commit.slice(0, 12)} of version ${version}`,
  };
}

function sorted<T extends { path: string }>(items: readonly T[]): T[] {
  return [...items].sort(byPath);
}
