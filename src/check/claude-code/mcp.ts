import type { JsonPath } from '../../plugin/json.ts';
import { mcpEntries, type ServerEntry } from '../../plugin/kinds/mcp-server.ts';
import type { Source } from '../../plugin/source.ts';
import { asList, asRecord, asText, isObject, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import type { Finding } from '../rule.ts';
import { label, type SchemaIssue, schemaIssues } from '../schema/explain.ts';
import { type Fields, flag, list, map, object, oneOfKinds, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';

const common: Fields = {
  timeout: { type: 'integer', exclusiveMinimum: 0, examples: [60_000] },
  alwaysLoad: flag,
};

/** Servers by their type: https://code.claude.com/docs/en/mcp */
const serversWith = (url: Schema): Fields => {
  const remote = object(
    { url },
    {
      ...common,
      headers: map(text('value'), { examples: [{ Name: 'value' }] }),
      headersHelper: text('./headers.sh'),
      oauth: object({}, { clientId: text('my-client') }),
    },
  );
  const local = object(
    { command: text('node', { minLength: 1 }) },
    { ...common, args: list(text('server.js')), env: map(text('value'), { examples: [{ NAME: 'value' }] }) },
  );
  return { stdio: local, http: remote, 'streamable-http': remote, sse: remote, ws: remote };
};

const url = text('https://example.com/mcp');
const wholeUrl: Schema = { ...url, format: 'url-with-variables', title: 'a whole URL' };
const inEditor = object({ url, ideName: text('my-editor') });

const pluginServer = oneOfKinds('type', serversWith(wholeUrl));

/** In a marketplace's entry a URL need not be whole yet, and the types of Claude Code's own servers are accepted. */
export const entryServer: Schema = oneOfKinds('type', {
  ...serversWith(url),
  sdk: object({ name: text('my-server') }),
  'sse-ide': inEditor,
  'ws-ide': inEditor,
  'claudeai-proxy': object({ url, id: text('my-server') }),
});

/** What Claude Code says of one server's configuration. A server without a type is a program. */
export function serverIssues(config: unknown, path: JsonPath, schema = pluginServer): SchemaIssue[] {
  if (!isObject(config) || Object.hasOwn(config, 'type')) return schemaIssues(schema, config, { at: path });
  if (own(config, 'command') === undefined && own(config, 'url') !== undefined) {
    const message = `The server ${quote(label(path))} has a "url" but no "type", so it would be started as a program.`;
    return [{ at: { json: path }, message, fix: 'Add "type": "http" (or "sse", "ws").' }];
  }
  return schemaIssues(schema, { ...config, type: 'stdio' }, { at: path });
}

/** What Claude Code says of every server in a manifest or an entry. Values that are not objects of servers are validated apart. */
export function declaredServerIssues(declared: unknown, path: JsonPath, schema?: Schema): SchemaIssue[] {
  return asList(declared).flatMap((item, index) =>
    Object.entries(asRecord(item)).flatMap(([name, config]) =>
      serverIssues(config, [...path, ...(Array.isArray(declared) ? [index] : []), name], schema),
    ),
  );
}

/** Whether a URL sends what it carries in clear text to another machine. */
export function isInsecureUrl(url: string): boolean {
  if (url.includes('${') || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'ws:') return false;
  return !(
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname === '127.0.0.1'
  );
}

const serverMap: Schema = {
  type: ['object', 'array'],
  title: 'an object',
  examples: [{ '<name>': { command: 'node' } }],
};
const fileSchema = object(
  {},
  { mcpServers: serverMap },
  { examples: [{ mcpServers: { '<name>': { command: 'node' } } }] },
);

/** What Claude Code says of an `.mcp.json`, servers included. A list at the root, or as the map, passes without a server. */
export function mcpFileIssues(value: unknown): SchemaIssue[] {
  if (Array.isArray(value)) return [];
  const wrapped = own(asRecord(value), 'mcpServers');
  const [servers, path] = wrapped === undefined ? [value, []] : [wrapped, ['mcpServers']];
  return [...schemaIssues(fileSchema, value), ...declaredServerIssues(asRecord(servers), path)];
}

/** `${user_config.KEY}` in the fields of servers where the client would find no value, or would not put it in. */
export function userConfigIssues(source: Source, manifest: Record<string, unknown>): Finding[] {
  const keysOf = (record: unknown) => Object.keys(asRecord(own(asRecord(record), 'userConfig')));
  const channels = asList(own(manifest, 'channels'));
  const keysFor = (server: string) => [
    ...keysOf(manifest),
    ...keysOf(channels.findLast((channel) => own(asRecord(channel), 'server') === server)),
  ];
  return mcpEntries(source, manifest).flatMap((entry) =>
    typeof entry.config === 'string' ? [] : variableIssues(entry, entry.config, new Set(keysFor(entry.name))),
  );
}

function variableIssues(
  { file, path }: ServerEntry,
  config: Record<string, unknown>,
  known: ReadonlySet<string>,
): Finding[] {
  const found: Finding[] = [];
  if (asText(own(config, 'headersHelper'))?.includes('${user_config.') === true) {
    found.push({
      file,
      at: { json: [...path, 'headersHelper'] },
      message: 'Uses a "${user_config.…}" value in "headersHelper", which runs in a shell and is refused.',
      fix: 'Read the value from a file in the script that "headersHelper" runs.',
    });
  }
  for (const field of ['command', 'url', 'args', 'env', 'headers']) {
    for (const [text, below] of textsIn(own(config, field))) {
      for (const [variable, key = ''] of text.matchAll(/\$\{user_config\.([^}$]*)\}/g)) {
        if (known.has(key)) continue;
        found.push({
          file,
          at: { json: [...path, field, ...below] },
          message: `Uses ${quote(variable)}, which "userConfig" in plugin.json does not declare.`,
          fix: `Declare it: "userConfig": { ${quote(key)}: { "type": "string", "title": "…", "description": "…" } }.`,
        });
      }
    }
  }
  return found;
}

/** A text, or those that a list or an object holds, with the key that leads to each. */
function textsIn(value: unknown): [string, JsonPath][] {
  if (typeof value === 'string') return [[value, []]];
  const items: Iterable<[string | number, unknown]> = Array.isArray(value)
    ? value.entries()
    : Object.entries(asRecord(value));
  return [...items].flatMap(([key, item]) => (typeof item === 'string' ? [[item, [key]]] : []));
}
