import type { JsonPath } from '../../plugin/json.ts';
import { asList, asRecord, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { label, type SchemaIssue } from '../schema/explain.ts';
import { type Fields, flag, list, map, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';
import { clientIssues } from './client-issues.ts';
import { declaredHookIssues } from './hooks.ts';
import { pluginFields, repeatedMonitors } from './manifest-schema.ts';
import { engineIssues, ignoredNetwork, optionIssues } from './manifest-values.ts';
import { declaredServerIssues, entryServer } from './mcp.ts';
import { declaredPaths, isRemoteBundle, pathFormProblem } from './paths.ts';

const fields: Fields = {
  ...pluginFields,
  category: text('productivity'),
  tags: list(text('one')),
  strict: flag,
  headers: map(text('value'), { examples: [{ Authorization: 'Bearer …' }] }),
  headersHelper: text('print-headers', {
    maxLength: 500,
    pattern: '^(?!.*    )[ -~]*$',
    title: 'one line of printable ASCII without four spaces in a row',
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
  'engines',
  'network',
  'optionalDependencies',
  'binaries',
  ...Object.keys(fields),
];

/** Hosts that Claude Code ignores at the servers of an entry. */
export function ignoredServerNetworks(entry: Readonly<Record<string, unknown>>, at: JsonPath): SchemaIssue[] {
  const declared = own(entry, 'mcpServers');
  return asList(declared).flatMap((item, index) =>
    Object.entries(asRecord(item)).flatMap(([name, server]) => {
      const path = [...at, 'mcpServers', ...(Array.isArray(declared) ? [index] : []), name, 'network'];
      return ignoredNetwork(own(asRecord(server), 'network'), path, own(asRecord(server), 'type'));
    }),
  );
}

/** Everything that is refused in an entry's fields; its name, its source and its relevance are validated apart. */
export function entryIssues(entry: Readonly<Record<string, unknown>>, path: JsonPath): SchemaIssue[] {
  return [
    ...clientIssues(entrySchema, entry, { at: path }),
    ...repeatedMonitors(entry, path),
    ...optionIssues(entry, path),
    ...engineIssues(entry, path),
    ...headerIssues(entry, path),
    ...hookIssuesOf(entry, path),
    ...declaredServerIssues(own(entry, 'mcpServers'), [...path, 'mcpServers'], entryServer),
    ...pathIssuesOf(entry, path),
  ];
}

/** Headers that Claude Code does not send for an entry: those that route a request or say who asks. */
const droppedHeader =
  /^(?:host|cookie|forwarded|x-real-ip|x-client-ip|true-client-ip|client-ip|cf-connecting-ip|fastly-client-ip|x-originating-ip|x-remote-ip|x-remote-addr|x-cluster-client-ip|connection|upgrade|transfer-encoding|content-length|te|trailer|expect|via|(?:x-forwarded-|x-original-|proxy-).*)$/i;

/** What Claude Code warns of in the headers of an entry. */
export function headerWarnings(entry: Readonly<Record<string, unknown>>, at: JsonPath): SchemaIssue[] {
  const source = asRecord(own(entry, 'source'));
  const helper = own(entry, 'headersHelper');
  const hasHelper = typeof helper === 'string' && helper !== '';
  const headers = own(entry, 'headers');
  if (headers === undefined && !hasHelper) return [];
  const issue = (path: JsonPath, message: string, fix: string): SchemaIssue => ({
    at: { json: [...at, ...path] },
    message,
    fix,
  });
  if (own(source, 'source') !== 'archive')
    return [
      issue(
        [hasHelper ? 'headersHelper' : 'headers'],
        'Headers are only sent for an "archive" source, so they do nothing here.',
        'Remove them.',
      ),
    ];
  const dropped = Object.keys(asRecord(headers)).filter((name) => droppedHeader.test(name));
  return [
    ...(hasHelper && !own(source, 'sha256')
      ? [
          issue(
            ['source', 'sha256'],
            'The archive is fetched with headers that a command makes, and has no "sha256" to check it by.',
            'Write "sha256" with the digest of the archive.',
          ),
        ]
      : []),
    ...dropped.map((name) =>
      issue(
        ['headers', name],
        `Claude Code does not send the header ${quote(name)} for an entry.`,
        'Remove it.',
      ),
    ),
  ];
}

/** A command for headers is only run where the entry says all that the plugin brings. */
function headerIssues(entry: Readonly<Record<string, unknown>>, path: JsonPath): SchemaIssue[] {
  const helper = own(entry, 'headersHelper');
  const isArchive = own(asRecord(own(entry, 'source')), 'source') === 'archive';
  if (typeof helper !== 'string' || helper === '' || !isArchive || own(entry, 'strict') === false) return [];
  return [
    {
      at: { json: [...path, 'headersHelper'] },
      message: '"headersHelper" needs "strict": false and everything that the plugin brings in the entry.',
      fix: 'Write "strict": false, with the plugin\'s components in the entry.',
    },
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
