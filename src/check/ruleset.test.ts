import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { currentFindings, type Findings, findingsFile, unraisedVersions } from '../../test/check/findings.ts';
import { rules } from './rules.ts';
import { rulesetVersion } from './ruleset.ts';

describe('the version of the rule set', () => {
  it('is a number that counts every rule', () => {
    expect(rulesetVersion()).toMatch(/^[1-9]\d*$/);
    expect(Number(rulesetVersion())).toBeGreaterThan(rules.length);
  });

  it('rises with what the rules find in the examples of their pages', async () => {
    const recorded: Findings = JSON.parse(readFileSync(findingsFile, 'utf8'));
    const current = await currentFindings();
    expect(unraisedVersions(recorded, current)).toEqual([]);
    if (process.env.RECORD_FINDINGS) writeFileSync(findingsFile, `${JSON.stringify(current, null, 2)}\n`);
    else expect(current, 'Record it: RECORD_FINDINGS=1 npm test -- src/check/ruleset').toEqual(recorded);
  });

  it('is required where a rule finds something else, facts change, or a rule is removed', () => {
    const rule = { version: 1, examples: 'a', facts: 'f', findings: ['error .:1:1'] };
    const before: Findings = { ruleset: '3', facts: 1, rules: { one: rule, two: rule } };
    const changed = (change: Partial<typeof rule>, ruleset = '3', facts = 1): Findings => ({
      ruleset,
      facts,
      rules: { one: { ...rule, ...change }, two: rule },
    });
    expect(unraisedVersions(before, before)).toEqual([]);
    expect(unraisedVersions(before, changed({ findings: [] }))).toEqual([
      '"one" finds something else in the same example: raise "version" in its rule.ts.',
    ]);
    expect(unraisedVersions(before, changed({ findings: [], version: 2 }, '4'))).toEqual([]);
    expect(unraisedVersions(before, changed({ findings: [], examples: 'b' }))).toEqual([]);
    expect(unraisedVersions(before, changed({ facts: 'g' }))).toHaveLength(1);
    expect(unraisedVersions(before, changed({ facts: 'g' }, '4', 2))).toEqual([]);
    expect(unraisedVersions(before, { ruleset: '2', facts: 1, rules: { one: rule } })).toEqual([
      'A rule was removed: raise "removedVersions" in src/check/ruleset.ts.',
    ]);
  });
});
