import { parseJson, placesIn } from '../../plugin/json.ts';
import { followRenames } from '../claude-code/renames.ts';
import { quote } from '../diagnostic.ts';
import { repeatedItems, type SchemaIssue, schemaIssues } from '../schema/explain.ts';
import { defaultPolicy, type MarketplaceConfig } from './policy.ts';
import type { MarketplaceConfig as WrittenConfig } from './schemas/marketplace-config.d.ts';
import schema from './schemas/marketplace-config.schema.json' with { type: 'json' };

/** The owner's file. */
export const configFile = 'marketplace.config.json';

/** One thing wrong with the owner's file. Line and column count from 1. */
export type ConfigProblem = { file: string; line: number; column: number; message: string; fix: string };

/** The configuration with every default filled in, or all that is wrong with it. */
type ConfigResult = { ok: true; config: MarketplaceConfig } | { ok: false; problems: ConfigProblem[] };

/** Most problems of the file that are shown. */
const mostProblems = 20;

/**
 * Reads the text of `marketplace.config.json`.
 * @param file how the file is called in messages
 */
export function readConfig(text: string, file: string = configFile): ConfigResult {
  const body = text.replace(/^\ufeff/, '');
  const parsed = parseJson(body);
  const places = placesIn(body);
  if (!parsed.ok) {
    const place = places.positionAt(parsed.offset);
    return {
      ok: false,
      problems: [
        {
          file,
          ...place,
          message: `The file is not JSON: ${parsed.message}.`,
          fix: parsed.fix,
        },
      ],
    };
  }
  const written = parsed.value as WrittenConfig;
  const invalid = schemaIssues(schema, written);
  const policy = { ...defaultPolicy, ...written?.policy };
  const config: MarketplaceConfig = {
    ...written,
    displayName: written?.displayName ?? written?.name,
    renames: written?.renames ?? {},
    policy: { ...policy, limits: { ...defaultPolicy.limits, ...written?.policy?.limits } },
  };
  const issues = invalid.length > 0 ? invalid : meaningIssues(config);
  if (issues.length === 0) return { ok: true, config };
  const problems = issues.slice(0, mostProblems).map(({ at, message, fix }) => ({
    file,
    ...places.positionAt(places.offsetOf(at.json, at.key === true ? 'key' : 'value')),
    message,
    fix,
  }));
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** What a schema cannot say. */
function meaningIssues({ categories, renames, policy }: MarketplaceConfig): SchemaIssue[] {
  const issues = repeatedItems(categories, ['categories'], 'id');
  for (const name of Object.keys(renames)) {
    if (followRenames(name, renames).at(-1) !== name) continue;
    issues.push({
      at: { json: ['renames', name], key: true },
      message: `The rename of ${quote(name)} leads back to itself, and Claude Code refuses the marketplace for it.`,
      fix: `Let ${quote(name)} lead to a name that a plugin has now, or to null.`,
    });
  }
  const { descriptionMin, descriptionMax } = policy.limits;
  if (descriptionMin > descriptionMax) {
    issues.push({
      at: { json: ['policy', 'limits', 'descriptionMin'] },
      message: `Expected "descriptionMin" to be at most "descriptionMax", but ${descriptionMin} is more than ${descriptionMax}.`,
      fix: `Write ${descriptionMax} or less.`,
    });
  }
  return issues;
}
