import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderFileSystem } from '../../plugin/file-system.ts';
import { parseJson } from '../../plugin/json.ts';
import type { PluginContent } from '../../plugin/plugin.ts';
import { describeContent } from '../../plugin/read-plugin.ts';
import { readSource, type Source } from '../../plugin/source.ts';
import { asRecord, asText, own } from '../../plugin/values.ts';
import { type ConfigProblem, configFile } from '../config/config.ts';
import { defaultPolicy } from '../config/policy.ts';
import { compareDiagnostics, type Diagnostic, docsOf, quote } from '../diagnostic.ts';
import type { Summary, TargetResult } from '../reporters/reporter.ts';
import type { Rule } from '../rule.ts';
import { type CheckOptions, checkPlugin } from './check-plugin.ts';
import { ignoredIn, leftOut } from './ignored.ts';
import { type OpenedMarketplace, openMarketplace, readText } from './surroundings.ts';
import { isThere, marketplaceFile, type Target } from './targets.ts';

/** Where this project lives when no configuration says so. */
export const defaultRepository = 'plugin-marketplace/plugin-marketplace';

/** What targets are judged by. */
export type TargetOptions = {
  rules: readonly Rule[];
  /** Whether warnings count as errors. */
  strict: boolean;
  /** `owner/name` on GitHub, where the pages of the rules are. */
  repository: string;
  /** Marketplaces that were opened already, by their absolute path. */
  opened?: ReadonlyMap<string, OpenedMarketplace>;
};

/**
 * A marketplace and each of its plugins as targets of their own.
 * @param root its folder, absolute
 * @param dir its folder as it is to be shown, with `/`
 * @param from its folder as the system is asked for its files: every name on the way is looked up for each of them
 */
export function targetsOf(opened: OpenedMarketplace, root: string, dir: string, from = root): Target[] {
  const inside = dir === '.' ? 'plugins' : `${dir}/plugins`;
  return [
    { kind: 'marketplace', dir, path: root, alone: true },
    ...opened.names.map(
      (name): Target => ({
        kind: 'plugin',
        dir: `${inside}/${name}`,
        path: join(from, 'plugins', name),
        root,
      }),
    ),
  ];
}

/**
 * How many targets take one step together before any takes the next. That costs a quarter less time than taking all steps with one target after
 * the other, because the steps do not push each other out of the processor's caches; more than this no longer fits there. Units: targets, bytes.
 */
const together = { targets: 20, bytes: 1 << 20 };

/** Checks targets in their order; nothing is kept of a few once the next few are read. */
export async function* checkTargets(
  targets: readonly Target[],
  options: TargetOptions,
): AsyncGenerator<TargetResult> {
  const marketplaces = new Map(options.opened);
  const open = (root: string): OpenedMarketplace => {
    let opened = marketplaces.get(root);
    if (opened === undefined) {
      opened = openMarketplace(root);
      marketplaces.set(root, opened);
    }
    return opened;
  };
  for (let next = 0; next < targets.length; ) {
    const batch: { target: Target; steps: Steps }[] = [];
    for (let bytes = 0; next < targets.length; next++) {
      if (batch.length >= together.targets || bytes >= together.bytes) break;
      const target = targets[next] as Target;
      const steps = stepsOf(target, options, open);
      batch.push({ target, steps });
      bytes += steps.read();
    }
    for (const { steps } of batch) steps.describe();
    for (const { target, steps } of batch) {
      const outcome = await steps.judge();
      const { diagnostics } = outcome;
      const fails = diagnostics.some(
        ({ severity }) => severity === 'error' || (options.strict && severity === 'warning'),
      );
      yield { dir: target.dir, status: fails ? 'error' : 'ok', ...outcome };
    }
  }
}

type Outcome = Omit<TargetResult, 'dir' | 'status'>;

/** What is done with one target, in this order. None of them throws. */
type Steps = {
  /** Gives the bytes that were read. */
  read(): number;
  describe(): void;
  judge(): Promise<Outcome>;
};

function stepsOf(target: Target, options: TargetOptions, open: (root: string) => OpenedMarketplace): Steps {
  if (target.kind === 'plugin' && target.bare !== true) return pluginSteps(target, options, open);
  return {
    read: () => 0,
    describe: () => {},
    judge: () =>
      checkOther(target, options, open).catch((error: unknown) => incomplete(target, options, error)),
  };
}

async function checkOther(
  target: Target,
  options: TargetOptions,
  open: (root: string) => OpenedMarketplace,
): Promise<Outcome> {
  if (target.kind === 'plugin') return checkBareFolder(target.path, options);
  if (target.kind === 'marketplace') return checkMarketplaceTarget(target, options, open);
  const { message, fix } = target;
  const docs = `https://github.com/${options.repository}#readme`;
  return {
    kind: 'plugin',
    name: nameOf(target.path),
    diagnostics: [problem('path-unusable', { message, fix }, docs)],
    textOf: () => undefined,
  };
}

function pluginSteps(
  target: Extract<Target, { kind: 'plugin' }>,
  options: TargetOptions,
  open: (root: string) => OpenedMarketplace,
): Steps {
  const { path, root } = target;
  const name = nameOf(path);
  let marketplace: OpenedMarketplace | undefined;
  let source: Source | undefined;
  let plugin: PluginContent | undefined;
  let stopped: Outcome | undefined;
  const guarded = (step: () => void) => {
    try {
      if (stopped === undefined) step();
    } catch (error) {
      stopped = incomplete(target, options, error);
    }
  };
  return {
    read() {
      let bytes = 0;
      guarded(() => {
        marketplace = root === undefined ? undefined : open(root);
        const skip =
          marketplace === undefined || marketplace.ignored(name)
            ? leftOut(ignoredIn(path))
            : leftOut(marketplace.ignored, `${name}/`);
        // Rules know a folder by its last segment, which "." does not have.
        const dir = root === undefined ? path : `plugins/${name}`;
        source = readSource(folderFileSystem(path, skip), dir, { unhashed: true });
        for (const file of source.files.values()) bytes += file.bytes;
      });
      return bytes;
    },
    describe() {
      guarded(() => {
        if (source !== undefined) plugin = describeContent(source);
      });
    },
    async judge() {
      if (stopped !== undefined || source === undefined || plugin === undefined)
        return stopped ?? incomplete(target, options, new Error('it was not read'));
      try {
        const diagnostics = await checkPlugin(source, plugin, checkOptionsOf(options, marketplace));
        if (marketplace?.ok === false)
          diagnostics.unshift(...configDiagnostics(marketplace.problems, options, '../../'));
        return { kind: 'plugin', name: plugin.name, diagnostics, textOf: textsOf(source, root ?? path) };
      } catch (error) {
        return incomplete(target, options, error);
      }
    },
  };
}

/** The text that a diagnostic points into. */
const textsOf = (source: Source, root: string) => (file: string) =>
  file.startsWith('../') ? readText(root, configFile) : source.files.get(source.resolve(file).path)?.text;

const known = new WeakMap<OpenedMarketplace | TargetOptions, CheckOptions>();

/** What a plugin is judged by, the same object for all of one marketplace. */
function checkOptionsOf(options: TargetOptions, marketplace: OpenedMarketplace | undefined): CheckOptions {
  const key = marketplace ?? options;
  let checkOptions = known.get(key);
  if (checkOptions === undefined) {
    const surroundings = marketplace?.ok === true ? marketplace.surroundings : undefined;
    const repository = surroundings?.config.repository ?? options.repository;
    checkOptions = {
      rules: options.rules,
      policy: surroundings?.config.policy ?? defaultPolicy,
      ...(surroundings === undefined ? {} : { marketplace: surroundings }),
      docsOf: (rule) => docsOf(repository, rule),
    };
    known.set(key, checkOptions);
  }
  return checkOptions;
}

/** A folder without a manifest, and with no marketplace that would ask for one: what the client makes of it. */
async function checkBareFolder(path: string, { repository }: TargetOptions): Promise<Outcome> {
  const { checkFolder, folderLink } = await import('./check-folder.ts');
  const link = folderLink(path);
  const fs = folderFileSystem(path, leftOut(ignoredIn(path)));
  const options = {
    docsOf: (rule: string) => docsOf(repository, rule),
    ...(link === undefined ? {} : { link }),
  };
  return {
    kind: 'plugin',
    name: nameOf(path),
    diagnostics: await checkFolder(fs, path, options),
    textOf: (file) => readText(path, file),
  };
}

async function checkMarketplaceTarget(
  target: Extract<Target, { kind: 'marketplace' }>,
  options: TargetOptions,
  open: (root: string) => OpenedMarketplace,
): Promise<Outcome> {
  const { path, named } = target;
  const diagnostics: Diagnostic[] = [];
  let name = nameOf(path);
  if (existsSync(join(path, configFile)) && named !== true) {
    const opened = open(path);
    if (opened.ok) name = opened.surroundings.config.name;
    diagnostics.push(...ownDiagnostics(opened, options));
  }
  if (isThere(join(path, marketplaceFile))) {
    const { checkMarketplace } = await import('./check-marketplace.ts');
    const fs = folderFileSystem(path, leftOut(ignoredIn(path)));
    const file = named === true ? { file: marketplaceFile } : {};
    diagnostics.push(
      ...(await checkMarketplace(fs, path, { docsOf: (rule) => docsOf(options.repository, rule), ...file })),
    );
    name = nameIn(readText(path, marketplaceFile)) ?? name;
  }
  return {
    kind: 'marketplace',
    name,
    diagnostics: diagnostics.sort(compareDiagnostics),
    textOf: (file) => readText(path, file),
  };
}

/** What a marketplace's owner must know of its configuration and of what stands in `plugins/`. */
function ownDiagnostics(opened: OpenedMarketplace, options: TargetOptions): Diagnostic[] {
  const diagnostics: Diagnostic[] = opened.ok ? [] : configDiagnostics(opened.problems, options, '');
  const docs = `https://github.com/${options.repository}/blob/main/CONTRIBUTING.md`;
  if (opened.names.length === 0) {
    diagnostics.push(
      problem(
        'plugins-missing',
        {
          message: 'Expected "plugins/" to hold a folder for each plugin, and it holds none.',
          fix: 'npm run new -- my-plugin',
        },
        docs,
      ),
    );
  }
  for (const { name, kind } of opened.strays) {
    if (name.startsWith('.') && kind === 'file') continue;
    const finding = {
      message: `Expected ${quote(name)} in "plugins/" to be the folder of a plugin, and it is a ${kind === 'other' ? 'special file' : kind}.`,
      fix:
        kind === 'link'
          ? 'Put the folder itself there: what a link leads to is never looked at.'
          : 'Move it out of "plugins/".',
    };
    diagnostics.push({
      ...problem('plugins-stray', finding, docs),
      file: 'plugins',
      severity: kind === 'file' ? 'warning' : 'error',
    });
  }
  return diagnostics;
}

function nameIn(text: string | undefined): string | undefined {
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed?.ok === true ? asText(own(asRecord(parsed.value), 'name')) : undefined;
}

function configDiagnostics(
  problems: readonly ConfigProblem[],
  options: TargetOptions,
  prefix: string,
): Diagnostic[] {
  const docs = `https://github.com/${options.repository}/blob/main/src/check/config/schemas/marketplace-config.schema.json`;
  return problems.map(({ file, line, column, message, fix }) => ({
    ...problem('config-invalid', { message, fix }, docs),
    file: prefix + file,
    line,
    column,
  }));
}

/** A check that did not run to its end is never a pass. */
function incomplete(target: Target, options: TargetOptions, error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `Expected the whole check to run, and it stopped: ${quote(reason)}.`;
  const docs = `https://github.com/${options.repository}/issues`;
  return {
    kind: target.kind === 'marketplace' ? 'marketplace' : 'plugin',
    name: nameOf(target.path),
    diagnostics: [
      problem('check-incomplete', { message, fix: 'Report it with the plugin that it stopped at.' }, docs),
    ],
    textOf: () => undefined,
  };
}

function problem(rule: string, { message, fix }: { message: string; fix: string }, docs: string): Diagnostic {
  return {
    rule,
    authority: 'marketplace',
    severity: 'error',
    file: '.',
    line: 1,
    column: 1,
    message,
    fix,
    docs,
  };
}

function nameOf(path: string): string {
  return basename(path);
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
