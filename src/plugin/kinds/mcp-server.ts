import { insidePath } from '../declared.ts';
import { isOwnAddress } from '../own-machine.ts';
import { manifestFile } from '../read-manifest.ts';
import type { Source } from '../source.ts';
import { asArguments, asList, asRecord, asText, own, present } from '../values.ts';
import { addressSubject, programSubject } from './called-subject.ts';
import { optional, text, texts } from './fields.ts';
import { defineKind } from './kind.ts';
import { type ConfiguredServer, serversIn } from './servers.ts';
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
      env: optional(texts('The names of the environment variables that it is given.')),
      headers: optional(texts('The names of the headers that it is sent.')),
      headersHelper: optional(text('The command that makes the headers, run at each connection.')),
    },
    incidental: ['env', 'headers'],
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
    for (const { name, config, path, file } of mcpEntries(source, raw)) {
      const isBundle = typeof config === 'string';
      const place = { file, line: lineOf(file, path, isBundle ? config : name) };
      const when = { trigger: triggerAt('session-start', place), ...place };
      const server = isBundle ? { transport: 'mcpb', bundle: config } : serverOf(config);
      if (server === undefined) continue;
      const { env, headers, headersHelper, ...start } = server;
      found.component({ name, ...start, ...place });
      const given = present({ env: env && Object.keys(env), headers: headers && Object.keys(headers) });
      found.capability({ name, ...start, ...given, ...when });
      if (start.command !== undefined) found.starts([start.command, ...(start.args ?? [])], when);
      if (start.url !== undefined) found.hosts(start.url, when, 'server-address');
      for (const value of Object.values(env ?? {}))
        if (typeof value === 'string') found.hosts(value, when, 'server-environment');
      if (/^https?:/.test(start.bundle ?? '')) {
        found.hosts(start.bundle ?? '', when, 'server-bundle');
        found.download({ packages: [start.bundle ?? ''], pinned: false }, when);
      }
      if (headersHelper === undefined) continue;
      // https://code.claude.com/docs/en/mcp#use-dynamic-headers-for-custom-authentication
      found.capability({ name, headersHelper, ...when });
      found.starts(headersHelper, when);
    }
  },
});

type Called = { command?: string; args?: string[]; url?: string; bundle?: string; headersHelper?: string };

function subjectOfServer({ command, args, url, bundle = '', headersHelper }: Called): Subject {
  if (headersHelper !== undefined) return programSubject(headersHelper);
  if (url !== undefined) return addressSubject(url);
  if (command !== undefined) return programSubject(command, args);
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
    const record = asRecord(parsed.value);
    const wrapped = own(record, 'mcpServers');
    return wrapped === undefined ? serversIn(record, file, []) : serversIn(wrapped, file, ['mcpServers']);
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
