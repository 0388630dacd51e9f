import { configFile, readConfig } from '../check/config/config.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import { docsOf } from '../check/diagnostic.ts';
import type { Rule, Surroundings } from '../check/rule.ts';
import { committedTrees, type GitObject, readObjects, runGit } from '../plugin/git.ts';
import { byText } from '../plugin/text.ts';
import { type Changes, changesBetween, firstFolders, isEmpty, isForbiddenPath } from './changes.ts';
import { type Comparison, compareCommits, gitBounds } from './commits.ts';
import { type JudgeInputs, judgePlugin, ownFiles, some, type TouchedPlugin, worst } from './judge-plugin.ts';
import { manifestReader, readManifests } from './manifests.ts';
import { judgeOutside, type RecordedRenames } from './outside.ts';
import { askedOf, curatorsOf, isAmong, maintainersOf } from './people.ts';
import { type JudgeBy, type PluginSide, type PluginSides, readSides } from './read-sides.ts';
import { releasesOf } from './releases.ts';
import {
  failures,
  type PluginReview,
  questions,
  type Reason,
  type Review,
  type ReviewProblem,
} from './review.ts';
import { counted, listing, say, sentence, shorten } from './words.ts';

/** What is to be reviewed. */
export type ReviewInputs = {
  /** The marketplace's folder, in a git repository, with or without files checked out. */
  root: string;
  /** What names the commits; the base is the main branch where absent. */
  base: string | undefined;
  head: string;
  /** GitHub login; a stranger is assumed where absent. */
  author: string | undefined;
  /** The rules of the running check, never those of the commits. */
  rules: readonly Rule[];
  /** How much git may answer, and for how long. */
  bounds?: Required<typeof gitBounds>;
};

/** The review, or why there can be none. */
export type Reviewed = { ok: true; review: Review } | { ok: false; problem: ReviewProblem };

/** Usual sizes, where the owner names none. */
const usual = { files: 100, bytes: 1 << 20, plugins: 5 } as const;
/** More plugins than this are not read: such a change is to be split. */
const mostPlugins = 200;
/** Most paths outside of plugins in a report. */
const mostOutside = 300;
/** Bytes of the configuration. */
const largestConfig = 1 << 20;
/** Rules that hold a name against all others. What has its name already was held against them when it was new. */
const nameRules: ReadonlySet<string> = new Set(['name-similar', 'name-too-close']);

/**
 * Reviews the change from one commit to another, from git alone: nothing is checked out and nothing of it is run. The rules are those that
 * are running, the policy and the rights are the base's, and the head is data.
 */
export async function reviewCommits(inputs: ReviewInputs): Promise<Reviewed> {
  const { root, author, bounds = gitBounds } = inputs;
  const compared = compareCommits(root, inputs.base, inputs.head, bounds);
  if (!compared.ok) return compared;
  const { comparison } = compared;
  const sides: Omit<Review, 'verdict' | 'reasons'> = {
    base: comparison.base,
    head: comparison.head,
    merged: comparison.merged,
    ...(author === undefined ? {} : { author }),
    curators: [],
    plugins: [],
    outside: { count: 0, listed: [] },
  };
  const stop = (reason: Omit<Reason, 'verdict'>, more: Partial<Review> = {}): Reviewed => ({
    ok: true,
    review: { ...sides, ...more, verdict: 'fail', reasons: [{ verdict: 'fail', ...reason }] },
  });

  const known = readAhead(root, comparison, bounds);
  const read = readBaseConfig(root, comparison, known);
  if ('problem' in read) {
    return stop({
      id: 'config-unreadable',
      file: configFile,
      message: say`The base's own configuration cannot be read, so nothing can be judged by it: ${sentence(read.problem)}`,
      fix: say`Mend ${configFile} on the main branch first.`,
    });
  }
  const { config, text: configText } = read;
  const curators = curatorsOf(config);
  const shared = { curators, repository: config.repository };
  if (compared.conflicts !== undefined) {
    return stop(
      {
        id: 'merge-conflict',
        message: say`It contradicts what was merged since, in ${listing(compared.conflicts)}.`,
        fix: say`Bring it up to date: git merge ${comparison.base.name}`,
      },
      shared,
    );
  }
  const changes =
    compared.stopped === undefined
      ? changesBetween(root, comparison.prefix, comparison.base.commit, comparison.tree, bounds, known)
      : { stopped: compared.stopped };
  const splitIt = say`Split it into smaller pull requests.`;
  if ('stopped' in changes) {
    return stop(
      {
        id: 'too-much',
        message: say`This is more than one pull request may hold: ${sentence(changes.stopped)}`,
        fix: splitIt,
      },
      shared,
    );
  }
  const outside = [...changes.unusable, ...changes.strays, ...changes.outside];
  const seen = {
    ...shared,
    outside: some(
      outside.map(({ path, change }) => ({ path: shorten(path, 500), change })),
      mostOutside,
    ),
  };
  if (isEmpty(changes)) {
    return stop(
      {
        id: 'nothing-changed',
        message: say`There is no difference between ${comparison.base.name} and ${comparison.head.name}.`,
        fix: say`Commit your change first, or name what to compare: npm run review -- --base <commit> --head <commit>`,
      },
      seen,
    );
  }
  if (changes.plugins.length > mostPlugins) {
    const amount = counted(changes.plugins.length, 'plugin');
    const largest = counted(mostPlugins, 'plugin');
    return stop(
      {
        id: 'too-much',
        message: say`This changes ${amount}, and no more than ${largest} are read at once.`,
        fix: splitIt,
      },
      seen,
    );
  }
  try {
    const { reasons, plugins } = await judge(inputs, comparison, changes, config, configText);
    reasons.sort(byImportance);
    return { ok: true, review: { ...sides, ...seen, verdict: worst(reasons), reasons, plugins } };
  } catch (error) {
    // What was not read to its end is never a pass.
    const message = error instanceof Error ? error.message : String(error);
    return stop(
      {
        id: 'too-much',
        message: say`The change could not be read to its end: ${sentence(message)}`,
        fix: splitIt,
      },
      seen,
    );
  }
}

async function judge(
  { root, author, rules, bounds = gitBounds }: ReviewInputs,
  comparison: Comparison,
  changes: Changes,
  config: MarketplaceConfig,
  configText: string,
): Promise<{ reasons: Reason[]; plugins: PluginReview[] }> {
  const { prefix, tree } = comparison;
  const curators = curatorsOf(config);
  const isCurator = isAmong(author, curators);
  const askOf = askedOf(curators, author);
  const { names, treeOf } = pluginsOf(root, tree);
  const touchedNames = changes.plugins.map(({ name }) => name);

  const marketplace: Surroundings = {
    config,
    get names() {
      return names();
    },
    manifestOf: manifestReader(root, tree, prefix, names),
  };
  const options = {
    rules,
    policy: config.policy,
    marketplace,
    docsOf: (rule: string) => docsOf(config.repository, rule),
  };
  const judgeBy: JudgeBy = {
    newPlugin: options,
    knownPlugin: { ...options, rules: rules.filter(({ id }) => !nameRules.has(id)) },
  };
  const sides: PluginSides[] = [];
  for await (const side of readSides(root, changes.plugins, judgeBy, bounds)) sides.push(side);

  const unusable = sides.flatMap(({ name, files }) =>
    files
      .filter(({ path }) => isForbiddenPath(path))
      .map((file) => ({ ...file, path: `plugins/${name}/${file.path}` })),
  );
  const removed = new Set(sides.filter(({ after }) => after === undefined).map(({ name }) => name));
  const { reasons, renames } = judgeOutside({
    root,
    changes: changes.outside,
    strays: changes.strays,
    unusable: [...changes.unusable, ...unusable],
    configText,
    removed,
    names,
    isCurator,
    askOf,
  });
  const renamed = findRenames(sides, renames);
  reasons.push(
    ...judgeLeavings(root, comparison, { removed, renamed, renames, names, touchedNames, isCurator, askOf }),
  );

  const judgeInputs: JudgeInputs = {
    author,
    curators,
    limits: {
      files: config.review?.limits?.files ?? usual.files,
      bytes: config.review?.limits?.bytes ?? usual.bytes,
    },
    names,
    treeOf,
    releases: releasesOf(root, prefix, touchedNames),
    successorOf: (name) => (Object.hasOwn(renames, name) ? renames[name] : undefined),
    isSameContent: (released, now) => isSameContent(root, released, now),
  };
  const plugins: PluginReview[] = [];
  const strange: string[] = [];
  for (const side of sides) {
    if (renamed.gone.has(side.name)) continue;
    if (side.before === undefined && side.after === undefined)
      throw new Error(`Nothing of "${side.name}" could be read.`);
    const former = renamed.from.get(side.name);
    const touched: TouchedPlugin = { ...side, ...(former === undefined ? {} : { former }) };
    const judged = judgePlugin(touched, judgeInputs);
    plugins.push(judged.review);
    reasons.push(...judged.reasons);
    if (!isAmong(author, maintainersOf((former?.side ?? side.before)?.plugin.listing)))
      strange.push(side.name);
  }
  if (strange.length > 1 && !isCurator) {
    reasons.push({
      id: 'too-many-plugins',
      verdict: 'fail',
      message: say`Changes more than one plugin that its author does not maintain: ${listing(strange)}.`,
      fix: say`Open one pull request for each plugin.`,
    });
  }
  const mostUsual = config.review?.limits?.plugins ?? usual.plugins;
  if (plugins.length > mostUsual) {
    const amount = counted(plugins.length, 'plugin');
    reasons.push({
      id: 'change-large',
      verdict: 'review',
      message: say`Changes ${amount} at once, which is unusual.`,
      question: say`Is there a good reason to change ${amount} at once?`,
      askOf,
    });
  }
  return { reasons, plugins };
}

/**
 * What most reviews ask git for, in one answer instead of four: the base's configuration, and the folders that are compared first. They are by
 * the names that they were asked for by, and by their ids. What is not there, or too much, is asked for when it is needed.
 */
function readAhead(root: string, comparison: Comparison, bounds: Required<typeof gitBounds>) {
  const { base, tree, prefix } = comparison;
  const names = [base.commit, tree].flatMap((side) => firstFolders(side, prefix));
  const answer = readObjects(root, [configName(comparison), ...names], bounds);
  const known = new Map<string, GitObject>(answer.ok ? answer.objects : []);
  for (const object of [...known.values()]) known.set(object.id, object);
  return known;
}

const configName = ({ base, prefix }: Comparison) => `${base.commit}:${prefix}${configFile}`;

/** The configuration that is in force: the base's. */
function readBaseConfig(
  root: string,
  comparison: Comparison,
  known: ReadonlyMap<string, GitObject>,
): { config: MarketplaceConfig; text: string } | { problem: string } {
  const name = configName(comparison);
  const answer = known.has(name) ? undefined : readObjects(root, [name], { bytes: largestConfig });
  const object = known.get(name) ?? (answer?.ok === true ? answer.objects.get(name) : undefined);
  if (object?.type !== 'blob' || object.content.length > largestConfig)
    return { problem: `there is no "${configFile}" of at most 1 MB in it.` };
  const text = object.content.toString('utf8');
  const read = readConfig(text);
  return read.ok
    ? { config: read.config, text }
    : { problem: read.problems[0]?.message ?? 'it is not valid.' };
}

type Renames = {
  /** New name to what it was. */
  from: ReadonlyMap<string, FormerPlugin>;
  /** Former names. */
  gone: ReadonlySet<string>;
};

type FormerPlugin = NonNullable<TouchedPlugin['former']>;

/** Which of the removed plugins stand here again by another name: those of which it is recorded, else those whose files are there again. */
function findRenames(sides: readonly PluginSides[], recorded: RecordedRenames): Renames {
  const from = new Map<string, FormerPlugin>();
  const gone = new Set<string>();
  const added = sides.filter(({ before, after }) => before === undefined && after !== undefined);
  const removed = sides.filter(({ before, after }) => before !== undefined && after === undefined);
  const pair = ({ name, before, files }: PluginSides, target: PluginSides | undefined) => {
    if (before === undefined || target === undefined || from.has(target.name)) return;
    from.set(target.name, { name, side: before, files });
    gone.add(name);
  };
  for (const plugin of removed) {
    const to = Object.hasOwn(recorded, plugin.name) ? recorded[plugin.name] : undefined;
    if (typeof to === 'string')
      pair(
        plugin,
        added.find((side) => side.name === to),
      );
  }
  for (const plugin of removed) {
    if (gone.has(plugin.name) || Object.hasOwn(recorded, plugin.name)) continue;
    const likest = added
      .filter((side) => !from.has(side.name))
      .map((side) => ({ side, share: sharedFiles(plugin.before, side.after) }))
      .sort((a, b) => b.share - a.share)[0];
    if (likest !== undefined && likest.share >= 0.5) pair(plugin, likest.side);
  }
  return { from, gone };
}

/** Share of the files of the smaller of two plugins that the other one has too, at the same place with the same content. */
function sharedFiles(a: PluginSide | undefined, b: PluginSide | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const known = new Set(a.files.map(({ path, id }) => `${id} ${path}`));
  const both = b.files.filter(({ path, id }) => known.has(`${id} ${path}`)).length;
  return both / Math.max(1, Math.min(a.files.length, b.files.length));
}

/** All plugins of a tree. Most changes are judged without them, so git is asked when they are needed, and once. */
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

type Leavings = {
  removed: ReadonlySet<string>;
  renamed: Renames;
  renames: RecordedRenames;
  names(): readonly string[];
  touchedNames: readonly string[];
  isCurator: boolean;
  askOf: readonly string[];
};

/** What plugins that go leave behind: a name that has to stay taken, and plugins that need them. */
function judgeLeavings(root: string, { tree, prefix }: Comparison, leavings: Leavings): Reason[] {
  const { removed, renamed, renames, names, touchedNames, isCurator } = leavings;
  const reasons: Reason[] = [];
  if (removed.size === 0) return reasons;
  for (const name of removed) {
    if (Object.hasOwn(renames, name)) continue;
    const [to] = [...renamed.from].find(([, former]) => former.name === name) ?? [];
    const entry = JSON.stringify({ [name]: to ?? null });
    reasons.push({
      id: 'removal-unrecorded',
      verdict: 'fail',
      plugin: to ?? name,
      file: configFile,
      message: say`${name} goes, and nothing records what became of it, so that anybody could take its name.`,
      fix: say`Record it under "renames" in ${configFile}: ${entry}`,
    });
  }
  const touched = new Set(touchedNames);
  const others = names().filter((name) => !touched.has(name));
  const needing = new Map<string, string[]>();
  for (const [name, manifest] of readManifests(root, tree, prefix, others)) {
    for (const dependency of manifest.dependencies ?? []) {
      if (removed.has(dependency.name))
        needing.set(dependency.name, [...(needing.get(dependency.name) ?? []), name]);
    }
  }
  for (const [name, dependents] of needing) {
    const message = say`${listing(dependents)} would be left without ${name}, which they need.`;
    reasons.push({
      id: 'dependents-left',
      plugin: name,
      message,
      // Whatever does harm has to go at once.
      ...(isCurator
        ? {
            verdict: 'review',
            question: say`May ${name} go, although ${listing(dependents)} will not be listed without it?`,
            askOf: leavings.askOf,
          }
        : {
            verdict: 'fail',
            fix: say`Ask the maintainers of ${listing(dependents)} to do without ${name} first.`,
          }),
    });
  }
  return reasons;
}

/** Whether two trees of a plugin differ in the marketplace's own files alone. */
function isSameContent(root: string, released: string, now: string): boolean {
  const answer = runGit(
    root,
    ['diff-tree', '-r', '-z', '--name-only', '--no-renames', released, now],
    undefined,
    gitBounds,
  );
  if (!answer.ok) return false;
  return answer.output
    .toString('utf8')
    .split('\0')
    .every((path) => path === '' || ownFiles.has(path));
}

const order: readonly string[] = [...failures, ...questions];

function byImportance(a: Reason, b: Reason): number {
  return (
    Number(b.verdict === 'fail') - Number(a.verdict === 'fail') ||
    order.indexOf(a.id) - order.indexOf(b.id) ||
    byText(a.plugin ?? '', b.plugin ?? '') ||
    byText(a.file ?? '', b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    byText(JSON.stringify(a.message), JSON.stringify(b.message))
  );
}
