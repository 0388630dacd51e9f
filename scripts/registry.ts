// npm run registry: writes registry.json, .claude-plugin/marketplace.json and .github/CODEOWNERS, or says whether they are current.
// What is only needed when something changed is imported then: most runs find that nothing did.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { MarketplaceConfig } from '../src/check/config/policy.ts';
import { rulesetHash } from '../src/check/ruleset.ts';
import { committedTrees, findRepository, readBlob, treeRows, uncommittedPlugins } from '../src/plugin/git.ts';
import { blobIdOf } from '../src/plugin/tree-id.ts';
import { codeownersFile } from '../src/registry/codeowners.ts';
import { isCurrent } from '../src/registry/current.ts';
import { curatorsOf } from '../src/review/people.ts';

const usage = `Usage: npm run registry [-- options]

Describes the plugins of the last commit in registry.json and .claude-plugin/marketplace.json, and their maintainers in
.github/CODEOWNERS. What is not committed yet does not count: commit first.

  --worktree     describe the files as they are on the disk (always so outside git)
  --check        write nothing; exit 1 and say what differs unless the files are current, to the byte as this command wrote them.
                 Whoever forges them can forge the hash that tells: before publishing what others wrote, add --fresh
  --fresh        read every plugin again, and take nothing from the last registry
  --out <file>   write only the registry, to this file
  --root <dir>   the marketplace's folder (default: this repository)
  --help         show this`;

const configName = 'marketplace.config.json';
/** Above this many plugins, asking git what is not committed would cost more than the rest of the run. */
const cheapToAsk = 250;
/** A configuration above this, in bytes, is nobody's. */
const largestConfig = 1 << 20;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        worktree: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        out: { type: 'string' },
        root: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    complain(error instanceof Error ? (error.message.split('\n')[0] ?? '') : '');
    complain(usage);
    return undefined;
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The configuration of the commit: the one on the disk, where git says that it is the same. */
function configOf(
  root: string,
  committed: string | undefined,
): { text: string | undefined; isSame: boolean } {
  const onDisk = readIfThere(join(root, configName));
  const isSame =
    committed === undefined ||
    (onDisk !== undefined && blobIdOf(onDisk, committed.length === 64 ? 'sha256' : 'sha1') === committed);
  return { text: (isSame ? onDisk : readBlob(root, committed, largestConfig))?.toString('utf8'), isSame };
}

/** The curators that a configuration names; none where it is not valid, which is said later. */
function curatorsIn(configText: string): readonly string[] {
  try {
    const curators: unknown = curatorsOf(JSON.parse(configText.replace(/^\ufeff/, '')) as MarketplaceConfig);
    return Array.isArray(curators) ? curators.filter((login) => typeof login === 'string') : [];
  } catch {
    return [];
  }
}

async function main(): Promise<number> {
  const options = readArguments();
  if (options === undefined) return 2;
  if (options.help) {
    say(usage);
    return 0;
  }
  const root = options.root === undefined ? join(import.meta.dirname, '..') : resolve(options.root);
  const committed = options.worktree ? undefined : committedTrees(root, [configName]);
  // A folder that lies in somebody's repository without being part of it is as if there were none.
  const isHead =
    committed !== undefined && !('problem' in committed) && (committed.count > 0 || committed.files.size > 0);
  const repository = isHead ? undefined : findRepository(root);
  // A repository that cannot be read is not a folder without one.
  if (committed !== undefined && 'problem' in committed && repository?.head !== undefined) {
    complain(committed.problem);
    return 1;
  }
  const worktree = isHead
    ? undefined
    : (await import('../src/plugin/worktree.ts')).readWorktree(root, repository);

  const config = configOf(root, isHead ? committed.files.get(configName) : undefined);
  const configText = config.text;
  if (configText === undefined) {
    complain(`There is no "${configName}" in ${root}: name the marketplace's folder with --root.`);
    return 2;
  }
  const registryPath = options.out === undefined ? join(root, 'registry.json') : resolve(options.out);
  const marketplacePath = join(root, '.claude-plugin', 'marketplace.json');
  const marketplace = options.out === undefined ? readIfThere(marketplacePath) : undefined;
  const curators = curatorsIn(configText);
  const codeowners = options.out === undefined ? readIfThere(join(root, codeownersFile)) : undefined;
  const rows = isHead ? committed.rows : treeRows(worktree?.trees ?? new Map());
  const ruleset = rulesetHash();
  const isThere = options.out !== undefined || (marketplace !== undefined && codeowners !== undefined);
  const inputs = { registry: registryPath, marketplace, codeowners, config: configText, ruleset, rows };
  if (!options.fresh && isThere && isCurrent(inputs)) {
    const plugins = isHead ? committed.count : (worktree?.trees.size ?? 0);
    say(`The registry is current: ${count(plugins, 'plugin')}, none read again.`);
    if (isHead)
      mentionUncommitted(root, plugins <= cheapToAsk ? committed.plugins : undefined, config.isSame);
    return 0;
  }

  const trees = worktree?.trees ?? (isHead ? committed.plugins : new Map<string, string>());
  const registry = readIfThere(registryPath);
  const { describeMarketplace } = await import('../src/registry/describe.ts');
  const previous = options.fresh ? undefined : (registry ?? readIfThere(join(root, 'registry.json')));
  const described = await describeMarketplace({
    root,
    trees,
    worktree,
    configText,
    curators,
    ruleset,
    previous,
  });
  if (!described.ok) {
    for (const { file, line, column, message, fix } of described.problems)
      complain(`${file}:${line}:${column} ${message} ${fix}`);
    return 1;
  }
  const { built } = described;
  const isSame = registry?.equals(Buffer.from(built.registry)) === true;
  const isMarketplaceSame =
    options.out !== undefined || marketplace?.equals(Buffer.from(built.marketplace)) === true;
  const areOwnersSame =
    options.out !== undefined || codeowners?.equals(Buffer.from(built.codeowners)) === true;
  for (const note of described.notes) complain(note);
  if (built.failed.length > 0) {
    complain(
      `${count(built.failed.length, 'plugin')} did not pass and will not be offered: ${list(built.failed)}. "npm run check" says why.`,
    );
  }
  if (built.withheld.length > 0) {
    complain(
      `The current version of ${count(built.withheld.length, 'plugin')} was withdrawn, so a higher one is needed before it is offered: ${list(built.withheld)}.`,
    );
  }
  if (options.check) {
    if (isSame && isMarketplaceSame && areOwnersSame) {
      say(`The registry is current: ${count(trees.size, 'plugin')}.`);
      return 0;
    }
    const { registryDifference } = await import('../src/registry/difference.ts');
    if (!isSame) {
      say('registry.json is not current:');
      for (const line of registryDifference(registry?.toString('utf8'), built.registry)) say(`  ${line}`);
    }
    if (!isMarketplaceSame) say('.claude-plugin/marketplace.json is not what the registry makes of it.');
    if (!areOwnersSame) say(`${codeownersFile} is not what the listings and the configuration make of it.`);
    say('Run "npm run registry" to write them.');
    return 1;
  }
  const { replaceFile } = await import('../src/registry/write-file.ts');
  const replace = (path: string, text: string) => replaceFile(path, text, `${path}.${process.pid}.draft`);
  // The registry last: where it names the hashes of the others, they are there.
  if (!isMarketplaceSame) replace(marketplacePath, built.marketplace);
  if (!areOwnersSame) replace(join(root, codeownersFile), built.codeowners);
  if (!isSame) replace(registryPath, built.registry);
  const wrote =
    isSame && isMarketplaceSame && areOwnersSame ? 'The registry is current' : 'Wrote the registry';
  say(
    `${wrote}: ${count(trees.size, 'plugin')}, ${built.read.length} read, ${built.reused.length} unchanged.`,
  );
  if (isHead) mentionUncommitted(root, committed.plugins, config.isSame);
  return 0;
}

/**
 * Says in which way the disk differs from the commit that was described.
 * @param committed the plugins of the commit; absent where git is not to be asked
 */
function mentionUncommitted(
  root: string,
  committed: ReadonlyMap<string, string> | undefined,
  isConfigSame: boolean,
): void {
  const names = committed && uncommittedPlugins(root, findRepository(root)?.prefix ?? '');
  const [added, changed, deleted]: [string[], string[], string[]] = [[], [], []];
  for (const name of [...(names ?? [])].sort()) {
    if (committed?.has(name) !== true) added.push(name);
    else if (existsSync(join(root, 'plugins', name))) changed.push(name);
    else deleted.push(name);
  }
  const lines = [
    ...(added.length > 0 ? [`Not committed yet, and so not described: ${list(added)}.`] : []),
    ...(changed.length > 0
      ? [`Changed since the last commit, and described as it has them: ${list(changed)}.`]
      : []),
    ...(deleted.length > 0 ? [`Deleted since the last commit, and still described: ${list(deleted)}.`] : []),
    ...(isConfigSame ? [] : [`Changed since the last commit, and used as it has it: ${configName}.`]),
  ];
  for (const line of lines) say(line);
  if (lines.length > 0)
    say('Commit first, then run "npm run registry" again; "--worktree" describes the files as they are.');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => JSON.stringify(name));
  return `${shown.join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}

try {
  process.exitCode = await main();
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
