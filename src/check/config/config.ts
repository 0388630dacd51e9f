import { offsetOf, parseJson, positionAt } from '../../plugin/json.ts';
import { quote } from '../diagnostic.ts';
import { defaultPolicy, type MarketplaceConfig, type Policy } from './policy.ts';
import { explainSchemaErrors, type SchemaProblem } from './schema-errors.ts';
import schema from './schemas/marketplace-config.schema.json' with { type: 'json' };
import { validate } from './schemas/validate-config.js';

/** The owner's file. */
export const configFile = 'marketplace.config.json';

/** One thing wrong with the owner's file. Line and column count from 1. */
export type ConfigProblem = { file: string; line: number; column: number; message: string; fix: string };

/** The configuration with every default filled in, or all that is wrong with it. */
export type ConfigResult = { ok: true; config: MarketplaceConfig } | { ok: false; problems: ConfigProblem[] };

type WrittenConfig = Omit<MarketplaceConfig, 'displayName' | 'renames' | 'policy'> & {
  displayName?: string;
  renames?: MarketplaceConfig['renames'];
  policy?: Omit<Partial<Policy>, 'limits'> & { limits?: Partial<Policy['limits']> };
};

/**
 * Reads the text of `marketplace.config.json`.
 * @param file how the file is called in messages
 */
export function readConfig(text: string, file: string = configFile): ConfigResult {
  const body = text.replace(/^\ufeff/, '');
  const parsed = parseJson(body);
  if (!parsed.ok) {
    const place = positionAt(body, parsed.offset);
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
  const { value } = parsed;
  const found = validate(value)
    ? meaningProblems(value as WrittenConfig)
    : explainSchemaErrors(validate.errors ?? [], value, schema);
  if (found.length > 0) {
    const problems = found.map(({ message, fix, path, key }) => ({
      file,
      ...positionAt(body, offsetOf(body, path, key === true ? 'key' : 'value')),
      message,
      fix,
    }));
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  }
  const written = value as WrittenConfig;
  const { name, description, owner, repository, site, categories } = written;
  return {
    ok: true,
    config: {
      name,
      displayName: written.displayName ?? name,
      description,
      owner,
      repository,
      site,
      categories,
      renames: written.renames ?? {},
      policy: {
        ...defaultPolicy,
        ...written.policy,
        limits: { ...defaultPolicy.limits, ...written.policy?.limits },
      },
      ...(written.review === undefined ? {} : { review: written.review }),
    },
  };
}

/** What a schema cannot say. */
function meaningProblems(config: WrittenConfig): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const ids = new Set<string>();
  for (const [index, { id }] of config.categories.entries()) {
    if (ids.has(id)) {
      problems.push({
        message: `Two categories have the id ${quote(id)}.`,
        fix: 'Give each category an id of its own.',
        path: ['categories', index, 'id'],
      });
    }
    ids.add(id);
  }
  const renames = config.renames ?? {};
  for (const name of Object.keys(renames)) {
    if (!isCircular(name, renames)) continue;
    problems.push({
      message: `The rename of ${quote(name)} leads back to itself, and Claude Code refuses the marketplace for it.`,
      fix: `Let ${quote(name)} lead to a name that a plugin has now, or to null.`,
      path: ['renames', name],
      key: true,
    });
  }
  const limits = { ...defaultPolicy.limits, ...config.policy?.limits };
  if (limits.descriptionMin > limits.descriptionMax) {
    problems.push({
      message: `Expected "descriptionMin" to be at most "descriptionMax", and ${limits.descriptionMin} is more than ${limits.descriptionMax}.`,
      fix: `Write ${limits.descriptionMax} or less.`,
      path: ['policy', 'limits', 'descriptionMin'],
    });
  }
  return problems;
}

/** Whether following a chain of renames comes back to where it began. */
function isCircular(name: string, renames: Readonly<Record<string, string | null>>): boolean {
  const seen = new Set<string>();
  let at: string | null | undefined = name;
  while (typeof at === 'string' && Object.hasOwn(renames, at)) {
    if (seen.has(at)) return at === name;
    seen.add(at);
    at = renames[at];
  }
  return false;
}
