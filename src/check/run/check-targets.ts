import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderFileSystem } from '../../plugin/file-system.ts';
import { parseJson } from '../../plugin/json.ts';
import { describeContent } from '../../plugin/read-plugin.ts';
import { readSource } from '../../plugin/source.ts';
import { asRecord, asText, own } from '../../plugin/values.ts';
import { configFile } from '../config/config.ts';
import { defaultPolicy } from '../config/policy.ts';
import { compareDiagnostics, type Diagnostic, docsOf } from '../diagnostic.ts';
import type { Summary, TargetResult } from '../reporters/reporter.ts';
import type { Rule } from '../rule.ts';
import { checkDirectory } from './check-directory.ts';
import { checkFolder, checkFolderFacts, folderLink } from './check-folder.ts';
import { checkMarketplace } from './check-marketplace.ts';
import type { PartOptions } from './check-parts.ts';
import { checkPlugin } from './check-plugin.ts';
import { ignoredIn, leftOut } from './ignored.ts';
import { type OpenedMarketplace, openMarketplace, readText } from './surroundings.ts';
import { isThere, marketplaceFile, type Target } from './targets.ts';

/** Where this project is developed, where no configuration says so. */
export const defaultRepository = 'plugin-marketplace/plugin-marketplace';

/** What targets are checked against. */
type TargetOptions = {
  rules: readonly Rule[];
  /** Whether warnings count as errors. */
  strict: boolean;
  /** `owner/name` on GitHub, where the pages of the rules are. */
  repository: string;
  /** Marketplaces that were opened already, by their absolute path. */
  opened?: ReadonlyMap<string, OpenedMarketplace>;
  /** What else is asked of plugins: what Anthropic's plugin directory asks. */
  profile?: 'directory';
};

/**
 * A marketplace and each of its plugins as targets of their own.
 * @param root its folder, absolute
 * @param dir its folder as it is shown, with `/`
 */
export function targetsOf(opened: OpenedMarketplace, root: string, dir: string): Target[] {
  const inside = dir === '.' ? 'plugins' : `${dir}/plugins`;
  return [
    { kind: 'marketplace', dir, path: root, alone: true },
    ...opened.names.map(
      (name): Target => ({
        kind: 'plugin',
        dir: `${inside}/${name}`,
        path: join(root, 'plugins', name),
        root,
      }),
    ),
  ];
}

/** Checks targets in their order; nothing is kept of a target once it was yielded. */
export async function* checkTargets(
  targets: readonly Target[],
  options: TargetOptions,
): AsyncGenerator<TargetResult> {
  const marketplaces = new Map(options.opened);
  const open = (root: string): OpenedMarketplace => {
    const opened = marketplaces.get(root) ?? openMarketplace(root);
    marketplaces.set(root, opened);
    return opened;
  };
  for (const target of targets) {
    let outcome: Outcome;
    try {
      outcome = await checkTarget(target, options, open);
      if (options.profile === 'directory' && target.kind !== 'nothing') {
        const asked = checkDirectory(target.path, options.repository);
        outcome = { ...outcome, diagnostics: [...outcome.diagnostics, ...asked].sort(compareDiagnostics) };
      }
    } catch (error) {
      // A check that did not run to its end is never a pass.
      const stopped = error instanceof Error ? error.message : String(error);
      outcome = await aboutFolder(target, { stopped }, options);
    }
    const fails = outcome.diagnostics.some(
      ({ severity }) => severity === 'error' || (options.strict && severity === 'warning'),
    );
    yield { dir: target.dir, status: fails ? 'error' : 'ok', ...outcome };
  }
}

type Outcome = Omit<TargetResult, 'dir' | 'status'>;
type Open = (root: string) => OpenedMarketplace;

function checkTarget(target: Target, options: TargetOptions, open: Open): Promise<Outcome> {
  if (target.kind === 'marketplace') return checkMarketplaceTarget(target, options, open);
  if (target.kind === 'plugin')
    return target.bare === true
      ? checkBareFolder(target.path, options)
      : checkPluginTarget(target, options, open);
  return aboutFolder(target, { unusable: { message: target.message, fix: target.fix } }, options);
}

/** The result of a target that could not be checked. */
async function aboutFolder(
  target: Target,
  facts: Parameters<typeof checkFolderFacts>[0],
  options: TargetOptions,
): Promise<Outcome> {
  return {
    kind: target.kind === 'marketplace' ? 'marketplace' : 'plugin',
    name: basename(target.path),
    diagnostics: await checkFolderFacts(facts, partOptions(options)),
    textOf: () => undefined,
  };
}

async function checkPluginTarget(
  { path, root }: Extract<Target, { kind: 'plugin' }>,
  options: TargetOptions,
  open: Open,
): Promise<Outcome> {
  const name = basename(path);
  const marketplace = root === undefined ? undefined : open(root);
  const skip =
    marketplace === undefined || marketplace.ignored(name)
      ? leftOut(ignoredIn(path))
      : leftOut(marketplace.ignored, `${name}/`);
  // Rules know a folder by its last segment, which "." does not have.
  const dir = root === undefined ? path : `plugins/${name}`;
  const source = readSource(folderFileSystem(path, skip), dir);
  const plugin = await describeContent(source);
  const surroundings = marketplace?.ok === true ? marketplace.surroundings : undefined;
  const repository = surroundings?.config.repository ?? options.repository;
  const diagnostics = await checkPlugin(source, plugin, {
    rules: options.rules,
    policy: surroundings?.config.policy ?? defaultPolicy,
    ...(surroundings === undefined ? {} : { marketplace: surroundings }),
    docsOf: (rule) => docsOf(repository, rule),
  });
  if (marketplace?.ok === false) {
    const configProblems = marketplace.problems.map((one) => ({ ...one, file: `../../${one.file}` }));
    diagnostics.unshift(...(await checkFolderFacts({ configProblems }, partOptions(options))));
  }
  return {
    kind: 'plugin',
    name: plugin.name,
    diagnostics,
    textOf: (file) =>
      file.startsWith('../')
        ? readText(root ?? path, configFile)
        : source.files.get(source.resolve(file).path)?.text,
  };
}

function partOptions({ rules, repository }: TargetOptions): PartOptions {
  return { rules, docsOf: (rule) => docsOf(repository, rule) };
}

/** A folder without a manifest, and with no marketplace around it that requires one: checked as the client does. */
async function checkBareFolder(path: string, options: TargetOptions): Promise<Outcome> {
  const link = folderLink(path);
  const fs = folderFileSystem(path, leftOut(ignoredIn(path)));
  return {
    kind: 'plugin',
    name: basename(path),
    diagnostics: await checkFolder(fs, path, {
      ...partOptions(options),
      ...(link === undefined ? {} : { link }),
    }),
    textOf: (file) => readText(path, file),
  };
}

async function checkMarketplaceTarget(
  { path, named }: Extract<Target, { kind: 'marketplace' }>,
  options: TargetOptions,
  open: Open,
): Promise<Outcome> {
  const diagnostics: Diagnostic[] = [];
  let name = basename(path);
  if (existsSync(join(path, configFile)) && named !== true) {
    const opened = open(path);
    if (opened.ok) name = opened.surroundings.config.name;
    const configProblems = opened.ok ? [] : opened.problems;
    diagnostics.push(...(await checkFolderFacts({ configProblems, plugins: opened }, partOptions(options))));
  }
  if (isThere(join(path, marketplaceFile))) {
    const fs = folderFileSystem(path, leftOut(ignoredIn(path)));
    const file = named === true ? { file: marketplaceFile } : {};
    diagnostics.push(...(await checkMarketplace(fs, path, { ...partOptions(options), ...file })));
    name = nameIn(readText(path, marketplaceFile)) ?? name;
  }
  return {
    kind: 'marketplace',
    name,
    diagnostics: diagnostics.sort(compareDiagnostics),
    textOf: (file) => readText(path, file),
  };
}

/** The name in a marketplace's manifest. */
function nameIn(text: string | undefined): string | undefined {
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed?.ok === true ? asText(own(asRecord(parsed.value), 'name')) : undefined;
}

/** Adds a target to what was counted so far. */
export function countIn(summary: Summary, { status, diagnostics }: TargetResult): void {
  summary.targets++;
  if (status === 'error') summary.failed++;
  for (const { severity, waived } of diagnostics) {
    if (severity === 'error') summary.errors++;
    else if (severity === 'warning') summary.warnings++;
    else summary.infos++;
    if (waived !== undefined) summary.waived++;
  }
}
