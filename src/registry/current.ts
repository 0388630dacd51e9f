import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { policyHash, treesHash } from './hashes.ts';
import { type DescribedConfig, headerFrom } from './header.ts';
import { headerOf, headerText } from './serialize.ts';

/** What a registry is compared with. */
type CurrentInputs = {
  /** Paths of `registry.json`, `marketplace.json` and CODEOWNERS; undefined where the last two are not asked about. */
  registry: string;
  marketplace: string | undefined;
  codeowners: string | undefined;
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
    const found = readParts(registry);
    if (found === undefined) return false;
    const { marketplace, codeowners, trees } = found.header;
    const policy = policyHash(written);
    const header = headerText(headerFrom(written, { ruleset, policy, marketplace, codeowners, trees }));
    return (
      found.headerBytes.equals(Buffer.from(header)) &&
      isHashOf(marketplace, others.marketplace) &&
      isHashOf(codeowners, others.codeowners) &&
      treesHash(rows, found.lines) === trees
    );
  } catch {
    // Neither file is validated here: whoever writes them again says what is wrong.
    return false;
  }
}

function isHashOf(digest: string, path: string | undefined): boolean {
  if (path === undefined) return true;
  const hash = createHash('sha256');
  for (const piece of piecesOf(path)) hash.update(piece);
  return hash.digest('hex') === digest;
}

/** Bytes that are read at once. To read and hash 20 MB as one piece takes 0.25 s of CPU, in such pieces 0.03 s. */
const pieceBytes = 256 << 10;
/** A longer header, in bytes, is not looked for: a configuration of 1 MB gives a shorter one. */
const longestHeader = 8 << 20;

/** The header of a registry, and the SHA-256 (lower-case hex) of everything after it; undefined where it has no header. */
function readParts(path: string) {
  let start = Buffer.alloc(0);
  let found: ReturnType<typeof headerOf>;
  let lines: Hash | undefined;
  for (const piece of piecesOf(path)) {
    if (lines !== undefined) {
      lines.update(piece);
      continue;
    }
    start = Buffer.concat([start, piece]);
    found = headerOf(start);
    if (found !== undefined) lines = createHash('sha256').update(start.subarray(found.end));
    else if (start.length > longestHeader) return undefined;
  }
  if (found === undefined || lines === undefined) return undefined;
  return { header: found.header, headerBytes: start.subarray(0, found.end), lines: lines.digest('hex') };
}

/** A file piece by piece; each is overwritten by the next. */
function* piecesOf(path: string): Generator<Buffer> {
  const buffer = Buffer.alloc(pieceBytes);
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const bytes = readSync(descriptor, buffer);
      if (bytes === 0) return;
      yield buffer.subarray(0, bytes);
    }
  } finally {
    closeSync(descriptor);
  }
}
