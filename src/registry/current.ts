import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { policyHash, treesHash } from './hashes.ts';
import { type Described, headerFrom } from './header.ts';
import { headerText, type RegistryHeader } from './serialize.ts';

/** What a registry is held against. */
export type CurrentInputs = {
  /** Path of `registry.json`. */
  registry: string;
  /** The bytes of `marketplace.json` and of CODEOWNERS; undefined where they are not asked about. */
  marketplace: Buffer | undefined;
  codeowners: Buffer | undefined;
  /** The text of the configuration. */
  config: string;
  /** See `rulesetHash`. */
  ruleset: string;
  /** Every plugin's name and tree id: see `treeRows`. */
  rows: Buffer;
};

/** Bytes that are read at a time. */
const portion = 1 << 20;

/**
 * Whether a registry still says what it would say if it were written anew. The header that it would have is made from hashes and compared,
 * and the lines of the plugins are held against their hash in it: no plugin is read, and no line is parsed. Every byte that was changed since
 * it was written is noticed; but whoever changes a line can work its hash out too, so only a registry made anew vouches for what it says.
 */
export function isCurrent(inputs: CurrentInputs): boolean {
  const { registry, config, ruleset, rows } = inputs;
  let written: Described & Record<string, unknown>;
  try {
    written = JSON.parse(config.replace(/^\ufeff/, '')) as typeof written;
    if (typeof written !== 'object' || written === null) return false;
  } catch {
    return false;
  }
  const policy = policyHash(written);
  const headerWith = (hashes: StoredHashes) =>
    Buffer.from(headerText(headerFrom(written, { ruleset, policy, ...hashes })));
  const unknown = '0'.repeat(64);
  // Every hash is as long as any other, so the header's length is known before they are.
  const { length } = headerWith({ marketplace: unknown, codeowners: unknown, trees: unknown });
  let descriptor: number;
  try {
    descriptor = openSync(registry, 'r');
  } catch {
    return false;
  }
  try {
    const start = Buffer.alloc(length);
    if (readSync(descriptor, start, 0, length, 0) !== length) return false;
    const stored = storedHashes(start);
    if (stored === undefined || !headerWith(stored).equals(start)) return false;
    for (const key of ['marketplace', 'codeowners'] as const) {
      const bytes = inputs[key];
      if (bytes !== undefined && hash('sha256', bytes, 'hex') !== stored[key]) return false;
    }
    return treesHash(rows, hashFrom(descriptor, length)) === stored.trees;
  } catch {
    return false;
  } finally {
    closeSync(descriptor);
  }
}

type StoredHashes = Pick<RegistryHeader, 'marketplace' | 'codeowners' | 'trees'>;

/** What a header says of other files and of the lines that follow it. */
function storedHashes(header: Buffer): StoredHashes | undefined {
  const text = header.toString('latin1');
  const stored = (key: string) => new RegExp(`\\n"${key}":"([0-9a-f]{64})",\\n`).exec(text)?.[1];
  const [marketplace, codeowners, trees] = [stored('marketplace'), stored('codeowners'), stored('trees')];
  return marketplace === undefined || codeowners === undefined || trees === undefined
    ? undefined
    : { marketplace, codeowners, trees };
}

/** SHA-256 (lower-case hex) of what a file holds from this place on. Read in portions: room for all of it at once costs as much as its hash. */
function hashFrom(descriptor: number, start: number): string {
  const digest = createHash('sha256');
  const room = Buffer.allocUnsafeSlow(portion);
  for (let at = start; ; ) {
    const bytes = readSync(descriptor, room, 0, portion, at);
    if (bytes === 0) return digest.digest('hex');
    digest.update(bytes === portion ? room : room.subarray(0, bytes));
    at += bytes;
  }
}
