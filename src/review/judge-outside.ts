import { configFile } from '../check/config/config.ts';
import type { ChangedConfig } from './changed-config.ts';
import type { FileChange } from './changes.ts';
import type { Reasons } from './reasons.ts';
import { listing, say, sentence, type Words } from './words.ts';

/** What publishing writes and nobody else: it would overwrite whatever a pull request puts there. */
const generated: readonly RegExp[] = [
  /^registry\.json$/,
  /^\.claude-plugin\//,
  /^(?:\.github\/|docs\/)?CODEOWNERS$/,
];

/** Text for people, in places from which nothing is run or judged. */
const document = /^(?:[^/]+|docs\/.+)\.md$|^LICENSE$/i;

/** What a pull request changes outside of plugins. */
type OutsideChanges = {
  files: readonly FileChange[];
  /** Entries of `plugins/` that are not folders. */
  strays: readonly FileChange[];
  unusable: readonly FileChange[];
  config: ChangedConfig;
};

/** Judges the changes outside of plugins, where everything lies that the marketplace itself is made of. */
export function judgeOutside(changes: OutsideChanges, isCurator: boolean, reasons: Reasons): void {
  const { files, strays, unusable, config } = changes;
  const { ask, fail } = reasons;
  about(unusable, (paths, place) =>
    fail(
      'path-unusable',
      say`These paths cannot be checked out everywhere, or lead elsewhere or into git's own folder: ${paths}.`,
      say`Remove them from all commits, not only from the last one.`,
      place,
    ),
  );
  about(
    strays.filter(({ change }) => change !== 'removed'),
    (paths, place) =>
      fail(
        'plugins-stray',
        say`Expected only folders in ${'plugins/'}, but this adds something else: ${paths}.`,
        say`Put a plugin's files into a folder of its own. Links and submodules are never followed.`,
        place,
      ),
  );
  const kinds = Map.groupBy(files, (file) => kindOf(file, config.recordsOnly));
  judgeGuarded(kinds.get('generated'), kinds.get('protected'), isCurator, reasons);
  about(kinds.get('document'), (paths, place) =>
    ask(
      'documents-changed',
      say`Changes documents: ${paths}.`,
      say`Is the new text of ${paths} correct?`,
      place,
    ),
  );
  if (config.problem !== undefined) {
    fail(
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

/** Only publishing writes generated files, and only curators change the marketplace's own files. A curator's change needs another curator. */
function judgeGuarded(
  written: readonly FileChange[] | undefined,
  guarded: readonly FileChange[] | undefined,
  isCurator: boolean,
  { ask, fail }: Reasons,
): void {
  about(written, (paths, place) =>
    isCurator
      ? ask(
          'generated-by-curator',
          say`Changes generated files: ${paths}.`,
          say`Should ${paths} be changed by hand, although the next publishing overwrites it?`,
          place,
        )
      : fail(
          'generated-touched',
          say`Changes generated files, which only publishing writes: ${paths}.`,
          say`Undo it: git checkout origin/main -- <file>`,
          place,
        ),
  );
  about(guarded, (paths, place) =>
    isCurator
      ? ask(
          'protected-by-curator',
          say`Changes the marketplace's own files: ${paths}.`,
          say`Is the change to ${paths} correct? Read it: this review was made without it.`,
          place,
        )
      : fail(
          'protected-touched',
          say`Changes the marketplace's own files, which only its curators may change: ${paths}.`,
          say`Undo it, or ask a curator to open a pull request for it.`,
          place,
        ),
  );
}

/** Adds a reason about some files, where there are any. It has a place where it is about one file. */
function about(
  files: readonly FileChange[] = [],
  add: (paths: Words, place: { file?: string }) => void,
): void {
  const [first, ...others] = files;
  if (first === undefined) return;
  add(listing(files.map(({ path }) => path)), others.length > 0 ? {} : { file: first.path });
}
