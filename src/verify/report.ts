import type { Attested } from './bundle.ts';

/** `unknown` where there is nothing to compare with. */
export type Verdict = 'same' | 'differs' | 'unknown';

/** One file that is not as it was published. `mode`: only its executable bit differs. */
export type Difference = { path: string; kind: 'changed' | 'missing' | 'added' | 'mode' };

/** Something in a copy that may differ from what was published; `why` is a sentence. */
export type AllowedDifference = { path: string; why: string };

/** The result for one copy of a plugin. */
export type CopyReport = {
  plugin: string;
  version?: string;
  /** Path of its folder. */
  path: string;
  /** `user`, `project`, `local`, `managed`, or `read in place`; absent for a folder that was named. */
  scope?: string;
  /** Path of the project that it is installed for. */
  project?: string;
  verdict: Verdict;
  /** What was compared: every file, only the digest over all of them, or nothing. */
  compared: 'files' | 'digest' | 'nothing';
  /** What it was compared with, in words. */
  against: string;
  /** See `Plugin.digest`: of the copy without what Claude Code added. */
  digest: string;
  /** How many files of the copy were compared. */
  files: number;
  /** Sorted by path. */
  differences: readonly Difference[];
  allowed: readonly AllowedDifference[];
  /** Sentences. */
  notes: readonly string[];
};

/** The result for all copies. */
export type VerifyReport = {
  schemaVersion: 1;
  registry: {
    /** Name of the marketplace. */
    name: string;
    /** Path or address. */
    source: string;
    /** Lower-case hex, of the file as it is. */
    sha256: string;
  };
  /** What an attestation says about the registry; absent where none was given. */
  attestation?: Attested;
  copies: readonly CopyReport[];
  verdict: Verdict;
};

/** The worst of several verdicts; of none, `unknown`. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('differs')) return 'differs';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'same';
}
