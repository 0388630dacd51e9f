import { configFile } from '../check/config/config.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import { marketplaceFiles } from '../check/config/waivers.ts';
import { docsOf } from '../check/diagnostic.ts';
import type { Rule, Surroundings } from '../check/rule.ts';
import { rule as secretRule } from '../check/rules/secret-exposed/rule.ts';
import { committedTrees, type GitBounds, readBlob, readBlobs, runGit } from '../plugin/git.ts';
import { releasesOf } from '../plugin/releases.ts';
import { largestConfig, readChangedConfig } from './changed-config.ts';
import { type Changes, isForbiddenPath } from './changes.ts';
import type { Comparison } from './commits.ts';
import { changedFiles } from './describe-change.ts';
import { effectiveChanges } from './effective-changes.ts';
import { judgeHistory } from './judge-history.ts';
import { judgeOutside } from './judge-outside.ts';
import { type JudgeInputs, judgePlugin, type TouchedPlugin } from './judge-plugin.ts';
import { manifestReader, readManifests } from './manifests.ts';
import { isAmong, maintainersOf, type People } from './people.ts';
import { type JudgeBy, type PluginSides, readSides } from './read-sides.ts';
import { collectReasons, type Reasons } from './reasons.ts';
import { releasedTree } from './released-tree.ts';
import { findRenames, judgeDependents, judgeRecords, type Renames } from './renames.ts';
import type { PluginReview, Reason } from './review.ts';
import { counted, listing, say } from './words.ts';

/** Limits above which a change is unusual, where the configuration sets none. */
const usual = { files: 100, bytes: 1 << 20, plugins: 5 } as const;
/** Rules that compare a name with all others. They were applied to existing plugins when those were new. */
const nameRules: ReadonlySet<string> = new Set(['name-similar', 'name-too-close']);

/** What the changes between two commits are judged by. */
type JudgeChangesInputs = {
  root: string;
  comparison: Comparison;
  changes: Changes;
  /** The configuration of the base. */
  config: MarketplaceConfig;
  configText: string;
  rules: readonly Rule[];
  people: People;
  bounds: Required<GitBounds>;
};

/**
 * Judges changed plugins and changed files outside of them.
 * @throws where git fails or a bound is reached
 */
export async function judgeChanges(
  inputs: JudgeChangesInputs,
): Promise<{ reasons: Reason[]; plugins: PluginReview[] }> {
  const { root, comparison, changes, config, configText, people, bounds } = inputs;
  const isCurator = isAmong(people.author, people.curators);
  const reasons = collectReasons(people);
  const tree = pluginsOf(root, comparison.tree);
  const sides: PluginSides[] = [];
  for await (const side of readSides(root, changes.plugins, judgeByOf(inputs, tree.names), bounds))
    sides.push(side);

  const removed = new Set(sides.flatMap(({ name, after }) => (after === undefined ? [name] : [])));
  const configChange = changes.outside.find(({ path }) => path === configFile);
  const changedConfig = readChangedConfig(root, configChange, configText, removed, tree.names);
  const unusable = [...changes.unusable, ...forbiddenFiles(sides)];
  const outside = {
    files: changes.outside,
    strays: changes.strays,
    unusable,
    config: changedConfig,
    textOf: (id: string) => readBlob(root, id, largestConfig)?.toString('utf8'),
  };
  judgeOutside(outside, isCurator, reasons);

  const recorded = changedConfig.renames;
  const renames = findRenames(sides, recorded);
  judgeRecords(removed, renames, recorded, reasons);
  judgeDependents(dependentsOf(inputs, removed, tree.names), isCurator, reasons);

  const limits = {
    files: config.review?.limits?.files ?? usual.files,
    bytes: config.review?.limits?.bytes ?? usual.bytes,
  };
  const releases = releasesOf(
    root,
    comparison.prefix,
    sides.map(({ name }) => name),
  );
  const judgeInputs: JudgeInputs = {
    ...people,
    limits,
    changes: config.review?.merge?.changes ?? 'documents',
    ...tree,
    manifests: once(() => readManifests(root, comparison.tree, comparison.prefix, tree.names())),
    releases,
    releasedTree: (name, version) => releasedTree(root, comparison, releases, name, version),
    successorOf: (name) => (Object.hasOwn(recorded, name) ? recorded[name] : undefined),
    isSameContent: (released, now, documents) => isSameContent(root, released, now, documents, bounds),
    readBlobs: (ids, max) => readBlobs(root, ids, max),
  };
  const history = {
    root,
    comparison,
    bounds,
    usualBytes: limits.bytes,
    isWaived: waivedSecrets(inputs, sides),
  };
  await judgeHistory(history, reasons);
  const touched = await Promise.all(touchedPlugins(sides, renames));
  judgeAmount(touched, inputs, reasons);
  const judged = touched.map((plugin) => judgePlugin(plugin, judgeInputs));
  return {
    reasons: [...reasons.all(), ...judged.flatMap((plugin) => plugin.reasons)],
    plugins: judged.map(({ review }) => review),
  };
}

/** Reads what is asked for the first time, and keeps it. */
function once<T>(read: () => T): () => T {
  let known: { value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

/** Which paths may hold what reads as a secret, by the policy of the base and by waivers of the result, which are judged apart. */
function waivedSecrets(
  { config, comparison }: JudgeChangesInputs,
  sides: readonly PluginSides[],
): (path: string) => boolean {
  const { id } = secretRule;
  if (config.policy.rules[id] === 'off') return () => true;
  const waived = new Set(
    sides.flatMap(({ name, after }) =>
      (after?.waivers ?? [])
        .filter(({ rule }) => rule === id)
        .map(({ file }) => `${comparison.prefix}plugins/${name}/${file}`),
    ),
  );
  return (path) => waived.has(path);
}

/** All plugins of a tree. Most changes are judged without them, so git is only asked when they are needed. */
function pluginsOf(root: string, tree: string): Pick<JudgeInputs, 'names' | 'treeOf'> {
  let known: { names: readonly string[]; trees: ReadonlyMap<string, string> } | undefined;
  const plugins = () => {
    if (known !== undefined) return known;
    const trees = committedTrees(root, [], tree);
    if ('problem' in trees) throw new Error(trees.problem);
    known = { names: [...trees.plugins.keys()], trees: trees.plugins };
    return known;
  };
  return { names: () => plugins().names, treeOf: (name) => plugins().trees.get(name) };
}

/** How plugins are checked, with the running rules and the policy of the base. */
function judgeByOf(
  { root, comparison, config, rules }: JudgeChangesInputs,
  names: () => readonly string[],
): JudgeBy {
  const marketplace: Surroundings = {
    config,
    get names() {
      return names();
    },
    manifestOf: manifestReader(root, comparison.tree, comparison.prefix, names),
  };
  const options = {
    rules,
    policy: config.policy,
    marketplace,
    docsOf: (rule: string) => docsOf(config.repository, rule),
  };
  return {
    newPlugin: options,
    knownPlugin: { ...options, rules: rules.filter(({ id }) => !nameRules.has(id)) },
  };
}

function forbiddenFiles(sides: readonly PluginSides[]) {
  return sides.flatMap(({ name, files }) =>
    files
      .filter(({ path }) => isForbiddenPath(path))
      .map((file) => ({ ...file, path: `plugins/${name}/${file.path}` })),
  );
}

/** The unchanged plugins that depend on a removed one, by the name of the removed plugin. */
function dependentsOf(
  { root, comparison, changes }: JudgeChangesInputs,
  removed: ReadonlySet<string>,
  names: () => readonly string[],
): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  if (removed.size === 0) return dependents;
  const touched = new Set(changes.plugins.map(({ name }) => name));
  const others = names().filter((name) => !touched.has(name));
  for (const [name, manifest] of readManifests(root, comparison.tree, comparison.prefix, others)) {
    for (const needed of manifest.dependencies ?? []) {
      if (removed.has(needed.name))
        dependents.set(needed.name, [...(dependents.get(needed.name) ?? []), name]);
    }
  }
  return dependents;
}

/** The plugins to judge: a renamed one counts once, under its new name. */
function touchedPlugins(sides: readonly PluginSides[], renames: Renames): Promise<TouchedPlugin>[] {
  const formerNames = new Set([...renames.values()].map(({ name }) => name));
  return sides
    .filter(({ name }) => !formerNames.has(name))
    .map(async (side) => {
      if (side.before === undefined && side.after === undefined)
        throw new Error(`No file of "${side.name}" could be read.`);
      const former = renames.get(side.name);
      const before = former?.side ?? side.before;
      const effective =
        before === undefined || side.after === undefined
          ? []
          : await effectiveChanges(before, side.after, changedFiles(side.files, former?.files));
      return { ...side, ...(former === undefined ? {} : { former }), effective };
    });
}

/** Judges how many plugins one pull request changes. */
function judgeAmount(
  touched: readonly TouchedPlugin[],
  { config, people }: JudgeChangesInputs,
  reasons: Reasons,
): void {
  const { author, curators } = people;
  const others = touched.filter(
    ({ before, former }) => !isAmong(author, maintainersOf((former?.side ?? before)?.plugin.listing)),
  );
  if (others.length > 1 && !isAmong(author, curators)) {
    reasons.fail(
      'too-many-plugins',
      say`Changes more than one plugin that its author does not maintain: ${listing(others.map(({ name }) => name))}.`,
      say`Open one pull request for each plugin.`,
    );
  }
  if (touched.length > (config.review?.limits?.plugins ?? usual.plugins)) {
    const amount = counted(touched.length, 'plugin');
    reasons.ask(
      'change-large',
      say`Changes ${amount} at once, more than usual.`,
      say`Is there a good reason to change ${amount} at once?`,
    );
  }
}

/** Whether two trees of a plugin differ only in files that belong to the marketplace, and in the text of some documents. */
function isSameContent(
  root: string,
  released: string,
  now: string,
  documents: ReadonlySet<string>,
  bounds: GitBounds,
): boolean {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', released, now];
  const answer = runGit(root, args, undefined, bounds);
  if (!answer.ok) return false;
  // Of each difference ":<mode> <mode> <id> <id> <letter>", then its path.
  const fields = answer.output.toString('utf8').split('\0');
  return fields.every((field, index) => {
    if (index % 2 === 0) return true;
    const [before, after] = (fields[index - 1] ?? '').replace(/^:/, '').split(' ');
    const isPlain = [before, after].every((mode) => mode === '100644' || mode === '000000');
    return marketplaceFiles.has(field) || (isPlain && documents.has(field));
  });
}
