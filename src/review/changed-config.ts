import { isDeepStrictEqual } from 'node:util';
import { readConfig } from '../check/config/config.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import { readBlob } from '../plugin/git.ts';
import { asRecord, own } from '../plugin/values.ts';
import type { FileChange } from './changes.ts';

/** Largest configuration, in bytes. */
export const largestConfig = 1 << 20;

/** What a configuration records about names that are gone: the plugin's new name, or null where it was removed. */
export type RecordedRenames = MarketplaceConfig['renames'];

/** What a pull request makes of the configuration. */
export type ChangedConfig = {
  renames: RecordedRenames;
  /** Whether the only change is to record plugins that the pull request removes or renames. */
  recordsOnly: boolean;
  problem?: { line: number; message: string; fix: string };
};

/**
 * Reads the configuration as a pull request leaves it.
 * @param baseText the configuration of the base
 * @param removed the plugin folders that the pull request removes
 * @param names all plugins after it
 */
export function readChangedConfig(
  root: string,
  change: FileChange | undefined,
  baseText: string,
  removed: ReadonlySet<string>,
  names: () => readonly string[],
): ChangedConfig {
  const before = parse(baseText);
  const unchanged: ChangedConfig = { renames: renamesIn(before), recordsOnly: false };
  if (change === undefined) return unchanged;
  const isFile = change.id !== undefined && change.mode === '100644';
  const text = isFile ? readBlob(root, change.id as string, largestConfig)?.toString('utf8') : undefined;
  if (text === undefined) {
    const problem = { line: 1, message: 'it is not a file of at most 1 MB.', fix: 'Keep the file.' };
    return { ...unchanged, problem };
  }
  const read = readConfig(text);
  if (!read.ok) {
    const [problem] = read.problems;
    return { ...unchanged, ...(problem === undefined ? {} : { problem }) };
  }
  const after = parse(text);
  const renames = renamesIn(after);
  const added = Object.entries(renames).filter(([name]) => !Object.hasOwn(unchanged.renames, name));
  const isRecord = ([name, to]: [string, string | null]) =>
    removed.has(name) && (to === null || names().includes(to));
  const isKept = ([name, to]: [string, string | null]) =>
    Object.hasOwn(renames, name) && renames[name] === to;
  const recordsOnly =
    added.length > 0 &&
    added.every(isRecord) &&
    Object.entries(unchanged.renames).every(isKept) &&
    isDeepStrictEqual({ ...before, renames: {} }, { ...after, renames: {} });
  return { renames, recordsOnly };
}

function parse(text: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch {
    return {};
  }
}

function renamesIn(config: Record<string, unknown>): RecordedRenames {
  const entries = Object.entries(asRecord(own(config, 'renames')));
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string | null] => entry[1] === null || typeof entry[1] === 'string',
    ),
  );
}
