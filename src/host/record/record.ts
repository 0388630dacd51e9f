import { isAbsolute, join } from 'node:path';
import { quote } from '../../check/diagnostic.ts';
import { rawManifest } from '../../plugin/read-manifest.ts';
import { serverDigest } from '../../plugin/server-files.ts';
import type { Source } from '../../plugin/source.ts';
import { type StdioServer, stdioServers } from '../../plugin/stdio-servers.ts';
import { readTools, type ServerTools, type ToolList, type ToolsFile, toolLists } from '../../plugin/tools.ts';
import { asRecord, own } from '../../plugin/values.ts';
import { type ProcessGroups, processGroups } from '../process-groups.ts';
import type { Probe } from '../sandbox/probe.ts';
import {
  type Folders,
  type Isolation,
  type Start,
  sandboxed,
  strongestIsolation,
  whyUnavailable,
} from '../sandbox/sandbox.ts';
import { askServer } from './ask.ts';

/** How the servers of a plugin are started. */
export type RecordOptions = {
  folders: Folders;
  probe: Probe;
  /** Absent: the strongest level that works here for each server. */
  isolation?: Isolation;
  network: boolean;
  /** Where programs are found. */
  path: string;
  /** Values for `${NAME}` and `${user_config.key}`, by what stands between the braces. */
  values: ReadonlyMap<string, string>;
};

/** What one server offers; or why that is not known, as a sentence. */
export type Recorded = { key: string; level: Isolation; missing: string[] } & (
  | { ok: true; tools: ServerTools }
  | { ok: false; why: string }
);

/** Starts the stdio servers of a plugin one after the other, and asks each what it offers. */
export async function recordTools(source: Source, options: RecordOptions): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const groups = processGroups();
  try {
    for (const server of stdioServers(source))
      recorded.push(await recordServer(source, server, options, groups));
  } finally {
    groups.close();
  }
  return recorded;
}

async function recordServer(
  source: Source,
  server: StdioServer,
  options: RecordOptions,
  groups: ProcessGroups,
): Promise<Recorded> {
  const { folders, probe, network, path } = options;
  const { start, missing } = resolved(source, server, options);
  const level = options.isolation ?? strongestIsolation(start, probe);
  const known = { key: server.key, level, missing };
  const refused = whyUnavailable(level, start, probe);
  if (refused !== undefined) return { ...known, ok: false, why: refused };
  if (level === 'none' && options.isolation === undefined)
    return {
      ...known,
      ok: false,
      why: `Nothing here can isolate ${quote(start.command)}: install bubblewrap, or type "--isolation none" to start it as any other program of yours.`,
    };
  const grants = { read: [], write: [], network, env: {} };
  const isolated = sandboxed({ ...start, env: { PATH: path, ...start.env } }, level, folders, grants);
  const asked = await askServer(isolated, groups);
  if (asked.ok)
    return { ...known, ok: true, tools: { files: await serverDigest(source, server), ...asked.offers } };
  const said = asked.stderr === '' ? '' : ` It printed: ${asked.stderr}`;
  return {
    ...known,
    ok: false,
    why: `The server ${quote(server.key)} did not say what it offers: ${asked.why}.${said}`,
  };
}

const reference = /\$\{((?:user_config\.)?[A-Za-z_][\w.-]*)(?::-([^}]*))?\}/g;

/** How a server is started with the given values, and the references that have none. */
function resolved(
  source: Source,
  { command, args, env, cwd }: StdioServer,
  { folders, values }: RecordOptions,
): { start: Start; missing: string[] } {
  const options = asRecord(own(rawManifest(source), 'userConfig'));
  const builtIn: Readonly<Record<string, string>> = {
    CLAUDE_PLUGIN_ROOT: folders.plugin,
    CLAUDE_PLUGIN_DATA: folders.data,
    CLAUDE_PROJECT_DIR: folders.data,
  };
  const missing = new Set<string>();
  const put = (text: string) =>
    text.replace(reference, (whole, name: string, fallback?: string) => {
      const option = name.startsWith('user_config.') ? asRecord(own(options, name.slice(12))) : undefined;
      const preset = option === undefined ? undefined : own(option, 'default');
      const usual =
        preset === undefined && option !== undefined && own(option, 'required') !== true ? '' : preset;
      const value =
        values.get(name) ?? builtIn[name] ?? fallback ?? (usual === undefined ? undefined : String(usual));
      if (value === undefined) missing.add(whole);
      return value ?? '';
    });
  const folder = put(cwd ?? folders.data);
  const start = {
    command: put(command),
    args: args.map(put),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, put(value)])),
    cwd: isAbsolute(folder) ? folder : join(folders.plugin, folder),
  };
  return { start, missing: [...missing] };
}

/** The text of a `tools.json`. */
export function toolsText(servers: ReadonlyMap<string, ServerTools>): string {
  // A key such as `__proto__` must stay a key.
  const fields = [...servers].map(([key, tools]) => `${JSON.stringify(key)}:${JSON.stringify(tools)}`);
  const schema = '../../src/plugin/schemas/tools.schema.json';
  const whole = `{"$schema":${JSON.stringify(schema)},"servers":{${fields.join(',')}}}`;
  return `${JSON.stringify(JSON.parse(whole), null, 2)}\n`;
}

/** What differs between a plugin's `tools.json` and what its servers offer, a sentence each. */
export function toolsDifferences(source: Source, servers: ReadonlyMap<string, ServerTools>): string[] {
  const read = readTools(source);
  if (read === undefined) return servers.size === 0 ? [] : ['There is no "tools.json".'];
  if (!read.ok) return read.problems.map(({ at, message }) => `${at.join(' → ')}: ${message}`);
  const found: string[] = [];
  for (const key of Object.keys(read.value.servers))
    if (!servers.has(key))
      found.push(`The server ${quote(key)} is in "tools.json", and the plugin does not start it.`);
  for (const [key, now] of servers) {
    const before = serverIn(read.value, key);
    if (before === undefined) found.push(`The server ${quote(key)} is not in "tools.json".`);
    else found.push(...serverDifferences(key, before, now));
  }
  return found;
}

function serverIn({ servers }: ToolsFile, key: string): ServerTools | undefined {
  return own(servers, key) as ServerTools | undefined;
}

function serverDifferences(key: string, before: ServerTools, now: ServerTools): string[] {
  const found: string[] = [];
  for (const list of Object.keys(toolLists) as ToolList[]) {
    const textsOf = (tools: ServerTools) =>
      new Map(tools[list].map((item) => [String(own(item, toolLists[list])), JSON.stringify(item)]));
    const [had, has] = [textsOf(before), textsOf(now)];
    const say = (name: string, what: string) =>
      found.push(`${quote(name)} in "${list}" of the server ${quote(key)} ${what}.`);
    for (const [name, text] of has)
      if (!had.has(name)) say(name, 'is new');
      else if (had.get(name) !== text) say(name, 'describes itself in another way');
    for (const name of had.keys()) if (!has.has(name)) say(name, 'is no longer there');
  }
  if (before.protocolVersion !== now.protocolVersion)
    found.push(`The server ${quote(key)} speaks version ${quote(now.protocolVersion)} of the protocol.`);
  if (before.files !== now.files)
    found.push(
      `The files or the configuration of the server ${quote(key)} changed since "tools.json" was written.`,
    );
  return found;
}
