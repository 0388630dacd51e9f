import { configFile, readConfig } from '../check/config/config.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import { readBlob } from '../plugin/git.ts';
import { asRecord, own } from '../plugin/values.ts';
import type { FileChange } from './changes.ts';
import type { Reason } from './review.ts';
import { listing, say, sentence } from './words.ts';

/** What publishing writes. Nobody else does: whatever a pull request says there would be overwritten. */
const generated: readonly (string | RegExp)[] = [
  'registry.json',
  /^\.claude-plugin\//,
  /^(?:\.github\/|docs\/)?CODEOWNERS$/,
];

/** Text for people: in these places nothing is run or judged by. */
const document = /^(?:[^/]+|docs\/.+)\.md$|^LICENSE$/i;

/** Bytes of a configuration. */
const largestConfig = 1 << 20;

/** What a pull request records under `renames`: names that its removed plugins leave behind. */
export type RecordedRenames = Readonly<Record<string, string | null>>;

/** What a pull request changes that belongs to no plugin. */
export type OutsideInputs = {
  root: string;
  changes: readonly FileChange[];
  strays: readonly FileChange[];
  unusable: readonly FileChange[];
  /** The configuration as the base has it, as it is written. */
  configText: string;
  /** The plugins that the pull request removes. */
  removed: ReadonlySet<string>;
  /** All plugins that there are after it. */
  names(): readonly string[];
  isCurator: boolean;
  askOf: readonly string[];
};

/** Judges what belongs to no plugin: all that the judge itself is made of lies there. */
export function judgeOutside(inputs: OutsideInputs): { reasons: Reason[]; renames: RecordedRenames } {
  const { isCurator, askOf } = inputs;
  const reasons: Reason[] = [];
  const config = readChangedConfig(inputs);
  const about = (
    id: Reason['id'],
    files: readonly FileChange[],
    reason: Pick<Reason, 'verdict' | 'message'> & Partial<Reason>,
  ) => {
    const first = files[0];
    if (first !== undefined)
      reasons.push({ id, ...(files.length === 1 ? { file: first.path } : {}), ...reason });
  };
  const paths = (files: readonly FileChange[]) => listing(files.map(({ path }) => path));

  const isGenerated = ({ path }: FileChange) =>
    generated.some((pattern) => (typeof pattern === 'string' ? path === pattern : pattern.test(path)));
  // A link, a submodule or a program is no document, whatever it is called.
  const isDocument = ({ path, mode }: FileChange) =>
    document.test(path) && (mode === undefined || mode === '100644');
  const written = inputs.changes.filter(isGenerated);
  const documents = inputs.changes.filter((file) => !isGenerated(file) && isDocument(file));
  const guarded = inputs.changes.filter(
    (file) => !isGenerated(file) && !isDocument(file) && !(file.path === configFile && config.recordsOnly),
  );

  about('path-unusable', inputs.unusable, {
    verdict: 'fail',
    message: say`Expected paths that every checkout can hold, and these lead elsewhere or into git's own folder: ${paths(inputs.unusable)}.`,
    fix: say`Take them out of the commits, not only out of the last one.`,
  });
  about(
    'plugins-stray',
    inputs.strays.filter(({ change }) => change !== 'removed'),
    {
      verdict: 'fail',
      message: say`Expected only folders in ${'plugins/'}, and this puts something else there: ${paths(inputs.strays.filter(({ change }) => change !== 'removed'))}.`,
      fix: say`Put a plugin's files into a folder of its own; links and submodules are never followed.`,
    },
  );
  if (isCurator) {
    about('generated-by-curator', written, {
      verdict: 'review',
      message: say`Changes what publishing writes: ${paths(written)}.`,
      question: say`Should ${paths(written)} be changed by hand, although the next publishing writes it anew?`,
      askOf,
    });
    about('protected-by-curator', guarded, {
      verdict: 'review',
      message: say`Changes what the marketplace itself is made of: ${paths(guarded)}.`,
      question: say`Is the change of ${paths(guarded)} right, judged by reading it? It is not in force in this review.`,
      askOf,
    });
  } else {
    about('generated-touched', written, {
      verdict: 'fail',
      message: say`Changes what only publishing writes: ${paths(written)}.`,
      fix: say`Take it out: git checkout origin/main -- <file>`,
    });
    about('protected-touched', guarded, {
      verdict: 'fail',
      message: say`Changes what the marketplace itself is made of, which only its curators may: ${paths(guarded)}.`,
      fix: say`Take it out, or ask a curator to open it as a pull request of their own.`,
    });
  }
  about('documents-changed', documents, {
    verdict: 'review',
    message: say`Changes what people read: ${paths(documents)}.`,
    question: say`Is what ${paths(documents)} newly says right?`,
    askOf,
  });
  if (config.problem !== undefined) {
    reasons.push({
      id: 'config-invalid',
      verdict: 'fail',
      file: configFile,
      line: config.problem.line,
      message: say`The configuration would not be valid: ${sentence(config.problem.message)}`,
      fix: sentence(config.problem.fix),
    });
  }
  return { reasons, renames: config.renames };
}

type ChangedConfig = {
  renames: RecordedRenames;
  /** Whether all that it does is to record what became of the plugins that are removed. */
  recordsOnly: boolean;
  problem?: { line: number; message: string; fix: string };
};

function readChangedConfig({ root, changes, configText, removed, names }: OutsideInputs): ChangedConfig {
  const before = parse(configText);
  const unchanged: ChangedConfig = { renames: renamesIn(before), recordsOnly: false };
  const change = changes.find(({ path }) => path === configFile);
  if (change === undefined) return unchanged;
  const blob =
    change.id === undefined || change.mode !== '100644'
      ? undefined
      : readBlob(root, change.id, largestConfig);
  if (blob === undefined) {
    return {
      ...unchanged,
      problem: { line: 1, message: 'there would be no such file of at most 1 MB.', fix: 'Keep the file.' },
    };
  }
  const text = blob.toString('utf8');
  const read = readConfig(text);
  if (!read.ok) {
    const [first] = read.problems;
    return { ...unchanged, ...(first === undefined ? {} : { problem: first }) };
  }
  const after = parse(text);
  const renames = renamesIn(after);
  const had = renamesIn(before);
  const added = Object.keys(renames).filter((name) => !Object.hasOwn(had, name));
  const kept = Object.keys(had).every((name) => Object.hasOwn(renames, name) && renames[name] === had[name]);
  const recordsOnly =
    kept &&
    added.length > 0 &&
    added.every((name) => removed.has(name) && leadsToPlugin(renames[name] ?? null, names)) &&
    process
      .getBuiltinModule('node:util')
      .isDeepStrictEqual({ ...before, renames: {} }, { ...after, renames: {} });
  return { renames, recordsOnly };
}

function leadsToPlugin(target: string | null, names: () => readonly string[]): boolean {
  return target === null || names().includes(target);
}

function parse(text: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch {
    return {};
  }
}

function renamesIn(config: Record<string, unknown>): MarketplaceConfig['renames'] {
  const entries = Object.entries(asRecord(own(config, 'renames')));
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string | null] => entry[1] === null || typeof entry[1] === 'string',
    ),
  );
}
