import { configFile } from '../check/config/config.ts';
import type { ChangedConfig } from './changed-config.ts';
import type { FileChange } from './changes.ts';
import type { Reasons } from './reasons.ts';
import { listing, say, sentence } from './words.ts';

/** What publishing writes and nobody else: it would overwrite whatever a pull request puts there. */
const generated: readonly RegExp[] = [
  /^registry\.json$/,
  /^\.claude-plugin\//,
  /^(?:\.github\/|docs\/)?CODEOWNERS$/,
];

/** Text for people, in places from which nothing is run or judged. */
const document = /^(?:[^/]+|docs\/.+)\.md$|^LICENSE$/i;

/** What a pull request changes outside of plugins. */
export type OutsideChanges = {
  files: readonly FileChange[];
  /** Entries of `plugins/` that are not folders. */
  strays: readonly FileChange[];
  unusable: readonly FileChange[];
  config: ChangedConfig;
};

/** Judges the changes outside of plugins, where everything lies that the marketplace itself is made of. */
export function judgeOutside(changes: OutsideChanges, isCurator: boolean, reasons: Reasons): void {
  const { strays, unusable, config } = changes;
  judgePaths(
    unusable,
    strays.filter(({ change }) => change !== 'removed'),
    reasons,
  );
  const kinds = Map.groupBy(changes.files, (file) => kindOf(file, config.recordsOnly));
  const written = kinds.get('generated') ?? [];
  const guarded = kinds.get('protected') ?? [];
  if (isCurator) judgeByCurator(written, guarded, reasons);
  else judgeByOthers(written, guarded, reasons);
  const documents = kinds.get('document') ?? [];
  if (documents.length > 0) {
    reasons.ask(
      'documents-changed',
      say`Changes documents: ${paths(documents)}.`,
      say`Is the new text of ${paths(documents)} correct?`,
      placeOf(documents),
    );
  }
  if (config.problem !== undefined) {
    reasons.fail(
      'config-invalid',
      say`The changed configuration is not valid: ${sentence(config.problem.message)}`,
      sentence(config.problem.fix),
      { file: configFile, line: config.problem.line },
    );
  }
}

function kindOf(
  { path, mode }: FileChange,
  recordsOnly: boolean,
): 'generated' | 'document' | 'record' | 'protected' {
  if (generated.some((pattern) => pattern.test(path))) return 'generated';
  // A link, a submodule or a program is not a document, whatever its name is.
  if (document.test(path) && (mode === undefined || mode === '100644')) return 'document';
  return path === configFile && recordsOnly ? 'record' : 'protected';
}

function judgePaths(unusable: readonly FileChange[], strays: readonly FileChange[], reasons: Reasons): void {
  if (unusable.length > 0) {
    reasons.fail(
      'path-unusable',
      say`These paths cannot be checked out everywhere, or lead elsewhere or into git's own folder: ${paths(unusable)}.`,
      say`Remove them from all commits, not only from the last one.`,
      placeOf(unusable),
    );
  }
  if (strays.length > 0) {
    reasons.fail(
      'plugins-stray',
      say`Expected only folders in ${'plugins/'}, but this adds something else: ${paths(strays)}.`,
      say`Put a plugin's files into a folder of its own. Links and submodules are never followed.`,
      placeOf(strays),
    );
  }
}

function judgeByCurator(
  written: readonly FileChange[],
  guarded: readonly FileChange[],
  reasons: Reasons,
): void {
  if (written.length > 0) {
    reasons.ask(
      'generated-by-curator',
      say`Changes generated files: ${paths(written)}.`,
      say`Should ${paths(written)} be changed by hand, although the next publishing overwrites it?`,
      placeOf(written),
    );
  }
  if (guarded.length > 0) {
    reasons.ask(
      'protected-by-curator',
      say`Changes the marketplace's own files: ${paths(guarded)}.`,
      say`Is the change to ${paths(guarded)} correct? Read it: this review was made without it.`,
      placeOf(guarded),
    );
  }
}

function judgeByOthers(
  written: readonly FileChange[],
  guarded: readonly FileChange[],
  reasons: Reasons,
): void {
  if (written.length > 0) {
    reasons.fail(
      'generated-touched',
      say`Changes generated files, which only publishing writes: ${paths(written)}.`,
      say`Undo it: git checkout origin/main -- <file>`,
      placeOf(written),
    );
  }
  if (guarded.length > 0) {
    reasons.fail(
      'protected-touched',
      say`Changes the marketplace's own files, which only its curators may change: ${paths(guarded)}.`,
      say`Undo it, or ask a curator to open a pull request for it.`,
      placeOf(guarded),
    );
  }
}

function paths(files: readonly FileChange[]) {
  return listing(files.map(({ path }) => path));
}

/** Where a reason is about one file, that file. */
function placeOf([first, ...others]: readonly FileChange[]): { file?: string } {
  return first === undefined || others.length > 0 ? {} : { file: first.path };
}
