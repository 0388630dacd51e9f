import { offsetOf, positionAt } from '../../plugin/json.ts';
import type { PluginContent } from '../../plugin/plugin.ts';
import type { Source } from '../../plugin/source.ts';
import type { Policy } from '../config/policy.ts';
import { readWaivers, waiversFile } from '../config/waivers.ts';
import { compareDiagnostics, type Diagnostic, quote, type Severity, visible } from '../diagnostic.ts';
import type { Finding, Rule, Surroundings } from '../rule.ts';

/** What a plugin is judged by. */
export type CheckOptions = {
  rules: readonly Rule[];
  policy: Policy;
  marketplace?: Surroundings;
  /** The page of a rule. */
  docsOf(rule: string): string;
};

/**
 * Findings of one rule, severity and file that are told apart; what is beyond is counted. No file can fill the memory with what is wrong in it,
 * and none can hide a finding behind others that are waived or worth less.
 */
const mostAlike = 25;

/** Runs every rule that applies over a plugin that was read, and lowers what its waivers name. Sorted. */
export async function checkPlugin(
  source: Source,
  plugin: PluginContent,
  options: CheckOptions,
): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const { policy, marketplace } = options;
  let rule: Rule;
  let adjusted: Severity | undefined;
  const counts = new Map<string, { severity: Severity; file: string; more: number }>();
  // One context for all rules, which run one after the other: one for each would cost more than most of them.
  const report = (finding: Finding) => {
    const severity = adjusted ?? finding.severity ?? rule.severity;
    const file = visible(finding.file ?? '.');
    const key = `${severity} ${file}`;
    const known = counts.get(key) ?? { severity, file, more: -mostAlike };
    if (known.more === -mostAlike) counts.set(key, known);
    if (++known.more > 0) return;
    diagnostics.push({
      rule: rule.id,
      authority: rule.authority,
      severity,
      file,
      ...place(source, finding),
      message: finding.message,
      fix: finding.fix,
      docs: options.docsOf(rule.id),
    });
  };
  const context = { source, plugin, policy, marketplace, report };
  for (const applying of rulesFor(options)) {
    ({ rule, adjusted } = applying);
    const pending = rule.check(context);
    if (pending !== undefined) await pending;
    if (counts.size === 0) continue;
    for (const { severity, file, more } of counts.values()) {
      if (more <= 0) continue;
      diagnostics.push({
        rule: rule.id,
        authority: rule.authority,
        severity,
        file,
        line: 1,
        column: 1,
        message: `There ${more === 1 ? 'is 1 more' : `are ${more} more`} like the ${mostAlike} that are shown of this file.`,
        fix: 'Mend those that are shown, then check again.',
        docs: options.docsOf(rule.id),
      });
    }
    counts.clear();
  }
  if (source.files.has(waiversFile)) waive(diagnostics, source, options);
  return diagnostics.sort(compareDiagnostics);
}

type AdjustedRule = { rule: Rule; adjusted: Severity | undefined };

const chosen = new WeakMap<CheckOptions, AdjustedRule[]>();

/** The rules that apply under a policy, worked out once for all plugins that are judged by it. */
function rulesFor(options: CheckOptions): readonly AdjustedRule[] {
  const known = chosen.get(options);
  if (known !== undefined) return known;
  const applying = options.rules.flatMap((rule): AdjustedRule[] => {
    if (rule.marketplaceOnly === true && options.marketplace === undefined) return [];
    const adjusted = adjustedBy(options.policy, rule);
    return adjusted === 'off' ? [] : [{ rule, adjusted }];
  });
  chosen.set(options, applying);
  return applying;
}

/** The severity that the owner gave a rule; undefined where it keeps its own, as one does that is the client's or that cannot be waived. */
export function adjustedBy(
  { rules }: Policy,
  { id, authority, waivable }: Pick<Rule, 'id' | 'authority' | 'waivable'>,
): Severity | 'off' | undefined {
  return authority === 'marketplace' && waivable ? rules[id] : undefined;
}

/** Lowers what the waivers name. What the client itself refuses stays an error whatever a waiver says; a waiver that lowers nothing is said. */
function waive(diagnostics: Diagnostic[], source: Source, options: CheckOptions): void {
  const waivable = new Set(options.rules.filter((rule) => rule.waivable).map((rule) => rule.id));
  const reasons = new Map<string, { reason: string; used: boolean; index: number }>();
  for (const { rule, file, reason, index } of readWaivers(source).waivers) {
    if (waivable.has(rule)) reasons.set(`${rule} ${file}`, { reason, used: false, index });
  }
  for (const diagnostic of diagnostics) {
    const waiver = reasons.get(`${diagnostic.rule} ${diagnostic.file}`);
    if (waiver === undefined) continue;
    waiver.used = true;
    if (diagnostic.authority === 'claude-code' && diagnostic.severity === 'error') continue;
    diagnostic.severity = 'info';
    diagnostic.waived = waiver.reason;
  }
  const file = waiversFile;
  for (const [key, { used, index }] of reasons) {
    if (used || !options.rules.some((rule) => rule.id === 'waiver-invalid')) continue;
    diagnostics.push({
      rule: 'waiver-invalid',
      authority: 'marketplace',
      severity: 'warning',
      file,
      ...place(source, { file, at: { json: [index] }, message: '', fix: '' }),
      message: `The waiver of ${quote(key.split(' ', 1)[0])} lowers nothing any more.`,
      fix: 'Take it out, so that it cannot hide what comes later.',
      docs: options.docsOf('waiver-invalid'),
    });
  }
}

/** Line and column of a finding. */
export function place(source: Source, finding: Finding): { line: number; column: number } {
  const { at, file } = finding;
  if (at === undefined || file === undefined) return { line: 1, column: 1 };
  if ('line' in at) return { line: at.line, column: at.column ?? 1 };
  const resolved = source.resolve(file);
  const text = source.files.get(resolved.path)?.text ?? '';
  return positionAt(
    text,
    'offset' in at ? at.offset : offsetOf(text, at.json, at.key === true ? 'key' : 'value'),
  );
}
