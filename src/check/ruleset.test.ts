import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { currentFindings, type Findings, findingsFile, unraisedVersions } from '../../test/check/findings.ts';
import { rules } from './rules.ts';
import { judgingPackages, rulesetHash, rulesetVersion } from './ruleset.ts';

const root = join(import.meta.dirname, '..', '..');

it('is one SHA-256, the same every time', () => {
  expect(rulesetHash()).toMatch(/^[0-9a-f]{64}$/);
  expect(rulesetHash()).toBe(rulesetHash());
});

it('counts every package that the readers and rules load', () => {
  const loaded = new Set<string>();
  for (const folder of ['src/plugin', 'src/check']) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:ts|js)$/.test(path) || /(?:\.test|\.d)\.ts$/.test(path)) continue;
      const code = readFileSync(join(root, folder, path), 'utf8');
      for (const [, name = ''] of code.matchAll(
        /(?:\bfrom |\bimport\(|\brequire\()'((?:@[\w-]+\/)?[\w-]+)[^']*'/g,
      )) {
        loaded.add(name);
      }
    }
  }
  // Node itself, and types, which are gone when the code runs.
  for (const name of ['node', '@secretlint/types']) loaded.delete(name);
  expect(loaded.size).toBeGreaterThan(2);
  expect(judgingPackages).toEqual(expect.arrayContaining([...loaded]));
});

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
