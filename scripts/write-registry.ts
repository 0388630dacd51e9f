// What npm run registry does. Modules that are only needed when something changed are imported then: most runs find that nothing did.
import { hash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { uncommittedPlugins } from '../src/plugin/git.ts';
import type { Built } from '../src/registry/build.ts';
import { folderCache } from '../src/registry/cache.ts';
import { codeownersFile } from '../src/registry/codeowners.ts';
import { isCurrent } from '../src/registry/current.ts';
import { marketplaceFile } from '../src/registry/marketplace.ts';
import { registryFile } from '../src/registry/serialize.ts';
import { readIfPresent, readSnapshot, type Snapshot } from '../src/registry/snapshot.ts';
import { failure, home, print } from './command-line.ts';
import { count, list, printNotes, problemText } from './registry-output.ts';

/** The options of the command. */
type RegistryOptions = {
  worktree: boolean;
  check: boolean;
  fresh: boolean;
  out: string | undefined;
  root: string;
};

/** With more plugins than this, asking git what is not committed would take longer than everything else. */
const mostAskedAbout = 250;

/** Writes the registry and the files that are made from it, or checks that they are current; returns the exit code. */
export async function writeRegistry({ worktree, check, fresh, out, root }: RegistryOptions): Promise<number> {
  const snapshot = readSnapshot(root, worktree);
  if ('problem' in snapshot) throw failure(snapshot.problem);
  const targets = targetsOf(root, out);
  const ruleset = await rulesetVersion();
  if (!fresh && isUpToDate(snapshot, targets, ruleset)) {
    print(`The registry is current: ${count(snapshot.count, 'plugin')}, none read again.`);
    printUncommitted(snapshot, snapshot.count <= mostAskedAbout);
    return 0;
  }
  const last = fresh ? undefined : readIfPresent(targets.registry);
  const previous = fresh ? undefined : (last ?? readIfPresent(join(root, registryFile)));
  const { describeMarketplace } = await import('../src/registry/describe.ts');
  const described = await describeMarketplace(snapshot, { ruleset, previous });
  if (!described.ok) throw failure(described.problems.map(problemText).join('\n'));
  const { built } = described;
  printNotes(described);
  const stale = staleFiles(targets, built);
  if (check && stale.length > 0) return printStale(stale);
  const { replaceFile } = await import('../src/registry/write-file.ts');
  for (const { path, text } of stale) replaceFile(path, text, `${path}.${process.pid}.draft`);
  const plugins = count(snapshot.count, 'plugin');
  if (check) print(`The registry is current: ${plugins}.`);
  else
    print(
      `${stale.length === 0 ? 'The registry is current' : 'Wrote the registry'}: ${plugins}, ${built.read.length} read, ${built.reused.length} unchanged.`,
    );
  if (!check) printUncommitted(snapshot, true);
  return 0;
}

/** The version of the rule set, kept from the last run with the same rules: loading all takes as much CPU as starting Node. */
async function rulesetVersion(): Promise<string> {
  const folder = join(home, 'src', 'check');
  // What states a version, or which rules there are.
  const stating = [
    'ruleset.ts',
    ...readdirSync(join(folder, 'rules')).map((name) => `rules/${name}/rule.ts`),
  ];
  const hashes = stating.map((file) => hash('sha256', readIfPresent(join(folder, file)) ?? ''));
  const cache = folderCache(join(home, '.cache', 'ruleset'), hash('sha256', hashes.join()).slice(0, 16));
  const kept = cache.find('version');
  if (kept !== undefined) return kept.toString('utf8');
  const version = (await import('../src/check/ruleset.ts')).rulesetVersion();
  cache.keep('version', version);
  cache.prune();
  return version;
}

/** Paths of the files to write; of the registry alone where it goes to a file of its own. */
type Targets = { registry: string; marketplace?: string; codeowners?: string };

function targetsOf(root: string, out: string | undefined): Targets {
  return out === undefined
    ? {
        registry: join(root, registryFile),
        marketplace: join(root, marketplaceFile),
        codeowners: join(root, codeownersFile),
      }
    : { registry: resolve(out) };
}

/** Whether every file is what this command would write. No plugin is read for it. */
function isUpToDate({ rows, configText: config = '' }: Snapshot, targets: Targets, ruleset: string): boolean {
  const { registry, marketplace, codeowners } = targets;
  return isCurrent({ registry, marketplace, codeowners, config, ruleset, rows });
}

/** A file that is not what it should be. */
type StaleFile = { name: keyof Targets; path: string; last: Buffer | undefined; text: string };

/** Which files have to be written. The registry comes last: when it names the hashes of the others, they are there. */
function staleFiles(targets: Targets, built: Built): StaleFile[] {
  return (['marketplace', 'codeowners', 'registry'] as const).flatMap((name) => {
    const path = targets[name];
    if (path === undefined) return [];
    const last = readIfPresent(path);
    return last?.equals(Buffer.from(built[name])) ? [] : [{ name, path, last, text: built[name] }];
  });
}

async function printStale(stale: readonly StaleFile[]): Promise<number> {
  const { registryDifference } = await import('../src/registry/difference.ts');
  const registry = stale.find(({ name }) => name === 'registry');
  if (registry !== undefined) {
    print('registry.json is not current:');
    for (const line of registryDifference(registry.last?.toString('utf8'), registry.text)) print(`  ${line}`);
  }
  const names = stale.map(({ name }) => name);
  if (names.includes('marketplace'))
    print(`${marketplaceFile} is not what "npm run registry" would write from the registry.`);
  if (names.includes('codeowners'))
    print(
      `${codeownersFile} is not what "npm run registry" would write from the listings and the configuration.`,
    );
  print('Run "npm run registry" to write them.');
  return 1;
}

/** Prints how the files on the disk differ from the commit that was described. Git is asked about plugins only on request, because it reads all of them. */
function printUncommitted(snapshot: Snapshot, isAboutPlugins: boolean): void {
  if (!snapshot.isCommit) return;
  const { root, isConfigOnDisk } = snapshot;
  const names = isAboutPlugins ? uncommittedPlugins(root, snapshot.repository()?.prefix ?? '') : undefined;
  const sorted = [...(names ?? [])].sort();
  const kindOf = (name: string) =>
    !snapshot.trees.has(name) ? 'new' : existsSync(join(root, 'plugins', name)) ? 'changed' : 'deleted';
  const lines = (['new', 'changed', 'deleted'] as const).flatMap((kind) => {
    const own = sorted.filter((name) => kindOf(name) === kind);
    return own.length === 0 ? [] : [`  ${kind}: ${list(own)}`];
  });
  if (!isConfigOnDisk) lines.push('  changed: marketplace.config.json');
  if (lines.length === 0) return;
  print('These changes are not committed, so the registry does not include them:');
  for (const line of lines) print(line);
  print(
    'Commit them and run "npm run registry" again, or add "--worktree" to describe the files on the disk.',
  );
}
