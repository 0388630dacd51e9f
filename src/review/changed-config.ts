import { isDeepStrictEqual } from 'node:util';
import { readConfig } from '../check/config/config.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import { quote } from '../check/diagnostic.ts';
import { readBlob } from '../plugin/git.ts';
import { asRecord, own } from '../plugin/values.ts';
import type { FileChange } from './changes.ts';
import { describeConfig } from './describe-config.ts';
import { say, type Words } from './words.ts';

/** Largest configuration, in bytes. */
export const largestConfig = 1 << 20;

/** What a configuration records about names that are gone: the plugin's new name, or null where it was removed. */
export type RecordedRenames = MarketplaceConfig['renames'];

/** What a pull request makes of the configuration. */
export type ChangedConfig = {
  renames: RecordedRenames;
  /** Whether the only change is to record plugins that the pull request removes or renames. */
  recordsOnly: boolean;
  /** What is wrong with the records, where nothing but records changes. */
  wrongRecords: readonly { message: Words; fix: Words }[];
  /** One sentence for each setting that changes. */
  changes: readonly Words[];
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
  const unchanged: ChangedConfig = {
    renames: renamesIn(before),
    recordsOnly: false,
    wrongRecords: [],
    changes: [],
  };
  if (change === undefined) return unchanged;
  const isFile = change.id !== undefined && change.mode === '100644';
  const text = isFile ? readBlob(root, change.id as string, largestConfig)?.toString('utf8') : undefined;
  if (text === undefined) {
    const problem = { line: 1, message: 'it is not a file of at most 1 MB.', fix: 'Keep the file.' };
    return { ...unchanged, problem };
  }
  const after = parse(text);
  const renames = renamesIn(after);
  const isSame = isDeepStrictEqual(renames, unchanged.renames);
  const onlyRecords = !isSame && isDeepStrictEqual({ ...before, renames: {} }, { ...after, renames: {} });
  const wrongRecords = onlyRecords ? wrongRecordsOf(unchanged.renames, renames, removed, names) : [];
  const recordsOnly = onlyRecords && wrongRecords.length === 0;
  const changed = { renames, recordsOnly, wrongRecords, changes: describeConfig(before, after) };
  const read = readConfig(text);
  const [problem] = read.ok ? [] : read.problems;
  if (problem === undefined) return changed;
  // A plugin that takes a former name back makes a circle of records, and the records are not what has to change.
  const returned = Object.entries(renames).find(
    ([name, to]) =>
      !Object.hasOwn(unchanged.renames, name) && to !== null && Object.hasOwn(unchanged.renames, to),
  )?.[1];
  if (typeof returned !== 'string') return { ...changed, problem };
  const fix = `Choose another name than ${quote(returned)}, which a plugin had before, and record that one.`;
  return { ...changed, problem: { ...problem, fix } };
}

/** The records that whoever removes or renames a plugin may not write: of plugins that stay, to plugins that do not exist, or in place of old ones. */
function wrongRecordsOf(
  before: RecordedRenames,
  after: RecordedRenames,
  removed: ReadonlySet<string>,
  names: () => readonly string[],
): { message: Words; fix: Words }[] {
  const wrong: { message: Words; fix: Words }[] = [];
  const entry = (name: string, to: string | null | undefined) => JSON.stringify({ [name]: to }).slice(1, -1);
  for (const [name, to] of Object.entries(before)) {
    if (Object.hasOwn(after, name) && after[name] === to) continue;
    wrong.push({
      message: say`The record of ${name} in "renames" is changed or removed, and people still have that plugin.`,
      fix: say`Put it back: ${entry(name, to)}`,
    });
  }
  for (const [name, to] of Object.entries(after)) {
    if (Object.hasOwn(before, name)) continue;
    if (!removed.has(name))
      wrong.push({
        message: say`"renames" records ${name}, which this pull request neither removes nor renames.`,
        fix: say`Remove the record: ${entry(name, to)}`,
      });
    else if (to !== null && !names().includes(to))
      wrong.push({
        message: say`"renames" sends people who have ${name} to ${to}, and there is no such plugin.`,
        fix: say`Name a plugin that is there, or record that it was removed: ${entry(name, null)}`,
      });
  }
  return wrong;
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
