import type { Source } from '../../plugin/source.ts';
import type { PluginContext } from '../rule.ts';
import { schemaIssues } from './explain.ts';
import type { Schema } from './validator.ts';

/** A file's JSON value; undefined where there is no such file, or where it is not JSON, which is reported. */
export function jsonValue(
  source: Source,
  file: string,
  report: PluginContext['report'],
): { value: unknown } | undefined {
  const parsed = source.json(file);
  if (parsed?.ok !== false) return parsed;
  const message = `The file is not JSON: ${parsed.message}.`;
  report({ file, at: { offset: parsed.offset }, message, fix: parsed.fix });
  return undefined;
}

/** Reports everything that a schema says is wrong with a file of a plugin. */
export function reportFile(
  { source, report }: Pick<PluginContext, 'source' | 'report'>,
  file: string,
  schema: Schema,
  root?: string,
): void {
  const json = jsonValue(source, file, report);
  if (json === undefined) return;
  for (const issue of schemaIssues(schema, json.value, root === undefined ? {} : { root }))
    report({ file, ...issue });
}
