import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../src/check/rules.ts';
import { factsVersion, rulesetVersion } from '../../src/check/ruleset.ts';
import type { PluginContent } from '../../src/plugin/plugin.ts';
import { describeContent } from '../../src/plugin/read-plugin.ts';
import { fixture, type Overlay, parseRulePage } from './rule-fixtures.ts';
import { diagnoseExample } from './target-fixtures.ts';

/** What one rule finds in the examples of its page, and what is read of them. */
type RuleRecord = {
  version: number;
  /** Hashes of the examples, and of the facts that `src/plugin` reads of them (of rules about plugins). */
  examples: string;
  facts?: string;
  /** `severity file:line:column`, without the words. */
  findings: string[];
};

/** What `findings.json` records. */
export type Findings = { ruleset: string; facts: number; rules: Record<string, RuleRecord> };

/** Where the record is kept. */
export const findingsFile = join(import.meta.dirname, 'findings.json');

const rulesFolder = join(import.meta.dirname, '../../src/check/rules');

/** What the rules of this working tree find. */
export async function currentFindings(): Promise<Findings> {
  const records: Record<string, RuleRecord> = {};
  for (const rule of rules) {
    const page = parseRulePage(readFileSync(join(rulesFolder, rule.id, 'README.md'), 'utf8'));
    const findings: string[] = [];
    const facts: unknown[] = [];
    for (const example of [page.invalid, page.valid]) {
      if (Object.keys(example).length === 0) continue;
      const { found } = await diagnoseExample(rule, example);
      findings.push(...found.map((one) => `${one.severity} ${one.file}:${one.line}:${one.column}`));
      if (rule.looksAt === 'plugin') facts.push(await factsOf(example));
    }
    records[rule.id] = {
      version: rule.version,
      examples: shortHash([page.invalid, page.valid]),
      ...(facts.length === 0 ? {} : { facts: shortHash(facts) }),
      findings,
    };
  }
  return { ruleset: rulesetVersion(), facts: factsVersion, rules: records };
}

async function factsOf(example: Overlay): Promise<PluginContent> {
  const { source, plugin } = fixture(example);
  return { ...plugin, ...(await describeContent(source)) };
}

/** What forbids recording the current findings: a change whose version was not raised. One sentence each. */
export function unraisedVersions(recorded: Findings, current: Findings): string[] {
  const problems: string[] = [];
  let factsDiffer = false;
  for (const [id, now] of Object.entries(current.rules)) {
    const before = recorded.rules[id];
    if (before === undefined) continue;
    if (now.version < before.version) problems.push(`The version of "${id}" fell.`);
    if (now.examples !== before.examples) continue;
    factsDiffer ||= now.facts !== before.facts;
    if (now.version === before.version && now.findings.join('\n') !== before.findings.join('\n'))
      problems.push(`"${id}" finds something else in the same example: raise "version" in its rule.ts.`);
  }
  if (factsDiffer && current.facts <= recorded.facts)
    problems.push('Other facts are read of the same files: raise "factsVersion" in src/check/ruleset.ts.');
  const versions = ({ rules: all, facts }: Findings) =>
    JSON.stringify([facts, Object.entries(all).map(([id, { version }]) => [id, version])]);
  if (versions(current) !== versions(recorded) && Number(current.ruleset) <= Number(recorded.ruleset))
    problems.push('A rule was removed: raise "removedVersions" in src/check/ruleset.ts.');
  return problems;
}

function shortHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
