import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../src/check/diagnostic.ts';
import type { FolderRule, MarketplaceRule, PluginRule, Rule } from '../../src/check/rule.ts';
import { checkTargets, defaultRepository } from '../../src/check/run/check-targets.ts';
import { targetOf } from '../../src/check/run/targets.ts';
import { leastConfig } from '../registries.ts';
import { baseMarketplace, diagnoseMarketplace } from './marketplace-fixtures.ts';
import { basePlugin, diagnose, type Overlay } from './rule-fixtures.ts';

/** The text of a `marketplace.config.json`. */
export const smallConfig = JSON.stringify(leastConfig);

/** What a rule finds when files on a disk are checked; `given` is the path that is named, relative to them. */
export async function diagnoseTarget(rule: Rule, files: Overlay, given = '.'): Promise<Diagnostic[]> {
  const root = mkdtempSync(join(tmpdir(), 'check-target-'));
  try {
    for (const [path, file] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      if (typeof file === 'string') writeFileSync(join(root, path), file);
      else if (typeof file === 'object' && file !== null && 'link' in file)
        symlinkSync(file.link, join(root, path));
      else throw new Error(`An example of a folder holds only texts and links: ${path}`);
    }
    const options = { rules: [rule], strict: false, repository: defaultRepository };
    const found: Diagnostic[] = [];
    for await (const { diagnostics } of checkTargets([targetOf(given, root, root)], options))
      found.push(...diagnostics);
    return found;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What a rule finds in the example of its page, and the files that this was laid over. */
export async function diagnoseExample(
  rule: Rule,
  example: Overlay,
): Promise<{ found: Diagnostic[]; files: Overlay }> {
  if (isAbout(rule, 'plugin'))
    return { found: await diagnose(rule, example), files: { ...basePlugin, ...example } };
  if (isAbout(rule, 'marketplace'))
    return { found: await diagnoseMarketplace(example, rule), files: { ...baseMarketplace, ...example } };
  // The page about paths shows a file that is named itself.
  const given = rule.id === 'path-unusable' ? Object.keys(example)[0] : undefined;
  return { found: await diagnoseTarget(rule, example, given), files: example };
}

function isAbout(rule: Rule, kind: 'plugin'): rule is PluginRule;
function isAbout(rule: Rule, kind: 'marketplace'): rule is MarketplaceRule;
function isAbout(rule: Rule, kind: 'folder'): rule is FolderRule;
function isAbout(rule: Rule, kind: Rule['looksAt']): boolean {
  return rule.looksAt === kind;
}
