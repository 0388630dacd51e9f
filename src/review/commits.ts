import { shellWord } from '../check/diagnostic.ts';
import { type GitBounds, runGit } from '../plugin/git.ts';
import { changesBetween } from './changes.ts';
import type { ReviewProblem, Side } from './review.ts';

/**
 * How much git may answer about one pull request, and for how long: far above any honest one. Trees can be written that unfold into
 * billions of files.
 */
export const gitBounds: Readonly<Required<GitBounds>> = { bytes: 64 << 20, seconds: 60 };

/** Where the change is looked for when nobody says: the first of these that exists. A fork calls the original `upstream`. */
const defaultBases = ['upstream/main', 'origin/main', 'main'] as const;

/** Two sides, and what would be there if they were merged. */
export type Comparison = {
  /** Path from the repository's top to the marketplace's folder: empty, or with a trailing slash. */
  prefix: string;
  base: Side;
  head: Side;
  /** The commit or tree that is judged: the head, or its merge with the base where they have diverged. */
  tree: string;
  merged: boolean;
};

/** A comparison, files in which the two contradict each other, why that was too much, or why they cannot be compared. */
export type Compared =
  | { ok: true; comparison: Comparison; conflicts?: readonly string[]; stopped?: string }
  | { ok: false; problem: ReviewProblem };

/**
 * Finds both commits and, where the base has moved on since the head left it, merges them without a checkout, so that what is judged is what
 * would land.
 * @param root the marketplace's folder
 * @param base what names the commit; absent: the main branch
 */
export function compareCommits(
  root: string,
  base: string | undefined,
  head: string,
  bounds = gitBounds,
): Compared {
  const baseName = base ?? defaultBase(root);
  if (baseName === undefined) {
    return problem(
      'There is no main branch here to compare with.',
      'Name a commit: npm run review -- --base <commit>',
    );
  }
  for (const name of [baseName, head]) {
    // What starts with a hyphen is an option to git.
    if (!isCommitName(name))
      return problem(`${JSON.stringify(name)} names no commit.`, 'Name a branch, a tag or a commit.');
  }
  // Both commits, and after "^" what they have in common.
  const found = runGit(root, ['rev-parse', '--show-prefix', `${baseName}^{commit}...${head}^{commit}`]);
  const [prefix = '', ...ids] = found.ok ? found.output.toString('utf8').trimEnd().split('\n') : [];
  const [headCommit, baseCommit] = ids.filter((id) => !id.startsWith('^'));
  if (headCommit === undefined || baseCommit === undefined) return unknownCommit(root, [baseName, head]);
  const comparison: Comparison = {
    prefix,
    base: { name: baseName, commit: baseCommit },
    head: { name: head, commit: headCommit },
    tree: headCommit,
    merged: false,
  };
  const common = ids.find((id) => id.startsWith('^'))?.slice(1);
  if (common === undefined) {
    return problem(
      `${JSON.stringify(baseName)} and ${JSON.stringify(head)} have no commit in common here.`,
      'Where older history was left out of this clone: git fetch --unshallow',
    );
  }
  if (common === baseCommit) return { ok: true, comparison };
  if (common === headCommit) return { ok: true, comparison: { ...comparison, tree: baseCommit } };
  // Merging holds in memory what it merges, so that its size is looked at first.
  const stopped = unfolds(root, prefix, common, headCommit, bounds);
  return stopped === undefined ? merge(root, comparison, bounds) : { ok: true, comparison, stopped };
}

/** Why a change is too large to be merged; undefined where it is not. */
function unfolds(
  root: string,
  prefix: string,
  before: string,
  after: string,
  bounds: Required<GitBounds>,
): string | undefined {
  const changes = changesBetween(root, prefix, before, after, bounds);
  if ('stopped' in changes) return changes.stopped;
  const folders = changes.plugins.map(({ name }) => `plugins/${name}/`);
  for (let from = 0; from < folders.length; from += 500) {
    const listed = runGit(
      root,
      ['ls-tree', '-r', '-z', after, '--', ...folders.slice(from, from + 500)],
      undefined,
      bounds,
    );
    if (!listed.ok) return listed.message;
  }
  return undefined;
}

function merge(root: string, comparison: Comparison, bounds: Required<GitBounds>): Compared {
  const { base, head } = comparison;
  const answer = runGit(
    root,
    // What a person has configured for their own merges must not change the verdict.
    [
      '-c',
      'merge.renames=true',
      '-c',
      'merge.renameLimit=1000',
      'merge-tree',
      '--write-tree',
      '-z',
      '--name-only',
      '--no-messages',
      base.commit,
      head.commit,
    ],
    undefined,
    bounds,
  );
  const said = answer.ok ? answer.output : answer.no;
  if (said === undefined) {
    if (!answer.ok && /took more|more than/.test(answer.message))
      return { ok: true, comparison, stopped: answer.message };
    return problem(
      `${JSON.stringify(base.name)} has moved on since ${JSON.stringify(head.name)} left it, and this git cannot merge them without a checkout.`,
      `Use git 2.38 or later, or: git rebase ${shellWord(base.name)}`,
    );
  }
  const [tree = '', ...files] = said
    .toString('utf8')
    .split('\0')
    .filter((part) => part !== '');
  const merged = { ...comparison, tree, merged: true };
  return answer.ok
    ? { ok: true, comparison: merged }
    : { ok: true, comparison: merged, conflicts: [...new Set(files)].sort() };
}

function defaultBase(root: string): string | undefined {
  const refs = ['refs/remotes/upstream/main', 'refs/remotes/origin/main', 'refs/heads/main'];
  const answer = runGit(root, ['for-each-ref', '--format=%(refname)', ...refs]);
  const present = answer.ok ? answer.output.toString('utf8').split('\n') : [];
  return defaultBases[refs.findIndex((ref) => present.includes(ref))];
}

function isCommitName(name: string): boolean {
  return name !== '' && !name.startsWith('-') && name.length <= 1000 && !/\p{Cc}|\.\./u.test(name);
}

function unknownCommit(root: string, names: readonly string[]): Compared {
  if (!runGit(root, ['rev-parse', '--git-dir']).ok)
    return problem(
      'This is no git repository, so there is nothing to compare.',
      'Run it in a clone of the marketplace.',
    );
  const missing = names.find(
    (name) => !runGit(root, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]).ok,
  );
  return problem(
    `There is no commit ${JSON.stringify(missing ?? '')} here.`,
    'Fetch it first, or name another: git fetch origin',
  );
}

function problem(message: string, fix: string): Compared {
  return { ok: false, problem: { message, fix } };
}
