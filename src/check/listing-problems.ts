import type { Listing } from '../plugin/listing.ts';
import schema from '../plugin/schemas/listing.schema.json' with { type: 'json' };
import { validate } from '../plugin/schemas/validate-listing.js';
import { quote } from './diagnostic.ts';
import { explainSchemaErrors, type SchemaProblem } from './schema-errors.ts';

/** What keeps a parsed `listing.json` from being a listing: the first mistake, or a regular expression that is none. Empty where it is one. */
export function listingProblems(value: unknown): SchemaProblem[] {
  if (!validate(value)) return explainSchemaErrors(validate.errors ?? [], value, schema);
  const problems: SchemaProblem[] = [];
  for (const [index, dependency] of ((value as Listing).relevance?.signals.manifestDeps ?? []).entries()) {
    for (const key of ['file', 'pattern'] as const) {
      if (isRegularExpression(dependency[key])) continue;
      problems.push({
        message: `Expected ${quote(key)} to be a regular expression of JavaScript, and it is ${quote(dependency[key])}.`,
        fix: 'Close every bracket, and write a backslash before a sign that stands for itself.',
        path: ['relevance', 'signals', 'manifestDeps', index, key],
      });
    }
  }
  return problems;
}

function isRegularExpression(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
