import { type ConfigProblem, readConfig } from '../check/config/config.ts';
import { rules } from '../check/rules.ts';
import type { FileSystem } from '../plugin/file-system.ts';
import { catBlobs, describeObjects, findRepository } from '../plugin/git.ts';
import { pluginHistories } from '../plugin/git-history.ts';
import { committedPlugins } from '../plugin/git-tree.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import type { Worktree } from '../plugin/worktree.ts';
import { type BuildInputs, type Built, buildRegistry } from './build.ts';
import { policyHash } from './hashes.ts';

/** A manifest above this, in bytes, is not read for the sake of who depends on it. */
const largestManifest = 1 << 20;

/** A marketplace's folder and what is to be described of it. */
export type DescribeInputs = {
  root: string;
  /** Name to tree id of every plugin folder, sorted by name. */
  trees: ReadonlyMap<string, string>;
  /** The plugins on the disk; without it, those of the last commit are described. */
  worktree: Worktree | undefined;
  configText: string;
  /** Logins of those who look after the marketplace itself. */
  curators: readonly string[];
  ruleset: string;
  previous: Buffer | undefined;
};

/** Builds the registry of a marketplace's folder, or says what is wrong with its configuration. `notes` are sentences for a person. */
export async function describeMarketplace(
  inputs: DescribeInputs,
): Promise<{ ok: true; built: Built; notes: string[] } | { ok: false; problems: ConfigProblem[] }> {
  const { root, trees, worktree, configText, curators, ruleset, previous } = inputs;
  const read = readConfig(configText);
  if (!read.ok) return read;
  const repository = findRepository(root);
  const commit = repository?.head ?? 'HEAD';
  const sources: Pick<BuildInputs, 'open' | 'manifests'> =
    worktree === undefined
      ? {
          open: (names) => committedPlugins(root, commit, names),
          manifests: (names) => committedManifests(root, trees, names),
        }
      : { open: (names) => opened(worktree, names), manifests: (names) => manifestsOnDisk(worktree, names) };
  const built = await buildRegistry({
    config: read.config,
    curators,
    policy: policyHash(JSON.parse(configText.replace(/^\ufeff/, '')) as Record<string, unknown>),
    ruleset,
    rules,
    trees,
    previous,
    ...sources,
    histories: (asked) => (repository === undefined ? new Map() : pluginHistories(root, asked, repository)),
  });
  const notes: string[] = [];
  if (repository?.shallow === true && built.read.length > 0) {
    notes.push(
      'This clone leaves out older history, so dates and versions that lie there are left out too: "git fetch --unshallow" brings them.',
    );
  }
  return { ok: true, built, notes };
}

function* opened(worktree: Worktree, names: readonly string[]): Generator<{ name: string; fs: FileSystem }> {
  for (const name of names) yield { name, fs: worktree.open(name) };
}

function manifestsOnDisk(worktree: Worktree, names: readonly string[]): Map<string, string> {
  return new Map(
    names.flatMap((name) => {
      const text = worktree.text(name, manifestFile);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function committedManifests(
  root: string,
  trees: ReadonlyMap<string, string>,
  names: readonly string[],
): Map<string, string> {
  const pathOf = (name: string) => `${trees.get(name)}:${manifestFile}`;
  const objects = describeObjects(root, names.map(pathOf));
  const small = [...objects.values()].filter(
    (object) => object.type === 'blob' && object.bytes <= largestManifest,
  );
  const blobs = catBlobs(
    root,
    small.map((object) => object.id),
  );
  return new Map(
    names.flatMap((name) => {
      const blob = blobs.get(objects.get(pathOf(name))?.id ?? '');
      return blob === undefined ? [] : [[name, blob.toString('utf8')]];
    }),
  );
}
