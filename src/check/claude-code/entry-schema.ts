import type { JsonPath } from '../../plugin/json.ts';
import { own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { label, type SchemaIssue, schemaIssues } from '../schema/explain.ts';
import { type Fields, flag, list, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';
import { declaredHookIssues } from './hooks.ts';
import { pluginFields, repeatedMonitors } from './manifest-schema.ts';
import { declaredServerIssues, entryServer } from './mcp.ts';
import { declaredPaths, isRemoteBundle, pathFormProblem } from './paths.ts';

const fields: Fields = {
  ...pluginFields,
  category: text('productivity'),
  tags: list(text('one')),
  strict: flag,
  types: text('./types.d.ts', {
    pattern: '^(?![^]*[/\\\\]\\.\\.(?:[/\\\\]|$))\\./[^]*\\.d\\.ts$',
    title: 'a path inside the plugin that starts with "./" and ends with ".d.ts"',
  }),
};

/** The fields of an entry, hooks, servers and paths apart. */
export const entrySchema: Schema = { type: 'object', properties: fields };

/** Fields of a marketplace's entry for a plugin: https://code.claude.com/docs/en/plugin-marketplaces#plugin-entries */
export const entryFields: readonly string[] = [
  'name',
  'source',
  'relevance',
  'metadata',
  ...Object.keys(fields),
];

/** Fields of an entry that Claude Code ignores when they are not objects. */
export const looseObjects: readonly string[] = ['metadata', 'experimental', 'relevance', 'engines'];

/** Everything that is refused in an entry's fields; its name, its source and its relevance are validated apart. */
export function entryIssues(entry: Readonly<Record<string, unknown>>, path: JsonPath): SchemaIssue[] {
  return [
    ...schemaIssues(entrySchema, entry, { at: path }),
    ...repeatedMonitors(entry, path),
    ...hookIssuesOf(entry, path),
    ...declaredServerIssues(own(entry, 'mcpServers'), [...path, 'mcpServers'], entryServer),
    ...pathIssuesOf(entry, path),
  ];
}

/** In an entry every event and every hook must be right; in a plugin Claude Code skips most that are not. */
function hookIssuesOf(entry: Readonly<Record<string, unknown>>, path: JsonPath): SchemaIssue[] {
  return declaredHookIssues(own(entry, 'hooks'), [...path, 'hooks']).map(
    ({ severity, message, ...issue }) => ({
      ...issue,
      message: message.replace(/, which Claude Code skips\.$/, ', which is refused in an entry.'),
    }),
  );
}

/** Claude Code looks for the paths of an entry when the plugin is installed. Before that it only checks their form, `..` apart. */
function pathIssuesOf(entry: Readonly<Record<string, unknown>>, path: JsonPath): SchemaIssue[] {
  return declaredPaths(entry).flatMap((declared) => {
    if (isRemoteBundle(declared)) return [];
    const value = declared.value.replaceAll(/(?<=^|\/)\.\.(?=\/|$)/g, '_');
    const problem = pathFormProblem({ ...declared, value });
    if (problem === undefined) return [];
    const message = `The path ${quote(declared.value)} of ${quote(label([...path, declared.field]))} ${problem}.`;
    const fix = 'Write a path inside the plugin that starts with "./".';
    return [{ at: { json: [...path, ...declared.path] }, message, fix }];
  });
}
