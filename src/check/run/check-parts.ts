import { describeDeclared } from '../../plugin/read-plugin.ts';
import type { Source } from '../../plugin/source.ts';
import { defaultPolicy } from '../config/policy.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ClientPart, PluginRule, Rule } from '../rule.ts';
import { placeIn } from './check-plugin.ts';
import { runRules } from './run-rules.ts';

/** What parts of a marketplace or a folder are checked with. */
export type PartOptions = {
  rules: readonly Rule[];
  /** The page of a rule. */
  docsOf(rule: string): string;
};

/**
 * Checks the parts of a plugin that the client's validator reads when it validates the marketplace or the folder around it.
 * @param onlyFiles the files, as diagnostics name them, whose content it reads; all where absent
 */
export async function checkParts(
  source: Source,
  parts: readonly ClientPart[],
  { rules, docsOf }: PartOptions,
  onlyFiles?: ReadonlySet<string>,
): Promise<Diagnostic[]> {
  const applying = rules.filter(
    (rule): rule is PluginRule =>
      rule.looksAt === 'plugin' && rule.clientReads?.some((part) => parts.includes(part)) === true,
  );
  const found = await runRules(
    applying,
    (report) => ({
      source,
      // These rules look at the files; the plugin is described only for a rule that reads the description.
      get plugin() {
        return describeDeclared(source);
      },
      policy: defaultPolicy,
      marketplace: undefined,
      clientParts: parts,
      report,
    }),
    { docsOf, placeOf: (finding) => placeIn(source, finding) },
  );
  if (onlyFiles === undefined) return found;
  const aboutPaths = new Set(
    applying.filter(({ clientReads }) => clientReads?.includes('paths')).map(({ id }) => id),
  );
  return found.filter(({ rule, file }) => aboutPaths.has(rule) || onlyFiles.has(file));
}
