import { type SchemaIssue, schemaIssues, type ValuePlace } from '../schema/explain.ts';
import type { Schema } from '../schema/validator.ts';

/** What a schema says is wrong with a value, without what stands at a key called `__proto__`, which Claude Code does not see. */
export function clientIssues(schema: Schema, value: unknown, place: ValuePlace = {}): SchemaIssue[] {
  const outside = place.at?.length ?? 0;
  return schemaIssues(schema, value, place).filter(({ at }) => !at.json.slice(outside).includes('__proto__'));
}
