import { posix } from 'node:path';
import type { FileSystem } from '../../plugin/file-system.ts';
import { depthOf } from '../../plugin/json.ts';
import { manifestFile } from '../../plugin/read-manifest.ts';
import { asList, asRecord, asText, isObject, jsonValue, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { type DirectoryFinding, finding } from './finding.ts';
import { climbsOut } from './icon.ts';

const serversFile = '.mcp.json';
const hooksFile = 'hooks/hooks.json';
const mostBytes = 1 << 20;
const deepest = 64;
/** Files of each kind that the directory reads. */
const mostFiles = 16;

const remoteTypes: readonly unknown[] = [
  'http',
  'streamable-http',
  'claudeai-proxy',
  'sse',
  'sse-ide',
  'ws',
  'ws-ide',
];

/** What the directory would say of a plugin's servers and hooks, and whether one of them speaks to another machine. */
export function connectionFindings(
  fs: FileSystem,
  manifest: Record<string, unknown>,
): { found: DirectoryFinding[]; isRemote: boolean } {
  const servers = serversOf(fs, manifest);
  const hooks = hooksOf(fs, manifest);
  const isRemote =
    servers.servers.some((server) => hasTexts(server, 'headers') && isRemoteServer(server)) ||
    hooks.hooks.some(isRemoteHook);
  return { found: [...servers.found, ...hooks.found], isRemote };
}

const isRemoteServer = (server: Record<string, unknown>) =>
  remoteTypes.includes(server.type) && /[^ \p{Cc}]/u.test(asText(server.url) ?? '');

/** Whether a field holds only texts, as the directory asks of a server that it counts. */
function hasTexts(server: Record<string, unknown>, field: string): boolean {
  const value = own(server, field);
  return (
    value === undefined || (isObject(value) && Object.values(value).every((text) => typeof text === 'string'))
  );
}

function serversOf(fs: FileSystem, manifest: Record<string, unknown>) {
  const found: DirectoryFinding[] = [];
  const servers = new Map<string, Record<string, unknown>>();
  const add = (map: Record<string, unknown>) => {
    for (const [name, server] of Object.entries(map)) if (isObject(server)) servers.set(name, server);
  };
  const read = (file: string) => {
    const { value, problem } = readJson(fs, file, 'servers');
    found.push(...problem);
    if (value === undefined) return;
    const wrapped = isObject(value) ? own(value, 'mcpServers') : undefined;
    if (!isObject(value) || (Object.hasOwn(value, 'mcpServers') && !isObject(wrapped))) {
      const message = `${quote(file)} holds no object of servers by their names.`;
      found.push(finding('mcpjson-unparseable', file, message, 'Write {"mcpServers": {"name": {…}}}.'));
    } else add(isObject(wrapped) ? wrapped : value);
  };
  read(serversFile);
  const files = new Set<string>();
  for (const item of asList(own(manifest, 'mcpServers'))) {
    const text = asText(item);
    if (text === undefined) add(asRecord(item));
    else if (climbsOut(text)) found.push(climbing('mcpServers', text));
    else if (text.startsWith('./') && text.endsWith('.json')) files.add(inside(text));
  }
  for (const file of [...files].filter((each) => each !== serversFile).slice(0, mostFiles)) read(file);
  return { found, servers: [...servers.values()] };
}

function hooksOf(fs: FileSystem, manifest: Record<string, unknown>) {
  const found: DirectoryFinding[] = [];
  const hooks: unknown[] = [];
  const read = (file: string) => {
    const { value, problem } = readJson(fs, file, 'hooks');
    found.push(...problem);
    hooks.push(own(asRecord(value), 'hooks'));
  };
  read(hooksFile);
  const files = new Set<string>();
  for (const item of asList(own(manifest, 'hooks'))) {
    const text = asText(item);
    if (text === undefined) hooks.push(item);
    else if (text.includes('..')) found.push(climbing('hooks', text));
    else if (text.startsWith('./')) files.add(inside(text));
  }
  for (const file of [...files].filter((each) => each !== hooksFile).slice(0, mostFiles)) read(file);
  return { found, hooks };
}

/** Whether one of the hooks of a map of events is sent to an address. */
function isRemoteHook(events: unknown): boolean {
  return Object.values(asRecord(events)).some((groups) =>
    (Array.isArray(groups) ? groups : []).some((group) =>
      asList(own(asRecord(group), 'hooks')).some((hook) => own(asRecord(hook), 'type') === 'http'),
    ),
  );
}

const inside = (path: string) => posix.normalize(path.slice(2)).replace(/^\/+/, '');

const climbing = (field: string, path: string) =>
  finding(
    'path-traversal',
    manifestFile,
    `"${field}" names ${quote(path)}, which contains "..".`,
    'Write the plain path inside the plugin.',
  );

/** The JSON of a file, which the directory reads only where it is a file of bounded size behind no link. */
function readJson(
  fs: FileSystem,
  file: string,
  kind: 'servers' | 'hooks',
): { value?: unknown; problem: DirectoryFinding[] } {
  const entry = fs.entry(file);
  if (entry?.kind !== 'file' || entry.bytes > mostBytes) {
    if (entry === undefined && !isBehindLink(fs, file)) return { problem: [] };
    const message = `${quote(file)} is a link, behind one, no file, or larger than ${mostBytes} bytes, so the directory does not read it and refuses the plugin.`;
    const requirement = kind === 'servers' ? 'mcp-file-unread' : 'hooks-file-unread';
    return { problem: [finding(requirement, file, message, 'Write it as a file of the plugin.')] };
  }
  const bytes = fs.read(entry, mostBytes) ?? new Uint8Array();
  const problem = jsonProblem(bytes);
  if (problem !== undefined) {
    const message = `${quote(file)} ${problem}.`;
    const requirement = kind === 'servers' ? 'mcpjson-unparseable' : 'hooks-json-invalid';
    return {
      problem: [finding(requirement, file, message, 'Save it as flat JSON in UTF-8 without a mark.')],
    };
  }
  return { value: jsonValue(Buffer.from(bytes).toString('utf8')), problem: [] };
}

function isBehindLink(fs: FileSystem, file: string): boolean {
  const parts = file.split('/');
  return parts.some((_, index) => fs.entry(parts.slice(0, index).join('/'))?.kind === 'link');
}

/** What keeps the directory from reading JSON whose syntax may be right; ends a sentence. */
export function jsonProblem(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'starts with a byte order mark';
  const text = Buffer.from(bytes).toString('utf8');
  if (!Buffer.from(text).equals(bytes)) return 'is not UTF-8';
  return depthOf(text) > deepest ? `is nested more than ${deepest} deep` : undefined;
}
