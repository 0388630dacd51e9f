import { offsetOf, positionAt } from '../plugin/json.ts';
import type { Plugin } from '../plugin/plugin.ts';
import type { Source } from '../plugin/source.ts';
import { compareDiagnostics, type Diagnostic, visible } from './diagnostic.ts';
import type { Policy } from './policy.ts';
import type { Finding, Rule, Surroundings } from './rule.ts';
import { readWaivers, waiversFile } from './waivers.ts';

/** What a plugin is judged by. */
export type CheckOptions = {
  rules: readonly Rule[];
  policy: Policy;
  marketplace?: Surroundings;
  /** The page of a rule. */
  docsOf(rule: string): string;
};

/** Runs every rule that applies over a plugin that was read, and lowers what its waivers name. Sorted. */
export async function checkPlugin(source: Source, plugin: Plugin, options: CheckOptions): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const rule of options.rules) {
    if (rule.marketplaceOnly === true && options.marketplace === undefined) continue;
    const adjusted = rule.authority === 'marketplace' && rule.waivable ? options.policy.rules[rule.id] : undefined;
    if (adjusted === 'off') continue;
    const report = (finding: Finding) => {
      diagnostics.push({
        rule: rule.id,
        authority: rule.authority,
        severity: adjusted ?? finding.severity ?? rule.severity,
        file: visible(finding.file ?? '.'),
        ...place(source, finding),
        message: finding.message,
        fix: finding.fix,
        docs: options.docsOf(rule.id),
      });
    };
    const pending = rule.check({ source, plugin, policy: options.policy, marketplace: options.marketplace, report });
    if (pending !== undefined) await pending;
  }
  if (source.files.has(waiversFile)) waive(diagnostics, source, options);
  return diagnostics.sort(compareDiagnostics);
}

function waive(diagnostics: Diagnostic[], source: Source, options: CheckOptions): void {
  const waivable = new Set(options.rules.filter((rule) => rule.waivable).map((rule) => rule.id));
  for (const waiver of readWaivers(source).waivers) {
    if (!waivable.has(waiver.rule)) continue;
    for (const diagnostic of diagnostics) {
      if (diagnostic.rule !== waiver.rule || diagnostic.file !== waiver.file) continue;
      diagnostic.severity = 'info';
      diagnostic.waived = waiver.reason;
    }
  }
}

/** Line and column of a finding. */
export function place(source: Source, finding: Finding): { line: number; column: number } {
  const { at, file } = finding;
  if (at === undefined || file === undefined) return { line: 1, column: 1 };
  if ('line' in at) return { line: at.line, column: at.column ?? 1 };
  const resolved = source.resolve(file);
  const text = source.files.get(resolved.path)?.text ?? '';
  return positionAt(text, 'offset' in at ? at.offset : offsetOf(text, at.json, at.key === true ? 'key' : 'value'));
}
