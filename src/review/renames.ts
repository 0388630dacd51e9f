import { configFile } from '../check/config/config.ts';
import type { RecordedRenames } from './changed-config.ts';
import type { TouchedPlugin } from './judge-plugin.ts';
import type { PluginSide, PluginSides } from './read-sides.ts';
import type { Reasons } from './reasons.ts';
import { listing, say } from './words.ts';

/** Share of files that must be equal before a removed and an added plugin count as one that was renamed. */
const leastShared = 0.5;

/** Renamed plugins by their new name. */
export type Renames = ReadonlyMap<string, NonNullable<TouchedPlugin['former']>>;

/** Which removed plugins are added again under another name: by the configuration's record, else by equal files. */
export function findRenames(sides: readonly PluginSides[], recorded: RecordedRenames): Renames {
  const renames = new Map<string, NonNullable<TouchedPlugin['former']>>();
  const added = sides.filter(({ before, after }) => before === undefined && after !== undefined);
  const removed = sides.filter(({ before, after }) => before !== undefined && after === undefined);
  const [listed, unlisted] = [true, false].map((isListed) =>
    removed.filter(({ name }) => Object.hasOwn(recorded, name) === isListed),
  );
  const pair = ({ name, before, files }: PluginSides, target: PluginSides | undefined) => {
    if (before !== undefined && target !== undefined && !renames.has(target.name))
      renames.set(target.name, { name, side: before, files });
  };
  for (const plugin of listed ?? []) {
    pair(
      plugin,
      added.find(({ name }) => name === recorded[plugin.name]),
    );
  }
  for (const plugin of unlisted ?? []) {
    const [closest] = added
      .filter(({ name }) => !renames.has(name))
      .map((side) => ({ side, share: sharedFiles(plugin.before, side.after) }))
      .sort((a, b) => b.share - a.share);
    if (closest !== undefined && closest.share >= leastShared) pair(plugin, closest.side);
  }
  return renames;
}

/** Share of the files of the smaller of two plugins that the other one has too, at the same path with the same content. */
function sharedFiles(a: PluginSide | undefined, b: PluginSide | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const known = new Set(a.files.map(({ path, id }) => `${id} ${path}`));
  const shared = b.files.filter(({ path, id }) => known.has(`${id} ${path}`)).length;
  return shared / Math.max(1, Math.min(a.files.length, b.files.length));
}

/** The name of a removed plugin must be recorded, or anybody could take it. */
export function judgeRecords(
  removed: Iterable<string>,
  renames: Renames,
  recorded: RecordedRenames,
  reasons: Reasons,
): void {
  for (const name of removed) {
    if (Object.hasOwn(recorded, name)) continue;
    const [to] = [...renames].find(([, former]) => former.name === name) ?? [];
    const entry = JSON.stringify({ [name]: to ?? null });
    reasons.fail(
      'removal-unrecorded',
      say`${name} is removed, but the configuration does not record it, so anybody could take its name.`,
      say`Add it to "renames" in ${configFile}: ${entry}`,
      { plugin: to ?? name, file: configFile },
    );
  }
}

/**
 * Other plugins may need a plugin that is removed. A curator is only asked about it, because something harmful has to be removed at once.
 * @param dependents the plugins that stay and need it, by the name of the removed plugin
 */
export function judgeDependents(
  dependents: ReadonlyMap<string, readonly string[]>,
  isCurator: boolean,
  reasons: Reasons,
): void {
  for (const [plugin, needing] of dependents) {
    const others = listing(needing);
    const message = say`${plugin} is removed, but needed by ${others}.`;
    if (isCurator) {
      const question = say`May ${plugin} be removed, although ${others} will not be listed without it?`;
      reasons.ask('dependents-left', message, question, { plugin });
    } else {
      const fix = say`First ask the maintainers of ${others} to remove the dependency on ${plugin}.`;
      reasons.fail('dependents-left', message, fix, { plugin });
    }
  }
}
