// npm run review: says what a pull request changes, what it newly can do, and whether it may be merged. Here and in CI alike.
// What is loaded is compiled once and kept: the whole command should cost little more than asking git.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Review } from '../src/review/review.ts';
import { compiledWhole } from './fast-start.ts';
// Loaded before any flag is set, because Node keeps its own modules compiled for the flags that it starts with.
import 'node:buffer';

// An import of these would load much that they offer and nobody here needs, threads and what reads lines from a terminal among it: 5 ms.
const { existsSync } = process.getBuiltinModule('node:fs');
const { parseArgs } = process.getBuiltinModule('node:util');

const usage = `Usage: npm run review [-- options]

Compares two commits, from git alone, and says what changed, what plugins newly can do, and whether it may be merged.

  --base <commit>   what it would be merged into (default: main of upstream, else of origin, else here)
  --head <commit>   what is reviewed (default: HEAD)
  --author <login>  who opens it, on GitHub (default: a stranger)
  --format <name>   text (default), markdown or json
  --root <dir>      the marketplace's folder (default: the current folder, else this repository)
  --help            show this

Exit code: 0 where it passes or a person has to look, 1 where it fails, 2 where the command itself is wrong.`;

const formats = ['text', 'markdown', 'json'] as const;
type Format = (typeof formats)[number];
type Options = { base?: string; head?: string; author?: string; format: Format; root: string };

const home = join(import.meta.dirname, '..');

const complain = (line: string) => process.stderr.write(`${printable(line)}\n`);

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, 1000);
}

/** The arguments, or the sentence that says what is wrong with them. */
function readArguments(): Options | 'help' | { wrong: string } {
  try {
    const { values } = parseArgs({
      options: {
        base: { type: 'string' },
        head: { type: 'string' },
        author: { type: 'string' },
        format: { type: 'string', default: 'text' },
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return 'help';
    const format = formats.find((name) => name === values.format);
    if (format === undefined)
      return { wrong: `Unknown format "${values.format}": use ${formats.join(', ')}.` };
    if (values.root !== undefined && !existsSync(resolve(values.root)))
      return { wrong: `There is no folder "${values.root}": name a marketplace's folder with --root.` };
    const { base, head, author } = values;
    return {
      ...(base === undefined ? {} : { base }),
      ...(head === undefined ? {} : { head }),
      ...(author === undefined ? {} : { author: author.replace(/^@/, '') }),
      format,
      root:
        values.root !== undefined
          ? resolve(values.root)
          : existsSync('marketplace.config.json')
            ? process.cwd()
            : home,
    };
  } catch (error) {
    // The first sentence says what; the others speak of a rarer wish.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    return { wrong: `${said.replace(/\.$/, '')}.` };
  }
}

const ownEnvironment = { ...process.env };
// Only what is committed is compared. Git reads its whole index for that all the same, which takes longer than all it has to say, unless there is
// none: no file has this name.
process.env.GIT_INDEX_FILE = join(import.meta.dirname, 'no-index');

/** Whether the folder holds what no commit does. */
function hasUncommitted(root: string): boolean {
  const { status, stdout } = spawnSync('git', ['--no-optional-locks', 'status', '--porcelain', '--', '.'], {
    cwd: root,
    env: ownEnvironment,
  });
  return status === 0 && stdout.length > 0;
}

async function main(): Promise<number> {
  const options = readArguments();
  if (options === 'help') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const wrong = (sentence: string) => {
    complain(`${sentence} "npm run review -- --help" shows how to use it.`);
    return 2;
  };
  if ('wrong' in options) return wrong(options.wrong);
  const [{ rules }, { reviewCommits }, { isLogin }, report] = await compiledWhole(() =>
    Promise.all([
      import('../src/check/rules.ts'),
      import('../src/review/review-commits.ts'),
      import('../src/review/people.ts'),
      reporterOf(options.format),
    ]),
  );
  // The compilers cost more than they save, by a tenth for one plugin and for 150: each function is run a few times.
  for (const flag of ['--no-opt', '--no-maglev', '--no-sparkplug', '--no-regexp-tier-up'])
    setFlagsFromString(flag);
  const { root, base, head, author } = options;
  if (author !== undefined && !isLogin(author)) return wrong(`"${author}" is no login of GitHub.`);
  const reviewed = await reviewCommits({ root, base, head: head ?? 'HEAD', author, rules });
  if (!reviewed.ok) {
    complain(`${reviewed.problem.message} ${reviewed.problem.fix}`);
    return 2;
  }
  if (head === undefined && hasUncommitted(root))
    complain('Only what is committed is reviewed, and there are changes here that are not.');
  process.stdout.write(report(reviewed.review));
  return reviewed.review.verdict === 'fail' ? 1 : 0;
}

async function reporterOf(format: Format): Promise<(review: Review) => string> {
  if (format === 'markdown') return (await import('../src/review/reporters/markdown.ts')).markdownReport;
  if (format === 'json') {
    const [{ jsonReport }, { rulesetHash }] = await Promise.all([
      import('../src/review/reporters/json.ts'),
      import('../src/check/ruleset.ts'),
    ]);
    return (review) => jsonReport(review, rulesetHash());
  }
  const { textReport } = await import('../src/review/reporters/text.ts');
  // https://no-color.org
  return (review) => textReport(review, { color: process.stdout.isTTY && !process.env.NO_COLOR });
}

// Whoever reads the output may stop early, as "| head" does.
process.stdout.on('error', () => process.exit(1));
process.exitCode = await main();
