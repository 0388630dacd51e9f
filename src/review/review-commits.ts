import { configFile, readConfig } from '../check/config/config.ts';
import { curatorsOf, type MarketplaceConfig } from '../check/config/policy.ts';
import type { Rule } from '../check/rule.ts';
import { readObjects } from '../plugin/git.ts';
import { largestConfig } from './changed-config.ts';
import { type Changes, changesBetween, isEmpty } from './changes.ts';
import { type Compared, type Comparison, compareCommits, gitBounds } from './commits.ts';
import { countedList } from './describe-change.ts';
import { judgeChanges } from './judge-changes.ts';
import { byImportance, collectReasons, verdictOf } from './reasons.ts';
import type { Reason, Review, ReviewProblem } from './review.ts';
import { counted, listing, say, sentence, shorten } from './words.ts';

/** What is to be reviewed. */
type ReviewInputs = {
  /** The marketplace's folder, in a git repository, with or without files checked out. */
  root: string;
  /** Names of commits; the base is the main branch where absent. */
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
type Reviewed = { ok: true; review: Review } | { ok: false; problem: ReviewProblem };

/** A change to more plugins is not read. */
const mostPlugins = 200;
/** Most files outside of plugins in a report. */
const mostOutside = 300;

/** Why a review ends before the changes are judged: each is a failure. */
type Stop = Pick<Reason, 'id' | 'message' | 'file'> & { fix: NonNullable<Reason['fix']> };

const splitIt = say`Split it into smaller pull requests.`;

/**
 * Reviews the change from one commit to another, from git alone: nothing is checked out, and nothing of it is run. The rules are the running
 * ones, policy and rights are the base's, and the head is data.
 */
export async function reviewCommits(inputs: ReviewInputs): Promise<Reviewed> {
  const { root, author, rules, bounds = gitBounds } = inputs;
  const compared = compareCommits(root, inputs.base, inputs.head, bounds);
  if (!compared.ok) return compared;
  const { comparison } = compared;
  let review: Review = emptyReview(comparison, author);
  const stop = ({ id, message, fix, file }: Stop): Reviewed => {
    const reasons = collectReasons({ author, curators: review.curators });
    reasons.fail(id, message, fix, file === undefined ? {} : { file });
    return { ok: true, review: { ...review, verdict: 'fail', reasons: reasons.all() } };
  };

  const base = readBaseConfig(root, comparison);
  if ('problem' in base) return stop(unreadableConfig(base.problem));
  const curators = curatorsOf(base.config);
  review = { ...review, curators, repository: base.config.repository };

  const changes = readChanges(root, compared, bounds);
  if ('id' in changes) return stop(changes);
  review = { ...review, outside: outsideOf(changes) };
  const unfit = isEmpty(changes) ? nothingChanged(comparison) : tooManyPlugins(changes);
  if (unfit !== undefined) return stop(unfit);

  try {
    const people = { author, curators };
    const judged = await judgeChanges({ root, comparison, changes, ...base, rules, people, bounds });
    const reasons = judged.reasons.sort(byImportance);
    return { ok: true, review: { ...review, verdict: verdictOf(reasons), reasons, plugins: judged.plugins } };
  } catch (error) {
    // A change that was not read completely never passes.
    const message = error instanceof Error ? error.message : String(error);
    return stop({
      id: 'too-much',
      message: say`The change could not be read completely: ${sentence(message)}`,
      fix: splitIt,
    });
  }
}

function emptyReview({ base, head, merged }: Comparison, author: string | undefined): Review {
  return {
    verdict: 'pass',
    base,
    head,
    merged,
    ...(author === undefined ? {} : { author }),
    curators: [],
    reasons: [],
    plugins: [],
    outside: { count: 0, listed: [] },
  };
}

/** The configuration that applies: the base's. */
function readBaseConfig(
  root: string,
  { base, prefix }: Comparison,
): { config: MarketplaceConfig; configText: string } | { problem: string } {
  const name = `${base.commit}:${prefix}${configFile}`;
  const answer = readObjects(root, [name], { bytes: largestConfig });
  const object = answer.ok ? answer.objects.get(name) : undefined;
  if (object?.type !== 'blob') return { problem: `there is no "${configFile}" of at most 1 MB in it.` };
  const configText = object.content.toString('utf8');
  const read = readConfig(configText);
  return read.ok
    ? { config: read.config, configText }
    : { problem: read.problems[0]?.message ?? 'it is not valid.' };
}

function unreadableConfig(problem: string): Stop {
  return {
    id: 'config-unreadable',
    file: configFile,
    message: say`The configuration of the base cannot be read, so the change cannot be judged by it: ${sentence(problem)}`,
    fix: say`Fix ${configFile} on the main branch first.`,
  };
}

/** What differs, or why that cannot be judged. */
function readChanges(
  root: string,
  { comparison, conflicts, stopped }: Extract<Compared, { ok: true }>,
  bounds: Required<typeof gitBounds>,
): Changes | Stop {
  const { base, prefix, tree } = comparison;
  if (conflicts !== undefined) {
    return {
      id: 'merge-conflict',
      message: say`It conflicts with ${base.name} in ${listing(conflicts)}.`,
      fix: say`Merge and resolve the conflicts: git merge ${base.name}`,
    };
  }
  const changes =
    stopped === undefined ? changesBetween(root, prefix, base.commit, tree, bounds) : { stopped };
  if (!('stopped' in changes)) return changes;
  return {
    id: 'too-much',
    message: say`This is more than one pull request may change: ${sentence(changes.stopped)}`,
    fix: splitIt,
  };
}

function outsideOf({ unusable, strays, outside }: Changes): Review['outside'] {
  const files = [...unusable, ...strays, ...outside];
  return countedList(
    files.map(({ path, change }) => ({ path: shorten(path, 500), change })),
    mostOutside,
  );
}

function nothingChanged({ base, head }: Comparison): Stop {
  return {
    id: 'nothing-changed',
    message: say`There is no difference between ${base.name} and ${head.name}.`,
    fix: say`Commit your change first, or name the commits to compare: npm run review -- --base <commit> --head <commit>`,
  };
}

function tooManyPlugins({ plugins }: Changes): Stop | undefined {
  if (plugins.length <= mostPlugins) return undefined;
  return {
    id: 'too-much',
    message: say`This changes ${counted(plugins.length, 'plugin')}, and a review reads at most ${counted(mostPlugins, 'plugin')}.`,
    fix: splitIt,
  };
}
