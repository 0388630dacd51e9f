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

/** In a marketplace's entry a URL need not be whole yet, and the types of Claude Code itself may be named, if to no use. */
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

/** What Claude Code says of every server that is written in a manifest or an entry; what is no object of servers is validated apart. */
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
  const declared = new Set(Object.keys(asRecord(own(manifest, 'userConfig'))));
  const channels = own(manifest, 'channels');
  const ofChannel = new Map<string, Set<string>>();
  for (const channel of Array.isArray(channels) ? channels : []) {
    const server = asText(own(asRecord(channel), 'server'));
    if (server !== undefined)
      ofChannel.set(server, new Set(Object.keys(asRecord(own(asRecord(channel), 'userConfig')))));
  }
  return mcpEntries(source, manifest).flatMap((entry) =>
    typeof entry.config === 'string' ? [] : ofServer(entry, entry.config, declared, ofChannel),
  );
}

function ofServer(
  entry: ServerEntry,
  config: Record<string, unknown>,
  declared: ReadonlySet<string>,
  ofChannel: ReadonlyMap<string, ReadonlySet<string>>,
): Finding[] {
  const found: Finding[] = [];
  const look = (value: unknown, path: JsonPath) => {
    if (typeof value !== 'string' || !value.includes('${user_config.')) return;
    for (const match of value.matchAll(/\$\{user_config\.([^}$]*)\}/g)) {
      const key = match[1] ?? '';
      if (declared.has(key) || ofChannel.get(entry.name)?.has(key) === true) continue;
      found.push({
        file: entry.file,
        at: { json: path },
        message: `Uses ${quote(match[0])}, which "userConfig" in plugin.json does not declare.`,
        fix: `Declare it: "userConfig": { ${quote(key)}: { "type": "string", "title": "…", "description": "…" } }.`,
      });
    }
  };
  const helper = asText(own(config, 'headersHelper'));
  if (helper?.includes('${user_config.') === true) {
    found.push({
      file: entry.file,
      at: { json: [...entry.path, 'headersHelper'] },
      message: 'Uses a "${user_config.…}" value in "headersHelper", which runs in a shell and is refused.',
      fix: 'Read the value from a file in the script that "headersHelper" runs.',
    });
  }
  look(own(config, 'command'), [...entry.path, 'command']);
  look(own(config, 'url'), [...entry.path, 'url']);
  const args = own(config, 'args');
  for (const [index, value] of (Array.isArray(args) ? args : []).entries())
    look(value, [...entry.path, 'args', index]);
  for (const field of ['env', 'headers']) {
    for (const [key, value] of Object.entries(asRecord(own(config, field))))
      look(value, [...entry.path, field, key]);
  }
  return found;
}
