import { shellWord } from '../check/diagnostic.ts';
import { type GitBounds, runGit } from '../plugin/git.ts';
import { changesBetween } from './changes.ts';
import type { ReviewProblem, Side } from './review.ts';

/**
 * How many bytes git may answer about one pull request, and how long it may take: far more than an honest one needs. A small tree can unfold
 * into billions of files.
 */
export const gitBounds: Readonly<Required<GitBounds>> = { bytes: 64 << 20, seconds: 60 };

/** The base where none is named: the first of these that exists. In a fork, `upstream` is the original. */
const defaultBases = ['upstream/main', 'origin/main', 'main'] as const;

/** Two commits, and the result of merging them. */
export type Comparison = {
  /** Path from the repository's top to the marketplace's folder: empty, or with a trailing slash. */
  prefix: string;
  base: Side;
  head: Side;
  /** The commit or tree that is judged: the head, or its merge with the base where they have diverged. */
  tree: string;
  merged: boolean;
};

/** A comparison, with the files that conflict, or why it is too large to merge; or why the two cannot be compared. */
export type Compared =
  | { ok: true; comparison: Comparison; conflicts?: readonly string[]; stopped?: string }
  | { ok: false; problem: ReviewProblem };

/**
 * Finds both commits. Where they have diverged, they are merged without a checkout, so that the result of merging is judged.
 * @param root the marketplace's folder
 * @param base a name of the commit; absent: the main branch
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
    // Git would take a name that starts with a hyphen as an option.
    if (!isCommitName(name))
      return problem(
        `${JSON.stringify(name)} is not the name of a commit.`,
        'Name a branch, a tag or a commit.',
      );
  }
  // Prints both commits, and their common ancestor after "^".
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
      'If this is a shallow clone: git fetch --unshallow',
    );
  }
  if (common === baseCommit) return { ok: true, comparison };
  if (common === headCommit) return { ok: true, comparison: { ...comparison, tree: baseCommit } };
  // A merge holds everything in memory, so the size is checked first.
  const stopped = whyTooLarge(root, prefix, common, headCommit, bounds);
  return stopped === undefined ? merge(root, comparison, bounds) : { ok: true, comparison, stopped };
}

/** Why a change is too large to merge; undefined where it is not. */
function whyTooLarge(
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
    // A person's own settings for merges must not change the verdict.
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
  const output = answer.ok ? answer.output : answer.no;
  if (output === undefined) {
    if (!answer.ok && /took more|more than/.test(answer.message))
      return { ok: true, comparison, stopped: answer.message };
    return problem(
      `${JSON.stringify(base.name)} and ${JSON.stringify(head.name)} have diverged, and this version of git cannot merge them without a checkout.`,
      `Use git 2.38 or later, or: git rebase ${shellWord(base.name)}`,
    );
  }
  const [tree = '', ...files] = output
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
      'This is not a git repository, so there is nothing to compare.',
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
