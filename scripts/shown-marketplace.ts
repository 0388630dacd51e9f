// What the commands that publish a marketplace show: its registry, and the description of each plugin.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../src/check/config/config.ts';
import type { MarketplaceConfig } from '../src/check/config/policy.ts';
import { rulesetVersion } from '../src/check/ruleset.ts';
import { type Cache, folderCache } from '../src/registry/cache.ts';
import { describeMarketplace } from '../src/registry/describe.ts';
import { type Descriptions, openDescriptions } from '../src/registry/description.ts';
import { keptCommits } from '../src/registry/history-cache.ts';
import { readSnapshot, type Snapshot } from '../src/registry/snapshot.ts';
import { parseRegistry, type Registry } from '../src/site/registry.ts';
import { codeHash } from './code-hash.ts';
import { failure } from './command-line.ts';
import { printNotes, problemText } from './registry-output.ts';

/** A marketplace as it is published. */
export type ShownMarketplace = {
  snapshot: Snapshot;
  registry: Registry;
  /** The text that the registry was parsed from. */
  registryBytes: Uint8Array;
  /** The owner's configuration; undefined where it has errors, beside a registry that was given. */
  config: MarketplaceConfig | undefined;
  descriptions: Descriptions;
  /** What other parts of the site keep from one build to the next. */
  cache: Cache;
  /** Removes from the caches what was not used. */
  pruneCaches(): void;
};

/**
 * Describes a marketplace as it is on the disk.
 * @param registryFile show this registry instead; what is in a plugin's folder is then only shown where the folder is what it describes
 * @param hasArchives whether plugins are packed too
 */
export async function shownMarketplace(
  root: string,
  registryFile: string | undefined,
  hasArchives: boolean,
): Promise<ShownMarketplace> {
  const snapshot = readSnapshot(root, true);
  if ('problem' in snapshot) throw failure(snapshot.problem);
  const edition = codeHash(['plugin', 'check', 'registry', 'site']);
  const [kept, archives, cache] = ['descriptions', 'archives', 'site'].map((name) =>
    folderCache(join(root, '.cache', name), edition),
  ) as [Cache, Cache, Cache];
  const repository = snapshot.repository();
  const descriptions = openDescriptions({
    open: snapshot.open,
    commits: () => (repository === undefined ? [] : keptCommits(root, repository, kept)),
    cache: kept,
    ...(hasArchives ? { archives } : {}),
  });
  const { config, text, file } =
    registryFile === undefined ? await describe(snapshot, descriptions, kept) : given(snapshot, registryFile);
  const registry = parseRegistry(text, file);
  await descriptions.complete(registry, config);
  return {
    snapshot,
    registry,
    registryBytes: Buffer.from(text),
    config,
    descriptions,
    cache,
    pruneCaches() {
      kept.prune();
      cache.prune();
      if (hasArchives) archives.prune();
    },
  };
}

type ShownRegistry = { config: MarketplaceConfig | undefined; text: string; file: string };

/** The registry of the plugins as they are. That of the last build is reused, and not the committed one, which other code may have written. */
async function describe(snapshot: Snapshot, descriptions: Descriptions, kept: Cache): Promise<ShownRegistry> {
  const previous = kept.find('registry');
  const described = await describeMarketplace(snapshot, {
    ruleset: rulesetVersion(),
    previous,
    descriptions,
  });
  if (!described.ok)
    throw failure(
      [
        'The catalog cannot be built, because its configuration has errors:',
        ...described.problems.map(problemText),
      ].join('\n'),
    );
  printNotes(described);
  const { config, built } = described;
  kept.keep('registry', built.registry);
  return { config, text: built.registry, file: 'registry.json' };
}

function given({ configText = '' }: Snapshot, file: string): ShownRegistry {
  if (!existsSync(file))
    throw failure(`There is no registry at "${file}". Write one with "npm run registry".`);
  const read = readConfig(configText);
  return { config: read.ok ? read.config : undefined, text: readFileSync(file, 'utf8'), file };
}
