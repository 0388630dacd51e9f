import type { PluginContent } from '../../plugin/plugin.ts';
import type { Source } from '../../plugin/source.ts';
import type { Policy } from '../config/policy.ts';
import { readWaivers, waiversFile } from '../config/waivers.ts';
import { compareDiagnostics, type Diagnostic, quote, type Severity } from '../diagnostic.ts';
import type { Finding, PluginRule, Rule, RuleFacts, Surroundings } from '../rule.ts';
import { type RunOptions, runRules, toDiagnostic } from './run-rules.ts';

/** What a plugin is checked against. */
export type CheckOptions = {
  rules: readonly Rule[];
  policy: Policy;
  marketplace?: Surroundings;
  /** The page of a rule. */
  docsOf(rule: string): string;
};

/**
 * Findings of one rule, severity and file that are listed. No file can fill the memory with what is wrong in it, and none can hide a finding
 * behind others that are waived or less severe.
 */
const mostAlike = 25;

/** Runs every rule that applies over a plugin that was read, and lowers what its waivers name. Sorted. */
export async function checkPlugin(
  source: Source,
  plugin: PluginContent,
  options: CheckOptions,
): Promise<Diagnostic[]> {
  const { rules, policy, marketplace } = options;
  const applying = rules.filter(
    (rule): rule is PluginRule =>
      rule.looksAt === 'plugin' && (rule.marketplaceOnly !== true || marketplace !== undefined),
  );
  const run: RunOptions = {
    docsOf: options.docsOf,
    placeOf: (finding) => placeIn(source, finding),
    severityOf: (rule) => adjustedBy(policy, rule),
    mostAlike,
  };
  const diagnostics = await runRules(
    applying,
    (report) => ({ source, plugin, policy, marketplace, report }),
    run,
  );
  if (source.files.has(waiversFile)) waive(diagnostics, source, rules, run);
  return diagnostics.sort(compareDiagnostics);
}

/** The severity that the owner gave a rule; undefined for the client's rules and those that cannot be waived, which keep their own. */
export function adjustedBy(
  { rules }: Policy,
  { id, authority, waivable }: Pick<RuleFacts, 'id' | 'authority' | 'waivable'>,
): Severity | 'off' | undefined {
  return authority === 'marketplace' && waivable ? rules[id] : undefined;
}

/** Lowers what the waivers name. What the client itself refuses stays an error despite a waiver; a waiver that lowers nothing is reported. */
function waive(diagnostics: Diagnostic[], source: Source, rules: readonly Rule[], run: RunOptions): void {
  const waivable = new Set(rules.filter((rule) => rule.waivable).map((rule) => rule.id));
  const waivers = new Map<string, { rule: string; reason: string; used: boolean; index: number }>();
  for (const { rule, file, reason, index } of readWaivers(source).waivers) {
    if (waivable.has(rule)) waivers.set(`${rule} ${file}`, { rule, reason, used: false, index });
  }
  for (const diagnostic of diagnostics) {
    const waiver = waivers.get(`${diagnostic.rule} ${diagnostic.file}`);
    if (waiver === undefined) continue;
    waiver.used = true;
    if (diagnostic.authority === 'claude-code' && diagnostic.severity === 'error') continue;
    diagnostic.severity = 'info';
    diagnostic.waived = waiver.reason;
  }
  const reporting = rules.find(({ id }) => id === 'waiver-invalid');
  for (const { rule, used, index } of waivers.values()) {
    if (used || reporting === undefined) continue;
    const finding: Finding = {
      severity: 'warning',
      file: waiversFile,
      at: { json: [index] },
      message: `The waiver of ${quote(rule)} no longer lowers anything.`,
      fix: 'Remove the waiver, so that it cannot hide a later finding.',
    };
    diagnostics.push(toDiagnostic(reporting, finding, run));
  }
}

/** Line and column of a finding in a plugin. */
export function placeIn(source: Source, { at, file }: Finding): { line: number; column: number } {
  if (at === undefined || file === undefined) return { line: 1, column: 1 };
  if ('line' in at) return { line: at.line, column: at.column ?? 1 };
  const text = source.files.get(source.resolve(file).path)?.text ?? '';
  const places = source.places(text);
  return places.positionAt(
    'offset' in at ? at.offset : places.offsetOf(at.json, at.key === true ? 'key' : 'value'),
  );
}
