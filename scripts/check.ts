// npm run check: checks plugins and marketplaces as the gate does.
import './compile-cache.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Reporter, Summary } from '../src/check/reporters/reporter.ts';
import type { Rule } from '../src/check/rule.ts';
import type { Target } from '../src/check/run/targets.ts';

const { home, printError, rootOption, runCommand, write } = await import('./command-line.ts');

const formats = ['text', 'json', 'github', 'sarif'] as const;
type Format = (typeof formats)[number];

await runCommand({
  name: 'npm run check',
  about:
    'Checks plugins and marketplaces. Without a path: the marketplace and each of its plugins. Says what is wrong, where, why, and how to fix it.',
  arguments: {
    path: {
      about: 'the folder of a plugin or a marketplace, a manifest file, or the name of a plugin in plugins/',
      isOptional: true,
      isList: true,
    },
  },
  options: {
    format: { value: 'format', about: 'output format', choices: formats, default: 'text' },
    strict: { about: 'count warnings as errors' },
    profile: {
      value: 'profile',
      about:
        "check also what Anthropic's plugin directory asks of a plugin: its README, license, icon, links",
      choices: ['directory'],
    },
    root: rootOption,
  },
  example: 'plugins/my-plugin --strict',
  exitCodes: { 0: 'no errors', 1: 'errors were found' },
  async run({ path: paths, format, strict, profile, root }) {
    const [{ checkTargets, countIn, defaultRepository, targetsOf }, { openMarketplace }, { targetOf }] =
      await Promise.all([
        import('../src/check/run/check-targets.ts'),
        import('../src/check/run/surroundings.ts'),
        import('../src/check/run/targets.ts'),
      ]);
    const here = process.cwd();
    const opened = paths.length === 0 ? openMarketplace(root) : undefined;
    const targets =
      opened === undefined
        ? paths.map((path) => targetOf(path, here, root))
        : targetsOf(opened, root, relative(here, root).replaceAll(sep, '/') || '.');
    const unusable = targets.filter((target) => target.kind === 'nothing');
    for (const { message, fix } of unusable) printError(`${message} ${fix}`);
    // A program that asks about several paths gets a result for each; a person corrects the command first.
    if (unusable.length > 0 && format !== 'json') return 2;

    const rules = await rulesFor(targets);
    const repository = repositoryOf(home) ?? defaultRepository;
    const reporter = await reporterOf(format, strict, here);
    const summary: Summary = { targets: 0, failed: 0, errors: 0, warnings: 0, infos: 0, waived: 0 };
    write(
      reporter.begin({
        ruleset: await shownVersion(format),
        targets: targets.length,
        home: `https://github.com/${repository}`,
      }),
    );
    const asked = profile === undefined ? {} : { profile };
    const options = { rules, strict, repository, ...asked, opened: new Map(opened && [[root, opened]]) };
    for await (const result of checkTargets(targets, options)) {
      countIn(summary, result);
      write(reporter.target(result));
    }
    write(reporter.end(summary));
    if (unusable.length > 0) return 2;
    return summary.failed > 0 ? 1 : 0;
  },
});

/** The rules for these targets. Those about marketplaces are a fifth of all, and most often only plugins are checked. */
async function rulesFor(targets: readonly Target[]): Promise<readonly Rule[]> {
  return targets.every(({ kind }) => kind === 'plugin')
    ? (await import('../src/check/plugin-rules.ts')).pluginRules
    : (await import('../src/check/rules.ts')).rules;
}

/** The version of the rule set, for which all rules are loaded, where the format shows it. */
async function shownVersion(format: Format): Promise<string> {
  if (format === 'text' || format === 'github') return '';
  return (await import('../src/check/ruleset.ts')).rulesetVersion();
}

async function reporterOf(format: Format, strict: boolean, here: string): Promise<Reporter> {
  if (format === 'json') return (await import('../src/check/reporters/json.ts')).jsonReporter();
  if (format === 'text') {
    const { textReporter } = await import('../src/check/reporters/text.ts');
    const { isTTY, columns } = process.stdout;
    // https://no-color.org
    const color = isTTY && !process.env.NO_COLOR;
    return textReporter({ color, width: Math.min(isTTY ? columns : 100, 120), strict });
  }
  const { findRepository } = await import('../src/plugin/git.ts');
  const top = process.env.GITHUB_WORKSPACE || (findRepository(here)?.root ?? here);
  const fromRepository = (path: string) => {
    const inside = relative(top, resolve(here, path)).replaceAll(sep, '/') || '.';
    return inside.startsWith('../') || resolve(top, inside) !== resolve(here, path) ? path : inside;
  };
  return format === 'github'
    ? (await import('../src/check/reporters/github.ts')).githubReporter(fromRepository)
    : (await import('../src/check/reporters/sarif.ts')).sarifReporter(fromRepository);
}

/** `owner/name` of the marketplace whose rules these are, for the addresses of their pages. */
function repositoryOf(root: string): string | undefined {
  const file = join(root, 'marketplace.config.json');
  if (!existsSync(file)) return undefined;
  try {
    const { repository } = JSON.parse(readFileSync(file, 'utf8')) as { repository?: unknown };
    return typeof repository === 'string' && /^[\w.-]+\/[\w.-]+$/.test(repository) ? repository : undefined;
  } catch {
    return undefined;
  }
}
