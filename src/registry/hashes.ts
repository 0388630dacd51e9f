import { createHash, hash } from 'node:crypto';

/** Keys of the configuration that describe the marketplace or how it is reviewed, and decide about no plugin. */
const descriptive = new Set(['$schema', 'displayName', 'description', 'owner', 'site', 'review']);

/** Raise this when the line of a plugin changes although the plugin and the rules did not: older lines are then not reused. */
const lineVersion = 1;

/**
 * SHA-256 (lower-case hex) of everything in a configuration, as it is written, that decides how plugins are checked and who the curators are.
 * While it and the rule set are the same, so is every line of the registry, and CODEOWNERS beside it.
 */
export function policyHash(written: Readonly<Record<string, unknown>>): string {
  const deciding = Object.entries(written).filter(([key]) => !descriptive.has(key));
  // The configuration was not validated: `review` may be missing, or null.
  const { curators } = Object(written.review) as { curators?: unknown };
  return hash('sha256', canonicalJson([lineVersion, Object.fromEntries(deciding), curators]), 'hex');
}

/**
 * SHA-256 (lower-case hex) over the names and tree ids of all plugins and the lines of the registry, so that a change to either is noticed.
 * @param rows see `treeRows`
 * @param lines SHA-256 (lower-case hex) of every byte from the first plugin's line to the end of the file
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
