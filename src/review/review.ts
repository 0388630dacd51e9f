import type { Diagnostic } from '../check/diagnostic.ts';
import type { CloseName } from '../check/text/names.ts';
import type { Capability, CapabilityKind, ComponentKind } from '../plugin/plugin.ts';
import type { Words } from './words.ts';

/** `pass`: a machine may merge it. `review`: a person must look, and at exactly what. `fail`: it cannot be merged as it is. */
export type Verdict = 'pass' | 'review' | 'fail';

/** Why a pull request fails, in the order in which reasons are told. Leaving dependents behind is only asked about where a curator does it. */
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

/** What a person is asked, in the order in which it is asked. */
export const questions = [
  'generated-by-curator',
  'protected-by-curator',
  'documents-changed',
  'plugin-new',
  'plugin-renamed',
  'plugin-removed',
  'name-similar',
  'changed-by-curator',
  'maintainer-unknown',
  'maintainer-added',
  'maintainer-removed',
  'maintainer-named',
  'waiver-added',
  'waiver-widened',
  'capability-gained',
  'capability-changed',
  'attributes-changed',
  'license-changed',
  'author-changed',
  'replacement-named',
  'version-unordered',
  'change-large',
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
  /** One sentence: what is so. */
  message: Words;
  /** fail only: what to do about it. */
  fix?: Words;
  /** review only: what has to be answered. */
  question?: Words;
  /** review only: GitHub logins of those who can answer. */
  askOf?: readonly string[];
  /** diagnostic-error only. */
  rule?: string;
  /** capability-changed only: the exact thing, such as a command. */
  before?: string;
  after?: string;
};

/** The first of many, and how many there are. */
export type Some<T> = { count: number; listed: readonly T[] };

/** A capability that one side has and the other has not, or has otherwise. */
export type CapabilityChange = {
  kind: CapabilityKind;
  change: 'gained' | 'lost' | 'changed';
  /** Whether it lets the plugin do no more than before: what was lost, and lists that only became shorter. */
  narrowed: boolean;
  before?: Capability;
  after?: Capability;
};

/** A file that differs between the two sides. */
export type ChangedFile = { path: string; change: 'added' | 'modified' | 'removed' };

/** A component by what it is and how it is called. */
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
  /** GitHub logins from the listing before the change: who may change it. */
  maintainers: readonly string[];
  /** Sorted by path, relative to the plugin. */
  files: Some<ChangedFile>;
  /** Of added and modified files, after the change. */
  changedBytes: number;
  /** What the check says now and did not say before. */
  diagnostics: Some<Diagnostic>;
  /** How much of what the check says it said before. */
  oldDiagnostics: number;
  capabilities: Some<CapabilityChange>;
  components: { gained: Some<NamedComponent>; lost: Some<NamedComponent> };
  /** Estimated tokens; see `Plugin.tokens`. */
  tokens: { before: { alwaysOn: number; onInvoke: number }; after: { alwaysOn: number; onInvoke: number } };
  /** added and renamed only: the other plugin whose name is closest. */
  similarName?: CloseName;
};

/** One side of a comparison: how it was asked for, and the commit that it is. */
export type Side = { name: string; commit: string };

/** What a pull request does, and whether it may. */
export type Review = {
  verdict: Verdict;
  base: Side;
  head: Side;
  /** Whether the two have diverged, so that what is judged is the merge of them. */
  merged: boolean;
  /** GitHub login; absent where nobody said, so that a stranger is assumed. */
  author?: string;
  curators: readonly string[];
  /** Failures first, each in the order of `failures` and `questions`, then by plugin, file and line. */
  reasons: readonly Reason[];
  /** Sorted by name. */
  plugins: readonly PluginReview[];
  /** Changed files that belong to no plugin, from the marketplace's folder. */
  outside: Some<ChangedFile>;
  /** `owner/name` on GitHub, from the base. */
  repository?: string;
};

/** What there is to say instead, where two sides cannot be compared at all. */
export type ReviewProblem = { message: string; fix: string };
