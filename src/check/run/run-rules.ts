import { type Diagnostic, type Severity, visible } from '../diagnostic.ts';
import type { Finding, RuleFacts } from '../rule.ts';

/** How findings become diagnostics. */
export type RunOptions = {
  /** The page of a rule. */
  docsOf(rule: string): string;
  /** Where a finding is; its file's first character where absent. */
  placeOf?(finding: Finding): { line: number; column: number };
  /** The file of findings that name none; the folder itself where absent. */
  file?: string;
  /** The severity that the policy gives a rule, if any. */
  severityOf?(rule: RuleFacts): Severity | 'off' | undefined;
  /** Findings of one rule, severity and file that are listed; the rest is counted. */
  mostAlike?: number;
};

type RuleOf<Context> = RuleFacts & { check(context: Context): void | Promise<void> };

/** A finding in the form in which it is printed. */
export function toDiagnostic(rule: RuleFacts, finding: Finding, options: RunOptions): Diagnostic {
  return {
    rule: rule.id,
    authority: rule.authority,
    severity: finding.severity ?? rule.severity,
    file: visible(finding.file ?? options.file ?? '.'),
    ...(options.placeOf?.(finding) ?? { line: 1, column: 1 }),
    message: finding.message,
    fix: finding.fix,
    docs: options.docsOf(rule.id),
  };
}

/**
 * Runs rules one after the other over one subject, and makes diagnostics of what they find; unsorted.
 * @param contextWith the subject, given the function that the rules report to
 */
export async function runRules<Context>(
  rules: Iterable<RuleOf<Context>>,
  contextWith: (report: (finding: Finding) => void) => Context,
  options: RunOptions,
): Promise<Diagnostic[]> {
  const { severityOf, mostAlike = Number.POSITIVE_INFINITY } = options;
  const diagnostics: Diagnostic[] = [];
  /** How often a severity and file were reported by the current rule. */
  const alike = new Map<string, { severity: Severity; file: string; times: number }>();
  let rule: RuleFacts;
  let adjusted: Severity | undefined;
  const report = (finding: Finding) => {
    const severity = adjusted ?? finding.severity ?? rule.severity;
    const file = finding.file ?? options.file ?? '.';
    const key = `${severity} ${file}`;
    const known = alike.get(key) ?? { severity, file, times: 0 };
    alike.set(key, known);
    if (++known.times <= mostAlike) diagnostics.push(toDiagnostic(rule, { ...finding, severity }, options));
  };
  const context = contextWith(report);
  for (const next of rules) {
    const severity = severityOf?.(next);
    if (severity === 'off') continue;
    rule = next;
    adjusted = severity;
    const pending = next.check(context);
    if (pending !== undefined) await pending;
    if (alike.size === 0) continue;
    for (const { severity, file, times } of alike.values()) {
      if (times <= mostAlike) continue;
      const more = times - mostAlike;
      const message = `There ${more === 1 ? 'is 1 more' : `are ${more} more`} like the ${mostAlike} that are listed for this file.`;
      const fix = 'Fix the ones that are listed, then check again.';
      diagnostics.push(toDiagnostic(rule, { severity, file, message, fix }, options));
    }
    alike.clear();
  }
  return diagnostics;
}
