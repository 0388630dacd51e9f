import { createHash, hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of the configuration describes the marketplace or says how it is reviewed, and decides about no plugin. */
const descriptive = new Set(['$schema', 'displayName', 'description', 'owner', 'site', 'review']);

let writer: string | undefined;

/**
 * SHA-256 (lower-case hex) of what a configuration, as it is written, says about how plugins are judged and who the curators are, and of the
 * code of this room, which decides what the registry says of them. While it and the rule set stay, so does every line, and CODEOWNERS beside it.
 */
export function policyHash(written: Readonly<Record<string, unknown>>): string {
  const deciding = Object.entries(written).filter(([key]) => !descriptive.has(key));
  // Nobody validated it: it may be nothing, or null.
  const { curators } = Object(written.review) as { curators?: unknown };
  const said = canonicalJson([Object.fromEntries(deciding), curators]);
  return hash('sha256', `${writerHash()}\n${said}`, 'hex');
}

function writerHash(): string {
  if (writer !== undefined) return writer;
  const digest = createHash('sha256');
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  for (const name of files.sort()) {
    digest
      .update(`${name}\0`)
      .update(readFileSync(join(import.meta.dirname, name)))
      .update('\0');
  }
  writer = digest.digest('hex');
  return writer;
}

/**
 * SHA-256 (lower-case hex) over the names and tree ids of all plugins, as `treeRows` writes them, and then the SHA-256 of every byte from the
 * first plugin's line to the end of the file: a registry in which anything was changed after it was written has another one.
 * @param lines that SHA-256, lower-case hex
 */
export function treesHash(rows: Buffer, lines: string): string {
  return createHash('sha256').update(rows).update(lines).digest('hex');
}

/** JSON with every object's keys sorted, so that equal values give equal texts. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`).join(',')}}`;
}
