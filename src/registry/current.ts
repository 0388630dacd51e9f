import { hash } from 'node:crypto';
import { policyHash, treesHash } from './hashes.ts';
import { type DescribedConfig, headerFrom } from './header.ts';
import { headerOf, headerText } from './serialize.ts';

/** What a registry is compared with. */
type CurrentInputs = {
  /** The bytes of `registry.json`, `marketplace.json` and CODEOWNERS; undefined where the last two are not asked about. */
  registry: Buffer;
  marketplace: Buffer | undefined;
  codeowners: Buffer | undefined;
  /** The text of the configuration. */
  config: string;
  /** See `rulesetVersion`. */
  ruleset: string;
  /** Names and tree ids of all plugins: see `treeRows`. */
  rows: Buffer;
};

/**
 * Whether a registry is what would be written now. The header that would be written is compared, and the lines of the plugins are compared
 * with the hash in it: no plugin is read and no line is parsed. Any byte that was changed since is noticed; but whoever changes a line can
 * compute its hash too, so only reading every plugin again proves what a registry says.
 */
export function isCurrent({ registry, config, ruleset, rows, ...others }: CurrentInputs): boolean {
  try {
    const written = JSON.parse(config.replace(/^\ufeff/, '')) as DescribedConfig & Record<string, unknown>;
    const found = headerOf(registry);
    if (found === undefined) return false;
    const { marketplace, codeowners, trees } = found.header;
    const policy = policyHash(written);
    const header = headerText(headerFrom(written, { ruleset, policy, marketplace, codeowners, trees }));
    const lines = hash('sha256', registry.subarray(found.end), 'hex');
    return (
      registry.subarray(0, found.end).equals(Buffer.from(header)) &&
      isHashOf(marketplace, others.marketplace) &&
      isHashOf(codeowners, others.codeowners) &&
      treesHash(rows, lines) === trees
    );
  } catch {
    // Neither file is validated here: whoever writes them again says what is wrong.
    return false;
  }
}

function isHashOf(digest: string, bytes: Buffer | undefined): boolean {
  return bytes === undefined || hash('sha256', bytes, 'hex') === digest;
}
