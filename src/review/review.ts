import type { Diagnostic } from '../check/diagnostic.ts';
import type { CloseName } from '../check/text/names.ts';
import type { Capability, CapabilityKind, ComponentKind } from '../plugin/kinds/list.ts';
import type { ChangedLine } from './effective-changes.ts';
import type { Words } from './words.ts';

/** `pass`: a machine may merge it. `review`: a person must answer its questions. `fail`: it cannot be merged as it is. */
export type Verdict = 'pass' | 'review' | 'fail';

/** Why a pull request fails, in the order in which reasons are listed. `dependents-left` is only a question where a curator removes the plugin. */
export const failures = [
  'config-unreadable',
  'merge-conflict',
  'nothing-changed',
  'too-much',
  'path-unusable',
  'generated-touched',
  'protected-touched',
  'config-invalid',
  'plugins-stray',
  'history-secret',
  'not-maintainer',
  'too-many-plugins',
  'name-reused',
  'removal-unrecorded',
  'dependents-left',
  'version-removed',
  'version-lowered',
  'version-not-raised',
  'version-released',
  'diagnostic-error',
] as const;

/** What a person is asked, in the order in which questions are listed. */
export const questions = [
  'generated-by-curator',
  'protected-by-curator',
  'documents-changed',
  'plugin-new',
  'plugin-renamed',
  'plugin-removed',
  'name-similar',
  'name-claims',
  'changed-by-curator',
  'fixed-by-stranger',
  'maintainer-unknown',
  'maintainer-added',
  'maintainer-removed',
  'maintainer-named',
  'waiver-added',
  'waiver-widened',
  'capability-gained',
  'capability-changed',
  'tool-added',
  'tool-changed',
  'effective-changed',
  'merging-widened',
  'attributes-changed',
  'license-changed',
  'author-changed',
  'address-moved',
  'replacement-named',
  'version-unordered',
  'change-large',
  'history-large',
  'history-unread',
] as const;

export type ReasonId = (typeof failures)[number] | (typeof questions)[number];

/** Why the verdict is what it is. */
export type Reason = {
  id: ReasonId;
  /** What this reason alone would give. */
  verdict: 'review' | 'fail';
  /** The plugin's folder, where it is about one. */
  plugin?: string;
  /** Path from the marketplace's folder, and 1-based line. */
  file?: string;
  line?: number;
  /** One sentence: what was found. */
  message: Words;
  /** fail only: what to do about it. */
  fix?: Words;
  /** review only: the question to answer. */
  question?: Words;
  /** review only: GitHub logins of those who can answer. */
  askOf?: readonly string[];
  /** diagnostic-error only. */
  rule?: string;
  /** capability-changed and tool-changed only: exactly what changed, such as a command. */
  before?: string;
  after?: string;
  /** The lines that take effect and differ, by file of the plugin. */
  changes?: readonly ShownChange[];
};

/** Lines of one file, as far as they are shown, and how many there are. The file is relative to the plugin. */
export type ShownChange = { file: string; count: number; lines: readonly ChangedLine[] };

/** The first entries of a list, and the length of the whole. */
export type CountedList<T> = { count: number; listed: readonly T[] };

/** A capability that only one side has, or that differs between the sides. */
export type CapabilityChange = {
  kind: CapabilityKind;
  change: 'gained' | 'lost' | 'changed';
  /** Whether the plugin can do no more than before: a capability was lost, or a list only became shorter. */
  narrowed: boolean;
  before?: Capability;
  after?: Capability;
};

/** A file that differs between the two sides. */
export type ChangedFile = { path: string; change: 'added' | 'modified' | 'removed' };

/** A component by its kind and name. */
export type NamedComponent = { kind: ComponentKind; name: string };

/** What a pull request does to one plugin. */
export type PluginReview = {
  /** The folder's name; of a renamed plugin, the new one. */
  name: string;
  change: 'added' | 'updated' | 'renamed' | 'removed';
  /** renamed only. */
  formerName?: string;
  verdict: Verdict;
  /** Versions as the manifests name them. */
  version: { before?: string; after?: string };
  /** GitHub logins in the listing before the change: who may change the plugin. */
  maintainers: readonly string[];
  /** Sorted by path, relative to the plugin. */
  files: CountedList<ChangedFile>;
  /** Of added and modified files, after the change. */
  changedBytes: number;
  /** Findings of the check that are new. */
  diagnostics: CountedList<Diagnostic>;
  /** How many findings the check had before too. */
  oldDiagnostics: number;
  capabilities: CountedList<CapabilityChange>;
  components: { gained: CountedList<NamedComponent>; lost: CountedList<NamedComponent> };
  /** Estimated tokens; see `Plugin.tokens`. */
  tokens: { before: { alwaysOn: number; onInvoke: number }; after: { alwaysOn: number; onInvoke: number } };
  /** added and renamed only: the other plugin whose name is closest. */
  similarName?: CloseName;
};

/** One side of a comparison: the name that was asked for, and its commit. */
export type Side = { name: string; commit: string };

/** What a pull request changes, and whether it may be merged. */
export type Review = {
  verdict: Verdict;
  base: Side;
  head: Side;
  /** Whether the two have diverged, so that their merge is judged. */
  merged: boolean;
  /** GitHub login; absent where it is not known, so that a stranger is assumed. */
  author?: string;
  curators: readonly string[];
  /** Failures first, each in the order of `failures` and `questions`, then by plugin, file and line. */
  reasons: readonly Reason[];
  /** Sorted by name. */
  plugins: readonly PluginReview[];
  /** Changed files outside of plugins, relative to the marketplace's folder. */
  outside: CountedList<ChangedFile>;
  /** `owner/name` on GitHub, from the base. */
  repository?: string;
};

/** Why two sides cannot be compared at all, and what to do. */
export type ReviewProblem = { message: string; fix: string };
