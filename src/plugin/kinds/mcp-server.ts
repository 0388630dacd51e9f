import { insidePath } from '../declared.ts';
import { isOwnAddress } from '../own-machine.ts';
import { manifestFile } from '../read-manifest.ts';
import type { Source } from '../source.ts';
import { ownPath } from '../started-program.ts';
import { asArguments, asList, asRecord, asText, own, present } from '../values.ts';
import { addressSubject, programSubject } from './called-subject.ts';
import { optional, text, texts } from './fields.ts';
import { defineKind, type Happening } from './kind.ts';
import {
  type ConfiguredServer,
  inEffect,
  otherSettings,
  pairs,
  serversIn,
  withUserDefaults,
} from './servers.ts';
import { type Subject, triggerAt } from './vocabulary.ts';

const called = {
  command: optional(text('The program that is started.')),
  args: optional(texts('Its arguments.')),
  url: optional(text('The address that is connected to.')),
  bundle: optional(text('The bundle that is started: a path in the plugin or an address.')),
};

export const mcpServer = defineKind({
  kind: 'mcp-server',
  component: { transport: text('"stdio", "http", "sse", "ws", or "mcpb" for a bundle.'), ...called },
  capability: {
    fields: {
      name: text('The name of the server.'),
      transport: optional(text('As the component has it; absent where "headersHelper" is there.')),
      ...called,
      env: optional(texts('The environment variables that it is given, as NAME=value.')),
      headers: optional(texts('The headers that it is sent, as "Name: value".')),
      headersHelper: optional(text('The command that makes the headers, run at each connection.')),
      cwd: optional(text('The folder that it is started in.')),
      settings: optional(text('What else is configured, as JSON.')),
      unused: optional(
        texts('Places of other definitions of a server of this name, which do not take effect.'),
      ),
    },
    incidental: ['unused'],
    identity: ({ name, headersHelper }) => JSON.stringify([name, headersHelper]),
    subject: subjectOfServer,
    flags: ({ url }) =>
      url === undefined || isOwnAddress(url) ? ['starts-servers'] : ['starts-servers', 'reaches-network'],
    group: ({ url }) => {
      if (url === undefined) return 'starts-programs';
      return isOwnAddress(url) ? 'stays-on-your-machine' : 'reaches-the-network';
    },
  },
  find({ source, raw, lineOf }, found) {
    const entries = mcpEntries(source, raw);
    const placeOf = ({ name, config, path, file }: ServerEntry) => ({
      file,
      line: lineOf(file, path, typeof config === 'string' ? config : name),
    });
    // The client lists two definitions of one name that differ, and the same one once.
    const listed = new Set<string>();
    for (const entry of entries) {
      const start = startOf(entry);
      const key = JSON.stringify([entry.name, start]);
      if (start !== undefined && !listed.has(key))
        found.component({ name: entry.name, ...start, ...placeOf(entry) });
      listed.add(key);
    }
    const expand = withUserDefaults(raw);
    for (const { entry, unused } of inEffect(entries.filter((one) => startOf(one) !== undefined))) {
      const place = placeOf(entry);
      const others = unused.map(placeOf).map(({ file, line }) => `${file}:${line}`);
      const lineAt = (key: string | number, ...keys: (string | number)[]) =>
        typeof entry.config === 'string' ? place.line : lineOf(entry.file, [...entry.path, key, ...keys]);
      find(entry, { ...place, trigger: triggerAt('session-start', place) }, others, {
        found,
        lineAt,
        expand,
      });
    }
  },
});

type Start = { transport: string; command?: string; args?: string[]; url?: string; bundle?: string };

/** How a server is started or called, as its component has it. */
function startOf({ config }: ServerEntry): Start | undefined {
  if (typeof config === 'string') return { transport: 'mcpb', bundle: config };
  const server = serverOf(config);
  if (server === undefined) return undefined;
  const { env, headers, headersHelper, ...start } = server;
  return start;
}

type Found = Parameters<NonNullable<typeof mcpServer.find>>[1];

/** Keys of a server's configuration that have a field of their own, or that change nothing that it can do. */
const knownKeys = new Set([
  ...['type', 'command', 'args', 'url', 'env', 'headers', 'headersHelper', 'cwd'],
  ...['timeout', 'description', 'title', 'name', 'note', 'icon', 'startupTimeout', 'toolTimeout'],
]);

function find(
  { name, config }: ServerEntry,
  when: Happening,
  unused: string[],
  by: {
    found: Found;
    lineAt(key: string | number, ...keys: (string | number)[]): number;
    expand(text: string): string;
  },
): void {
  const { found, lineAt, expand } = by;
  const record = typeof config === 'string' ? {} : config;
  const { env, headers, headersHelper, ...start }: Server = (typeof config === 'string'
    ? undefined
    : serverOf(config)) ?? { transport: 'mcpb', bundle: String(config) };
  const cwd = asText(own(record, 'cwd'));
  const given = {
    env: pairs(env, '='),
    headers: pairs(headers, ': '),
    cwd,
    settings: otherSettings(record, knownKeys),
  };
  found.capability({
    name,
    ...start,
    ...present({ ...given, unused: unused.length > 0 ? unused : undefined }),
    ...when,
  });
  if (start.command !== undefined) {
    const at = { ...when, line: lineAt(start.args?.length === 0 ? 'command' : 'args') };
    found.starts(
      [start.command, ...(start.args ?? [])].map(expand),
      at,
      cwd === undefined ? undefined : ownPath(cwd),
    );
  }
  if (start.url !== undefined)
    found.hosts(expand(start.url), { ...when, line: lineAt('url') }, 'server-address');
  for (const [key, value] of Object.entries(env ?? {}))
    if (typeof value === 'string')
      found.hosts(expand(value), { ...when, line: lineAt('env', key) }, 'server-environment');
  if (given.settings !== undefined) found.hosts(given.settings, when, 'server-environment');
  if (/^https?:/.test(start.bundle ?? '')) {
    found.hosts(start.bundle ?? '', when, 'server-bundle');
    found.download({ packages: [start.bundle ?? ''], pinned: false }, when);
  } else if (start.bundle !== undefined)
    found.leadsTo(ownPath(start.bundle) ?? start.bundle.replace(/^\.\//, ''), when);
  if (headersHelper === undefined) return;
  // https://code.claude.com/docs/en/mcp#use-dynamic-headers-for-custom-authentication
  found.capability({ name, headersHelper, ...when });
  found.starts(expand(headersHelper), { ...when, line: lineAt('headersHelper') });
}

type Called = Omit<Start, 'transport'> & { headersHelper?: string; cwd?: string };

function subjectOfServer({ command, args, url, bundle = '', headersHelper, cwd = '' }: Called): Subject {
  if (headersHelper !== undefined) return programSubject(headersHelper);
  if (url !== undefined) return addressSubject(url);
  if (command !== undefined) return programSubject(command, args, ownPath(cwd));
  return /^https?:/.test(bundle) ? addressSubject(bundle) : { kind: 'path', value: bundle };
}

/** How a server is started or called; `env` and `headers` as written. */
type Server = {
  transport: string;
  command?: string;
  args?: string[];
  url?: string;
  bundle?: string;
  env?: Record<string, unknown>;
  headers?: Record<string, unknown>;
  headersHelper?: string;
};

/** How a server is started or called; undefined where its configuration lacks the program or the address. */
export function serverOf(config: Record<string, unknown>): Server | undefined {
  const declared = asText(own(config, 'type'));
  const transport = declared === 'streamable-http' ? 'http' : (declared ?? 'stdio');
  const given = (key: string) => (own(config, key) === undefined ? undefined : asRecord(own(config, key)));
  if (transport === 'stdio') {
    const command = asText(own(config, 'command'));
    const args = asArguments(own(config, 'args')) ?? [];
    return command === undefined
      ? undefined
      : { transport, command, args, ...present({ env: given('env') }) };
  }
  const url = asText(own(config, 'url'));
  const headersHelper = asText(own(config, 'headersHelper'));
  return url === undefined
    ? undefined
    : { transport, url, ...present({ headers: given('headers'), headersHelper }) };
}

/** An MCP server as configured. `config` is a string for an MCP bundle (`.mcpb` file or URL). */
export type ServerEntry = Omit<ConfiguredServer, 'config'> & { config: Record<string, unknown> | string };

/** MCP servers of `.mcp.json`, of files that the manifest names, and of the manifest. */
export function mcpEntries(source: Source, manifest: Record<string, unknown>): ServerEntry[] {
  const inFile = (file: string) => {
    const parsed = source.json(file);
    if (parsed?.ok !== true) return [];
    // Claude Code reads the whole file as servers where "mcpServers" holds nothing.
    const wrapped = own(asRecord(parsed.value), 'mcpServers');
    return wrapped ? serversIn(wrapped, file, ['mcpServers']) : serversIn(parsed.value, file, []);
  };
  const declared = own(manifest, 'mcpServers');
  const named = asList(declared).flatMap((item, index): ServerEntry[] => {
    const path = Array.isArray(declared) ? ['mcpServers', index] : ['mcpServers'];
    if (typeof item !== 'string') return serversIn(item, manifestFile, path);
    if (/\.(?:mcpb|dxt)$/.test(item)) return [{ name: item, config: item, path, file: manifestFile }];
    const file = insidePath(item);
    return file === undefined || file === '.mcp.json' ? [] : inFile(file);
  });
  return [...inFile('.mcp.json'), ...named];
}
