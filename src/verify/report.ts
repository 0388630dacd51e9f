import type { Attested } from './bundle.ts';

/** `unknown` where there is nothing to compare with, which is never as good as `same`. */
export type Verdict = 'same' | 'differs' | 'unknown';

/** One file that is not as it was published. `mode`: only whether it is a program differs. */
export type Difference = { path: string; kind: 'changed' | 'missing' | 'added' | 'mode' };

/** Something in a copy that is not held against the registry; `why` is a sentence about it. */
export type Apart = { path: string; why: string };

/** What was found out about one copy of a plugin. */
export type CopyReport = {
  plugin: string;
  version?: string;
  /** Path of its folder. */
  path: string;
  /** How Claude Code came by it: `user`, `project`, `local`, `managed`, or `read in place`; absent for a folder that was named. */
  scope?: string;
  /** Path of the project that it is installed for. */
  project?: string;
  verdict: Verdict;
  /** What was compared: every file, no more than the digest over all of them, or nothing. */
  compared: 'files' | 'digest' | 'nothing';
  /** What it was held against, in words. */
  against: string;
  /** See `Plugin.digest`: of the copy without what is `apart`. */
  digest: string;
  /** How many files of the copy were compared. */
  files: number;
  /** Sorted by path. */
  differences: readonly Difference[];
  apart: readonly Apart[];
  /** Sentences. */
  notes: readonly string[];
};

/** What was found out about all copies. */
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
  /** What an attestation says of the registry; absent where none was given. */
  attestation?: Attested;
  copies: readonly CopyReport[];
  verdict: Verdict;
};

/** The worst of several verdicts; of none, `unknown`. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('differs')) return 'differs';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'same';
}
