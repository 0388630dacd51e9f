import { configFile } from '../check/config/config.ts';
import type { ChangedConfig } from './changed-config.ts';
import type { FileChange } from './changes.ts';
import { describeWorkflow } from './describe-workflow.ts';
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
  /** The text of a blob by git's id, where it is one of moderate size. */
  textOf(id: string): string | undefined;
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
  judgeGenerated(kinds.get('generated'), isCurator, reasons);
  judgeProtected(kinds.get('protected') ?? [], changes, isCurator, reasons);
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

/** Only publishing writes generated files. */
function judgeGenerated(
  written: readonly FileChange[] | undefined,
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
}

const workflow = /^\.github\/(?:workflows\/[^/]+|actions\/(?:.+\/)?action)\.ya?ml$/i;
/** Workflows whose changes are described one by one. */
const mostWorkflows = 20;

/** Only curators change the marketplace's own files, and a curator's change needs another curator, who is told what it means. */
function judgeProtected(
  files: readonly FileChange[],
  { config, textOf }: OutsideChanges,
  isCurator: boolean,
  { ask, fail }: Reasons,
): void {
  if (!isCurator) {
    for (const { message, fix } of config.wrongRecords)
      fail('protected-touched', message, fix, { file: configFile });
    const others = files.filter(({ path }) => path !== configFile || config.wrongRecords.length === 0);
    about(others, (paths, place) =>
      fail(
        'protected-touched',
        say`Changes the marketplace's own files, which only its curators may change: ${paths}.${inOneLine(place.file === configFile ? config.changes : [])}`,
        place.file === configFile
          ? say`Undo it: git checkout origin/main -- ${configFile}. Then add to "renames" only what became of the plugins that this pull request removes, or ask a curator to open a pull request for the rest.`
          : say`Undo it, or ask a curator to open a pull request for it.`,
        place,
      ),
    );
    return;
  }
  const described = new Set<string>();
  const describe = (path: string, sentences: readonly Words[]) => {
    described.add(path);
    ask(
      'protected-by-curator',
      say`Changes ${path}.${inOneLine(sentences)}`,
      say`Is the change to ${path} right?${inOneLine(sentences)} This review was made without it.`,
      { file: path },
    );
  };
  if (files.some(({ path }) => path === configFile)) describe(configFile, config.changes);
  for (const { path, formerId, id } of files
    .filter((file) => workflow.test(file.path))
    .slice(0, mostWorkflows)) {
    const [before, after] = [formerId, id].map((blob) =>
      blob === undefined ? undefined : (textOf(blob) ?? '['),
    );
    describe(path, describeWorkflow(before, after));
  }
  about(
    files.filter(({ path }) => !described.has(path)),
    (paths, place) =>
      ask(
        'protected-by-curator',
        say`Changes the marketplace's own files: ${paths}.`,
        say`Is the change to ${paths} correct? Read it: this review was made without it.`,
        place,
      ),
  );
}

/** Sentences one after another, each after a space. */
function inOneLine(sentences: readonly Words[]): Words {
  return sentences.flatMap((words) => [' ', ...words]);
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
