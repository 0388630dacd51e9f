import { byText } from '../plugin/text.ts';
import { written } from '../plugin/values.ts';

/** `error` stops a plugin from being listed, `warning` is worth fixing, `info` is only shown. */
export type Severity = 'error' | 'warning' | 'info';

/** Who says so: the real client would refuse, ignore or warn about it; or it is the marketplace's own policy. */
export type Authority = 'claude-code' | 'marketplace';

/** One thing that a rule found, in the form in which it is printed. */
export type Diagnostic = {
  /** The rule's id, which is its folder's name. */
  rule: string;
  authority: Authority;
  severity: Severity;
  /** Relative to the target's folder, with `/`; `.` for the folder itself. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based, in UTF-16 units. */
  column: number;
  /** One sentence: what is so, with the value quoted. */
  message: string;
  /** What to type, or the corrected text. */
  fix: string;
  /** The rule's page. */
  docs: string;
  /** The reason given in `waivers.json`, where this was lowered to `info` by a waiver. */
  waived?: string;
};

const severityOrder: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Orders diagnostics by file, line, column, severity, rule and message, so that the same tree prints the same text. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    byText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    severityOrder[a.severity] - severityOrder[b.severity] ||
    byText(a.rule, b.rule) ||
    byText(a.message, b.message)
  );
}

/** The page of a rule, in the marketplace's repository (`owner/name`). */
export function docsOf(repository: string, rule: string): string {
  return `https://github.com/${repository}/blob/main/src/check/rules/${rule}/README.md`;
}

/** Longest quoted value in a message, in UTF-16 units. */
const longestQuote = 80;

/**
 * A value from a plugin, safe to stand in a message: quoted, cut to 80 characters,
 * with everything invisible or direction-changing written as `\u{…}`.
 */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : written(value);
  const cut = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
  return `"${visible(cut)}"`;
}

/**
 * A name as one word of a shell command, so that pasting the command runs nothing that the name holds: as it is where no shell reads anything into
 * it, else in quotes, with what cannot be seen written as `\u{…}`.
 */
export function shellWord(name: string): string {
  // zsh looks a word that starts with "=" up as a command.
  return /^(?![-=])[\w@%+=:,./-]+$/.test(name) ? name : `'${visible(name).replaceAll("'", "'\\''")}'`;
}

/** Everything that a terminal or a reader's eye could be fooled by, written out. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** `1 error`, `2 errors`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
