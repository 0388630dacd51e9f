import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { policyHash, treesHash } from './hashes.ts';
import { type Described, headerFrom } from './header.ts';
import { headerText } from './serialize.ts';

/** What a registry is held against. */
export type CurrentInputs = {
  /** Path of `registry.json`. */
  registry: string;
  /** The bytes of `marketplace.json`; undefined where it is not asked about. */
  marketplace: Buffer | undefined;
  /** The text of the configuration. */
  config: string;
  /** See `rulesetHash`. */
  ruleset: string;
  /** Every plugin's name and tree id: see `treeRows`. */
  rows: Buffer;
};

/**
 * Whether a registry still says what it would say if it were written anew. The header that it would have is made from hashes and compared:
 * no plugin is read, and of the registry no more than its header. Wrong only for a line that somebody edited without changing its length.
 */
export function isCurrent({ registry, marketplace, config, ruleset, rows }: CurrentInputs): boolean {
  let written: Described & Record<string, unknown>;
  try {
    written = JSON.parse(config.replace(/^\ufeff/, '')) as typeof written;
    if (typeof written !== 'object' || written === null) return false;
  } catch {
    return false;
  }
  const policy = policyHash(written);
  const headerWith = (hashes: { marketplace: string; trees: string }) =>
    Buffer.from(headerText(headerFrom(written, { ruleset, policy, ...hashes })));
  const unknown = '0'.repeat(64);
  // Every hash is as long as any other, so the header's length is known before they are.
  const length = headerWith({ marketplace: unknown, trees: unknown }).length;
  const found = readStart(registry, length);
  if (found === undefined) return false;
  const stored = /\n"marketplace":"([0-9a-f]{64})",\n/.exec(found.start.toString('latin1'))?.[1];
  const expected = marketplace === undefined ? stored : hash('sha256', marketplace, 'hex');
  if (expected === undefined || expected !== stored) return false;
  return headerWith({ marketplace: expected, trees: treesHash(rows, found.bytes - length) }).equals(
    found.start,
  );
}

/** The first bytes of a file, and how many it has. */
function readStart(path: string, length: number): { start: Buffer; bytes: number } | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const bytes = fstatSync(descriptor).size;
    const start = Buffer.alloc(length);
    return readSync(descriptor, start, 0, length, 0) === length ? { start, bytes } : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
