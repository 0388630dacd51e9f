import { listingFile } from '../../plugin/read-manifest.ts';
import type { Source } from '../../plugin/source.ts';
import { toolsFile } from '../../plugin/tools.ts';
import { type SchemaIssue, schemaIssues } from '../schema/explain.ts';
import type { Waivers, Waiver as WrittenWaiver } from './schemas/waivers.d.ts';
import schema from './schemas/waivers.schema.json' with { type: 'json' };

/** The name of a plugin's file of waivers. */
export const waiversFile = 'waivers.json';

/** Files of a plugin that only the marketplace reads: Claude Code ignores them, so they may change without a new version. */
export const marketplaceFiles: ReadonlySet<string> = new Set([listingFile, toolsFile, waiversFile]);

/** A waiver with its place in the list. It lowers findings to `info` and never hides them. */
export type Waiver = WrittenWaiver & { index: number };

/** A plugin's valid waivers, and what is wrong with the others; none where the file is not JSON, which is reported apart. */
export function readWaivers(source: Source): { waivers: Waiver[]; issues: SchemaIssue[] } {
  const parsed = source.json(waiversFile);
  if (parsed?.ok !== true) return { waivers: [], issues: [] };
  const issues = schemaIssues(schema, parsed.value);
  const invalid = new Set(issues.map(({ at }) => at.json[0]));
  if (invalid.has(undefined)) return { waivers: [], issues };
  const waivers = (parsed.value as Waivers)
    .map((waiver, index) => ({ ...waiver, index }))
    .filter(({ index }) => !invalid.has(index));
  return { waivers, issues };
}
