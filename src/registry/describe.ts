import { type ConfigProblem, readConfig } from '../check/config/config.ts';
import { curatorsOf, type MarketplaceConfig } from '../check/config/policy.ts';
import { rules } from '../check/rules.ts';
import { pluginHistories, readCommits } from '../plugin/git-history.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import { type Built, buildRegistry } from './build.ts';
import type { Descriptions } from './description.ts';
import { policyHash } from './hashes.ts';
import type { Snapshot } from './snapshot.ts';

/** What a marketplace is described by, besides its files. */
type DescribeOptions = {
  ruleset: string;
  /** The bytes of an earlier registry: what did not change since is taken from it. */
  previous: Buffer | undefined;
  /** Takes over what is read of each plugin. */
  descriptions?: Descriptions;
};

/** The registry with the files that are made from it, and sentences for a person; or everything that is wrong with the configuration. */
export type DescribedMarketplace =
  | { ok: true; config: MarketplaceConfig; built: Built; notes: string[] }
  | { ok: false; problems: ConfigProblem[] };

/** Describes a marketplace: every plugin that changed is read, checked and dated. */
export async function describeMarketplace(
  snapshot: Snapshot,
  { ruleset, previous, descriptions }: DescribeOptions,
): Promise<DescribedMarketplace> {
  const { root, trees, configText = '' } = snapshot;
  const read = readConfig(configText);
  if (!read.ok) return read;
  const repository = snapshot.repository();
  const built = await buildRegistry({
    config: read.config,
    curators: curatorsOf(read.config),
    policy: policyHash(JSON.parse(configText.replace(/^\ufeff/, '')) as Record<string, unknown>),
    ruleset,
    rules,
    trees,
    previous,
    open: snapshot.open,
    manifests: (names) => snapshot.texts(names, manifestFile),
    histories(asked) {
      if (repository === undefined || asked.size === 0) return new Map();
      const commits = descriptions?.commits() ?? readCommits(root, repository, { names: [...asked.keys()] });
      return pluginHistories(root, asked, commits);
    },
    ...(descriptions === undefined ? {} : { onRead: descriptions.add }),
  });
  const notes: string[] = [];
  if (repository?.shallow === true && built.read.length > 0)
    notes.push(
      'This is a shallow clone, so dates and versions from the history that it lacks are left out. To fetch it, run "git fetch --unshallow".',
    );
  return { ok: true, config: read.config, built, notes };
}
