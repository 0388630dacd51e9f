// npm run check: judges plugins and marketplaces as the gate does, and says what is wrong, where, and what to do.
// What is loaded is compiled once and kept, and what a run does not need is not loaded: the whole command should feel like none.
import { compiledWhole } from './fast-start.ts';
// Loaded before any flag is set, because Node keeps its own modules compiled for the flags that it starts with.
import 'node:child_process';
import 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import type { Reporter, Summary } from '../src/check/reporters/reporter.ts';

const usage = `Usage: npm run check [-- paths] [options]

Checks plugin folders, wherever they are, and marketplaces. A path may also be a manifest file, or the name of a plugin in plugins/.
Without a path: the marketplace and each of its plugins.

  --format <name>  text (default), json, github (workflow commands) or sarif
  --strict         count warnings as errors
  --root <dir>     the marketplace's folder (default: the current folder, else this repository)
  --help           show this

Exit code: 0 without errors, 1 with errors, 2 where the command itself is wrong.`;

const formats = ['text', 'json', 'github', 'sarif'] as const;
type Format = (typeof formats)[number];

const home = join(import.meta.dirname, '..');
/** The folder that the command runs in, whose paths are said. */
const here = process.cwd();

/** What the engine does beside the work, on threads of its own, costs more than it saves in a run of seconds. */
const engineFlags = [
  // The last of the compilers: a tenth of the whole at 1,000 plugins, and still a twentieth at 10,000.
  '--no-opt',
  // The one before it, for what is called once a plugin, and copying what that calls into it: a twentieth at 1,000 plugins, nothing at 10,000.
  '--invocation-count-for-maglev=1000',
  '--max-maglev-inlined-bytecode-size-cumulative=200',
  // Waking threads to collect what little is left of a few plugins: a fiftieth, and more where the processor has other work.
  '--no-parallel-scavenge',
];

const say = (text: string) => text === '' || process.stdout.write(text);
const complain = (line: string) => process.stderr.write(`${line}\n`);

/** The arguments, or the sentence that says what is wrong with them. */
function readArguments():
  | { paths: string[]; format: Format; strict: boolean; root: string; help: boolean }
  | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        strict: { type: 'boolean', default: false },
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const format = formats.find((name) => name === values.format);
    if (format === undefined)
      return `Unknown format "${printable(values.format)}": use ${formats.join(', ')}.`;
    const root = values.root === undefined ? undefined : resolve(values.root);
    if (root !== undefined && !existsSync(join(root, 'marketplace.config.json'))) {
      return `There is no "marketplace.config.json" in "${printable(values.root ?? '')}": name a marketplace's folder with --root.`;
    }
    const nearest = existsSync('marketplace.config.json') ? here : home;
    return { paths: positionals, format, strict: values.strict, root: root ?? nearest, help: values.help };
  } catch (error) {
    // The first sentence says what; the others speak of a rarer wish.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    return `${printable(said).replace(/\.$/, '')}.`;
  }
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, 200);
}

async function reporterOf(format: Format, strict: boolean): Promise<Reporter> {
  if (format === 'json') return (await import('../src/check/reporters/json.ts')).jsonReporter();
  if (format === 'text') {
    const { textReporter } = await import('../src/check/reporters/text.ts');
    const { isTTY, columns } = process.stdout;
    // https://no-color.org
    return textReporter({
      color: isTTY && !process.env.NO_COLOR,
      width: Math.min(isTTY ? columns : 100, 120),
      strict,
    });
  }
  const top = await repositoryTop();
  const fromRepository = (path: string) => {
    const inside = relative(top, resolve(here, path)).replaceAll(sep, '/');
    return inside === ''
      ? '.'
      : inside.startsWith('../') || resolve(top, inside) !== resolve(here, path)
        ? path
        : inside;
  };
  return format === 'github'
    ? (await import('../src/check/reporters/github.ts')).githubReporter(fromRepository)
    : (await import('../src/check/reporters/sarif.ts')).sarifReporter(fromRepository);
}

/** The top folder of the repository that the command runs in. */
async function repositoryTop(): Promise<string> {
  const { findRepository } = await import('../src/plugin/git.ts');
  return process.env.GITHUB_WORKSPACE || (findRepository(here)?.root ?? here);
}

/** `owner/name` of the marketplace whose rules these are, for the addresses of their pages. */
function repositoryOf(root: string): string | undefined {
  try {
    const { repository } = JSON.parse(readFileSync(join(root, 'marketplace.config.json'), 'utf8')) as {
      repository?: unknown;
    };
    return typeof repository === 'string' && /^[\w.-]+\/[\w.-]+$/.test(repository) ? repository : undefined;
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  const options = readArguments();
  if (typeof options === 'string') {
    complain(`${options} "npm run check -- --help" shows how to use it.`);
    return 2;
  }
  const { paths, format, strict, root } = options;
  if (options.help) {
    say(`${usage}\n`);
    return 0;
  }
  const [{ targetOf }, { openMarketplace }, checking, { rules }, { rulesetHash }] = await compiledWhole(() =>
    Promise.all([
      import('../src/check/targets.ts'),
      import('../src/check/surroundings.ts'),
      import('../src/check/check-targets.ts'),
      import('../src/check/rules.ts'),
      import('../src/check/ruleset.ts'),
    ]),
  );
  for (const flag of engineFlags) setFlagsFromString(flag);
  const { checkTargets, countIn, defaultRepository, targetsOf } = checking;
  const opened = paths.length === 0 ? openMarketplace(root) : undefined;
  const dir = relative(here, root).replaceAll(sep, '/') || '.';
  const targets =
    opened === undefined ? paths.map((path) => targetOf(path, here, root)) : targetsOf(opened, root, dir, '');
  // From inside the marketplace the way to each of its files is short: a thirtieth of the whole.
  if (opened !== undefined) process.chdir(root);
  const unusable = targets.filter((target) => target.kind === 'nothing');
  for (const { message, fix } of unusable) complain(`${message} ${fix}`);
  // A program that asks about several paths gets an answer for each; a person mends the command first.
  if (unusable.length > 0 && format !== 'json') return 2;

  const repository = repositoryOf(home) ?? defaultRepository;
  const reporter = await reporterOf(format, strict);
  const summary: Summary = { targets: 0, failed: 0, errors: 0, warnings: 0, infos: 0, waived: 0 };
  say(
    reporter.begin({
      ruleset: format === 'json' || format === 'sarif' ? rulesetHash() : '',
      targets: targets.length,
      home: `https://github.com/${repository}`,
    }),
  );
  const judged = {
    rules,
    strict,
    repository,
    ...(opened === undefined ? {} : { opened: new Map([[root, opened]]) }),
  };
  for await (const result of checkTargets(targets, judged)) {
    countIn(summary, result);
    say(reporter.target(result));
  }
  say(reporter.end(summary));
  if (unusable.length > 0) return 2;
  return summary.failed > 0 ? 1 : 0;
}

// Whoever reads the output may stop early, as "| head" does.
process.stdout.on('error', () => process.exit(1));
process.exitCode = await main();
