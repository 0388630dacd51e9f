import { mcpEntries, type ServerEntry } from '../../plugin/declared.ts';
import type { JsonPath } from '../../plugin/json.ts';
import type { Source } from '../../plugin/source.ts';
import { asRecord, asText, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import {
  flag,
  isObject,
  issuesOf,
  kindOf,
  label,
  listOf,
  mapOf,
  number,
  objectOf,
  type Shape,
  type ShapeIssue,
  text,
} from './shape.ts';

const texts = (what: string) =>
  mapOf(text(`Write each of ${what} as text`), `Write ${what} as an object of texts`);
const timeout = number('Write whole milliseconds, for example "timeout": 60000', { above: 0, integer: true });
const common = { timeout, alwaysLoad: flag('Write "alwaysLoad": true or leave it out') };

const local: Shape = objectOf(
  {
    required: { command: text('Name the program, for example "command": "node"', { nonEmpty: true }) },
    optional: {
      ...common,
      args: listOf(text('Write each argument as text'), 'Write "args" as a list of texts'),
      env: texts('"env"'),
    },
  },
  'Write the server as an object with "command"',
);

const remote: Shape = objectOf(
  {
    required: { url: text('Write the whole URL, for example "url": "https://example.com/mcp"') },
    optional: {
      ...common,
      headers: texts('"headers"'),
      headersHelper: text('Write the command as text'),
      oauth: objectOf(
        { optional: { clientId: text('Write "clientId" as text') } },
        'Write "oauth" as an object',
      ),
    },
  },
  'Write the server as an object with "type" and "url"',
);

const hostOnly: readonly string[] = ['sdk', 'sse-ide', 'ws-ide', 'claudeai-proxy'];

/** What the client says of one server's configuration: https://code.claude.com/docs/en/mcp */
export function serverIssues(config: unknown, path: JsonPath): ShapeIssue[] {
  if (!isObject(config)) {
    return [
      {
        path,
        message: `Expected ${quote(label(path))} to be an object, but it is ${kindOf(config)}.`,
        fix: 'Write the server as { "command": "…" } or { "type": "http", "url": "…" }.',
      },
    ];
  }
  const type = own(config, 'type');
  if (type === undefined && own(config, 'command') === undefined && own(config, 'url') !== undefined) {
    return [
      {
        path,
        message: `The server ${quote(label(path))} has a "url" but no "type", so it would be started as a program.`,
        fix: 'Add "type": "http" (or "sse", "ws").',
      },
    ];
  }
  if (type === undefined || type === 'stdio') return issuesOf(local, config, path);
  if (type === 'http' || type === 'streamable-http' || type === 'sse' || type === 'ws') {
    return [...issuesOf(remote, config, path), ...urlIssues(own(config, 'url'), [...path, 'url'])];
  }
  const fix = 'Write "type" as "stdio", "http", "sse" or "ws".';
  const at = [...path, 'type'];
  if (typeof type === 'string' && hostOnly.includes(type)) {
    return [{ path: at, message: `Servers of the type ${quote(type)} cannot be declared by a plugin.`, fix }];
  }
  return [{ path: at, message: `Unknown server type ${quote(type)}.`, fix }];
}

const hasPlaceholder = (value: string) => value.includes('${');

function urlIssues(url: unknown, path: JsonPath): ShapeIssue[] {
  if (typeof url !== 'string' || url === '' || hasPlaceholder(url) || URL.canParse(url)) return [];
  return [
    {
      path,
      message: `Expected ${quote(label(path))} to be a whole URL, but it is ${quote(url)}.`,
      fix: 'Write the scheme too, for example "https://example.com/mcp".',
    },
  ];
}

/** Whether a URL sends what it carries in clear text to another machine. */
export function isInsecureUrl(url: string): boolean {
  if (hasPlaceholder(url) || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'ws:') return false;
  return !(
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname === '127.0.0.1'
  );
}

/** What the client says of an `.mcp.json` root, before its servers are looked at. */
export function mcpFileIssues(value: unknown): ShapeIssue[] {
  const fix = 'Write { "mcpServers": { "<name>": { "command": "…" } } }.';
  // A list at the root, or as the map, passes the client without a server.
  if (Array.isArray(value)) return [];
  if (!isObject(value)) {
    return [
      {
        path: [],
        message: `Expected the file to hold an object of servers, but it holds ${kindOf(value)}.`,
        fix,
      },
    ];
  }
  const servers = own(value, 'mcpServers');
  if (servers === undefined || isObject(servers) || Array.isArray(servers)) return [];
  return [
    {
      path: ['mcpServers'],
      message: `Expected "mcpServers" to be an object, but it is ${kindOf(servers)}.`,
      fix,
    },
  ];
}

/** `${user_config.KEY}` in the fields of servers where the client would not find or not put a value. */
export function userConfigIssues(
  source: Source,
  manifest: Record<string, unknown>,
): (ShapeIssue & { file: string })[] {
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
): (ShapeIssue & { file: string })[] {
  const found: (ShapeIssue & { file: string })[] = [];
  const look = (value: unknown, path: JsonPath) => {
    if (typeof value !== 'string' || !value.includes('${user_config.')) return;
    for (const match of value.matchAll(/\$\{user_config\.([^}$]*)\}/g)) {
      const key = match[1] ?? '';
      if (declared.has(key) || ofChannel.get(entry.name)?.has(key) === true) continue;
      found.push({
        file: entry.file,
        path,
        message: `Uses ${quote(match[0])}, which "userConfig" in plugin.json does not declare.`,
        fix: `Declare it: "userConfig": { ${quote(key)}: { "type": "string", "title": "…", "description": "…" } }.`,
      });
    }
  };
  const helper = asText(own(config, 'headersHelper'));
  if (helper?.includes('${user_config.') === true) {
    found.push({
      file: entry.file,
      path: [...entry.path, 'headersHelper'],
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
