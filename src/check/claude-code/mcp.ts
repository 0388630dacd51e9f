import type { JsonPath } from '../../plugin/json.ts';
import { mcpEntries, type ServerEntry } from '../../plugin/kinds/mcp-server.ts';
import type { Source } from '../../plugin/source.ts';
import { asList, asRecord, asText, isObject, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import type { Finding } from '../rule.ts';
import { label, type SchemaIssue, schemaIssues } from '../schema/explain.ts';
import { type Fields, flag, list, map, object, oneOfKinds, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';
import { clientIssues } from './client-issues.ts';
import { looksLikeCredential } from './credentials.ts';
import { ignoredNetwork, isRemoteType } from './manifest-values.ts';

const common: Fields = {
  timeout: { type: 'integer', exclusiveMinimum: 0, examples: [60_000] },
  alwaysLoad: flag,
};

/** How a server is signed in to: https://code.claude.com/docs/en/mcp#use-pre-configured-oauth-credentials */
const oauth = object(
  {},
  {
    clientId: text('my-client'),
    callbackPort: { type: 'integer', exclusiveMinimum: 0, examples: [8080] },
    authServerMetadataUrl: text('https://example.com/.well-known/oauth-authorization-server', {
      maxLength: 4096,
      format: 'url',
      pattern: '^https://',
      title: 'a whole URL that starts with "https://"',
    }),
    scopes: text('read write', { minLength: 1 }),
    xaa: flag,
  },
);

const permission = { enum: ['allow', 'ask', 'blocked'] };

const remoteFields: Fields = {
  oauth,
  tools: list(
    object(
      { name: text('query') },
      { permission_policy: { enum: ['always_allow', 'always_ask', 'always_deny'] } },
    ),
  ),
  discoveryCache: flag,
  toolPermissions: map(permission, { examples: [{ query: 'ask' }] }),
};

/** Servers by their type: https://code.claude.com/docs/en/mcp */
const serversWith = (url: Schema): Fields => {
  const called = {
    ...common,
    headers: map(text('value'), { examples: [{ Name: 'value' }] }),
    headersHelper: text('./headers.sh'),
    bareElicitationCapability: flag,
  };
  const remote = object({ url }, { ...called, ...remoteFields });
  const local = object(
    { command: text('node', { minLength: 1 }) },
    {
      ...common,
      args: list(text('server.js')),
      env: map(text('value'), { examples: [{ NAME: 'value' }] }),
      bareElicitationCapability: flag,
    },
  );
  return { stdio: local, http: remote, 'streamable-http': remote, sse: remote, ws: object({ url }, called) };
};

const url = text('https://example.com/mcp', { maxLength: 65_536 });
const wholeUrl: Schema = { ...url, format: 'url-with-variables', title: 'a whole URL' };
const inEditor = object({ url, ideName: text('my-editor') }, { ...common, ideRunningInWindows: flag });

/** Types of servers that Claude Code itself registers. They are accepted where a manifest or an entry writes them, and never start. */
const ownServers: Fields = {
  sdk: object({ name: text('my-server') }, common),
  'sse-ide': inEditor,
  'ws-ide': { ...inEditor, properties: { ...(inEditor.properties as Fields), authToken: text('…') } },
  'claudeai-proxy': object(
    { url, id: text('my-server', { pattern: '^[A-Za-z0-9_-]+$', title: 'letters, digits, "_" and "-"' }) },
    { ...common, displayName: text('My server'), toolPermissions: map(permission) },
  ),
};

const fileServer = oneOfKinds('type', serversWith(wholeUrl));
const manifestServer = oneOfKinds('type', { ...serversWith(wholeUrl), ...ownServers });

/** In a marketplace's entry a URL need not be whole yet. */
export const entryServer: Schema = oneOfKinds('type', { ...serversWith(url), ...ownServers });

/** What Claude Code says of one server's configuration. A server without a type is a program. */
export function serverIssues(config: unknown, path: JsonPath, schema = fileServer): SchemaIssue[] {
  if (!isObject(config) || Object.hasOwn(config, 'type')) return clientIssues(schema, config, { at: path });
  if (own(config, 'command') === undefined && own(config, 'url') !== undefined) {
    const message = `The server ${quote(label(path))} has a "url" but no "type", so it would be started as a program.`;
    return [{ at: { json: path }, message, fix: 'Add "type": "http" (or "sse", "ws").' }];
  }
  return clientIssues(schema, { ...config, type: 'stdio' }, { at: path });
}

/** What Claude Code says of every server in a manifest or an entry. Values that are not objects of servers are validated apart. */
export function declaredServerIssues(
  declared: unknown,
  path: JsonPath,
  schema: Schema = manifestServer,
): SchemaIssue[] {
  return asList(declared).flatMap((item, index) =>
    Object.entries(asRecord(item)).flatMap(([name, config]) =>
      // Claude Code does not see this key in a manifest.
      name === '__proto__'
        ? []
        : serverIssues(config, [...path, ...(Array.isArray(declared) ? [index] : []), name], schema),
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

/** The servers of an `.mcp.json`, with the keys that lead to them: below `mcpServers` where that holds anything, else the whole file. */
export function serversOfFile(value: unknown): { servers: unknown; path: JsonPath } {
  const wrapped = isObject(value) ? own(value, 'mcpServers') : undefined;
  return wrapped ? { servers: wrapped, path: ['mcpServers'] } : { servers: value, path: [] };
}

/** What Claude Code says of an `.mcp.json`, servers included. In a list each server is called by its place. */
export function mcpFileIssues(value: unknown): SchemaIssue[] {
  const { servers, path } = serversOfFile(value);
  if (typeof servers !== 'object' || servers === null)
    return schemaIssues(serverMap, servers, { at: path, root: 'the file' });
  const named: [string | number, unknown][] = Array.isArray(servers)
    ? [...servers.entries()]
    : Object.entries(servers);
  return named.flatMap(([name, config]) => serverIssues(config, [...path, name]));
}

/** What Claude Code warns of in an `.mcp.json`, or in the servers that a manifest holds. */
export function serverWarnings(servers: unknown, path: JsonPath): SchemaIssue[] {
  const isList = Array.isArray(servers) && servers.length > 0;
  const listed: SchemaIssue[] = isList
    ? [
        {
          at: { json: path },
          message: 'The servers are a list, so Claude Code calls them "0", "1" and so on.',
          fix: 'Write an object with the name of each server: { "<name>": { "command": "node" } }.',
        },
      ]
    : [];
  const named: [string | number, unknown][] = isList
    ? [...servers.entries()]
    : Object.entries(asRecord(servers));
  return [
    ...listed,
    ...named.flatMap(([name, config]) => ignoredServerParts(asRecord(config), [...path, name])),
  ];
}

/** Headers whose value looks like a credential, and other parts of a server that Claude Code warns of. */
function ignoredServerParts(server: Readonly<Record<string, unknown>>, path: JsonPath): SchemaIssue[] {
  const type = own(server, 'type');
  const network = ignoredNetwork(own(server, 'network'), [...path, 'network'], type);
  if (!isRemoteType(type)) return network;
  const address = own(server, 'url');
  const directory = own(server, 'directory');
  const unlisted: SchemaIssue[] =
    typeof address === 'string' && address.trim() === '' && typeof directory === 'string' && directory !== ''
      ? [
          {
            at: { json: [...path, 'directory'] },
            message:
              '"directory" counts only beside the address of that directory\'s entry, and "url" is empty.',
            fix: 'Write the "url" of the entry, or remove "directory".',
          },
        ]
      : [];
  const credentials = Object.entries(asRecord(own(server, 'headers'))).filter(
    ([name, value]) => typeof value === 'string' && looksLikeCredential(name, value),
  );
  return [
    ...network,
    ...unlisted,
    ...credentials.map(([name]) => ({
      at: { json: [...path, 'headers', name] },
      message: `The value of the header ${quote(name)} looks like a credential, which everyone who installs the plugin can read.`,
      fix: 'Declare it under "userConfig" with "sensitive": true, and write "${user_config.KEY}" here.',
    })),
  ];
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
