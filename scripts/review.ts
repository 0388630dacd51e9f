// npm run review: what a pull request changes, what plugins newly can do, and whether it may be merged. The same here and in CI.
import './compile-cache.ts';
import { spawnSync } from 'node:child_process';
import type { Review } from '../src/review/review.ts';

const { failure, printError, rootOption, runCommand, usageError, write } = await import('./command-line.ts');
const { quote } = await import('../src/check/diagnostic.ts');

const formats = ['text', 'markdown', 'json'] as const;

await runCommand({
  name: 'npm run review',
  about:
    'Compares two commits, from git alone, and reports what changed, what plugins newly can do, and whether it may be merged.',
  options: {
    base: {
      value: 'commit',
      about:
        'what it would be merged into (default: main of upstream, else of origin, else of this repository)',
    },
    head: { value: 'commit', about: 'what is reviewed (default: HEAD)' },
    author: { value: 'login', about: 'the GitHub login of who opens the pull request (default: unknown)' },
    format: { value: 'format', about: 'output format', choices: formats, default: 'text' },
    root: rootOption,
  },
  example: '--base main --author octocat',
  exitCodes: { 0: 'it passes, or a person has to look at it', 1: 'it fails' },
  async run({ base, head, author: given, format, root }) {
    const [{ pluginRules }, { reviewCommits }, { isLogin }, report] = await Promise.all([
      import('../src/check/plugin-rules.ts'),
      import('../src/review/review-commits.ts'),
      import('../src/review/people.ts'),
      reporterOf(format),
    ]);
    const author = given?.replace(/^@/, '');
    if (author !== undefined && !isLogin(author)) throw usageError(`${quote(author)} is not a GitHub login.`);
    const reviewed = await reviewCommits({ root, base, head: head ?? 'HEAD', author, rules: pluginRules });
    if (!reviewed.ok) throw failure(`${reviewed.problem.message} ${reviewed.problem.fix}`, 2);
    if (head === undefined && hasUncommitted(root))
      printError('Only commits are reviewed, and there are uncommitted changes.');
    const isNamed = reviewed.review.plugins.some(({ change }) => change === 'added' || change === 'renamed');
    if (isNamed && !hasReleaseTags(root))
      printError(
        'This clone has no tags of releases, so it is not known whether a new name was released before. Fetch them: git fetch --tags',
      );
    write(report(reviewed.review));
    return reviewed.review.verdict === 'fail' ? 1 : 0;
  },
});

function hasUncommitted(root: string): boolean {
  const args = ['--no-optional-locks', 'status', '--porcelain', '--', '.'];
  const { status, stdout } = spawnSync('git', args, { cwd: root });
  return status === 0 && stdout.length > 0;
}

/** Whether a clone holds what the names of removed plugins are known by; a marketplace that released nothing has none to fetch. */
function hasReleaseTags(root: string): boolean {
  const run = (...args: string[]) =>
    spawnSync('git', ['--no-optional-locks', ...args], { cwd: root, encoding: 'utf8' });
  if (run('for-each-ref', '--count=1', 'refs/tags/*--v*').stdout !== '') return true;
  return run('remote').stdout === '';
}

async function reporterOf(format: (typeof formats)[number]): Promise<(review: Review) => string> {
  if (format === 'markdown') return (await import('../src/review/reporters/markdown.ts')).markdownReport;
  if (format === 'json') {
    const { jsonReport } = await import('../src/review/reporters/json.ts');
    const { rulesetVersion } = await import('../src/check/ruleset.ts');
    return (review) => jsonReport(review, rulesetVersion());
  }
  const { textReport } = await import('../src/review/reporters/text.ts');
  // https://no-color.org
  return (review) => textReport(review, { color: process.stdout.isTTY && !process.env.NO_COLOR });
}
