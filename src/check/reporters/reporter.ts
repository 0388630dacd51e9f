import type { Diagnostic } from '../diagnostic.ts';

/** One checked folder, ready to be reported. */
export type TargetResult = {
  kind: 'plugin' | 'marketplace';
  /** From the manifest, else the folder's. */
  name: string;
  /** The folder as it was given, with `/`. */
  dir: string;
  /** `error` where the command's exit code says so too. */
  status: 'ok' | 'error';
  diagnostics: readonly Diagnostic[];
  /** The text of a file that a diagnostic names, for showing the place. */
  textOf(file: string): string | undefined;
};

/** How much was checked, and what was found. */
export type Summary = {
  targets: number;
  /** Targets whose status is `error`. */
  failed: number;
  errors: number;
  warnings: number;
  infos: number;
  /** Of the infos, what a waiver lowered. */
  waived: number;
};

/** What is the same for a whole run. */
export type Run = {
  /** See `rulesetVersion`. */
  ruleset: string;
  /** Number of targets. */
  targets: number;
  /** The page of the project that checks. */
  home: string;
};

/** Writes what a run finds, piece by piece, so that nothing is kept of a reported target. Each method returns text to print. */
export type Reporter = {
  begin(run: Run): string;
  target(result: TargetResult): string;
  end(summary: Summary): string;
};

/** A file of a target as a path: `plugins/tiny/README.md`; the folder itself for `.`. */
export function pathOf(dir: string, file: string): string {
  if (file === '.') return dir;
  return dir === '.' ? file : `${dir.replace(/\/$/, '')}/${file}`;
}
