import { hash } from 'node:crypto';
import { policyHash } from './hashes.ts';
import { type Described, headerFrom } from './header.ts';
import { headerText, layoutOf, linePrefix, startsWithAt } from './serialize.ts';

/** What a registry is held against. */
export type CurrentInputs = {
  /** The bytes of `registry.json`. */
  registry: Buffer;
  /** The bytes of `marketplace.json`; undefined where it is not asked about. */
  marketplace: Buffer | undefined;
  /** The text of the configuration. */
  config: string;
  /** See `rulesetHash`. */
  ruleset: string;
  /** Name to tree id, sorted by name. */
  trees: ReadonlyMap<string, string>;
};

/**
 * Whether a registry still says what it would say if it were written anew, from hashes and the first bytes of its lines alone:
 * no plugin is read and no line is parsed. Wrong only for a file that somebody edited behind its own hashes.
 */
export function isCurrent({ registry, marketplace, config, ruleset, trees }: CurrentInputs): boolean {
  const layout = layoutOf(registry);
  if (layout === undefined || layout.lines.length !== trees.size) return false;
  let written: Described & Record<string, unknown>;
  try {
    written = JSON.parse(config.replace(/^\ufeff/, '')) as typeof written;
    if (typeof written !== 'object' || written === null) return false;
  } catch {
    return false;
  }
  const stored = /\n"marketplace":"([0-9a-f]{64})",\n/.exec(
    registry.toString('latin1', 0, layout.headerEnd),
  )?.[1];
  const expected = marketplace === undefined ? stored : hash('sha256', marketplace, 'hex');
  if (stored === undefined || expected === undefined) return false;
  const header = headerText(
    headerFrom(written, { ruleset, policy: policyHash(written), marketplace: expected }),
  );
  if (!registry.subarray(0, layout.headerEnd).equals(Buffer.from(header))) return false;
  let index = 0;
  for (const [name, tree] of trees) {
    const line = layout.lines[index++];
    if (line === undefined || !startsWithAt(registry, line.start, linePrefix(name, tree))) return false;
  }
  return true;
}
