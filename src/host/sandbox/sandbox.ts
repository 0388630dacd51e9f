import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path';
import type { Probe } from './probe.ts';

/** How far a plugin's server is kept from the machine. See `isolationWords` for what each level stops. */
export const isolations = ['none', 'permission', 'bwrap'] as const;
export type Isolation = (typeof isolations)[number];

/** What a server may use besides its plugin's folder and its own data folder. Paths are absolute. */
export type Grants = {
  /** Files and folders that it may read. */
  read: string[];
  /** Files and folders that it may read and write. */
  write: string[];
  /** No level can tell one host from another: a list that is not empty opens the network. */
  network: boolean | string[];
  /** Added to its environment. */
  env: Record<string, string>;
};

/** How a process is started. `env` is its whole environment. */
export type Start = { command: string; args: string[]; env: Record<string, string>; cwd: string };

/** Folders of one plugin, absolute: its files, which are only read, and its data, which exists before it starts. */
export type Folders = { plugin: string; data: string };

/** The strongest level that works on this machine for a program. */
export function strongestIsolation(start: Start, probe: Probe): Isolation {
  return isolations.findLast((level) => whyUnavailable(level, start, probe) === undefined) ?? 'none';
}

/** Why a level cannot be had here for a program, as one sentence with what to do; undefined where it can. */
export function whyUnavailable(level: Isolation, { command }: Start, probe: Probe): string | undefined {
  if (level === 'bwrap') return probe.bwrap.works ? undefined : probe.bwrap.why;
  if (level === 'permission' && !isNode(command))
    return `The level "permission" bounds programs of Node.js only, and the command is ${JSON.stringify(command)}; ask for "bwrap".`;
  return undefined;
}

/** Whether a command is Node.js itself, so that its permissions can be set. */
function isNode(command: string): boolean {
  return /^node(?:\.exe)?$/.test(basename(command));
}

/** Where programs are found where the caller names no PATH. */
const standardPath = ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);

/**
 * How to start a program at a level. What is returned holds the whole environment, of which nothing is this process's own. The level must be
 * available: see `whyUnavailable`.
 */
export function sandboxed(start: Start, level: Isolation, folders: Folders, grants: Grants): Start {
  const env = {
    PATH: standardPath,
    HOME: folders.data,
    LANG: 'C.UTF-8',
    ...start.env,
    ...grants.env,
    CLAUDE_PLUGIN_ROOT: folders.plugin,
    CLAUDE_PLUGIN_DATA: folders.data,
  };
  // The Node.js of this process: its version is known, and it is there whatever PATH says.
  const command = start.command === 'node' ? process.execPath : start.command;
  const plain = { command, args: start.args, env, cwd: start.cwd };
  if (level === 'permission') return { ...plain, args: [...nodePermissions(folders, grants), ...start.args] };
  return level === 'bwrap' ? inBubblewrap(plain, folders, grants) : plain;
}

/** Whether Node.js's permissions close the network too: https://nodejs.org/api/cli.html#--allow-net */
export const closesNetwork = (nodeMajor: number): boolean => nodeMajor >= 25;

/** The options of https://nodejs.org/api/permissions.html#permission-model */
function nodePermissions({ plugin, data }: Folders, { read, write, network }: Grants): string[] {
  const flags = ['--permission'];
  for (const path of [plugin, data, ...read, ...write]) flags.push(`--allow-fs-read=${path}`);
  for (const path of [data, ...write]) flags.push(`--allow-fs-write=${path}`);
  if (isOpen(network) && closesNetwork(majorOf(process.versions.node))) flags.push('--allow-net');
  return flags;
}

const isOpen = (network: Grants['network']) => (Array.isArray(network) ? network.length > 0 : network);

/** `24` of `24.21.0`. */
export const majorOf = (version: string): number => Number.parseInt(version, 10);

/** A folder of the system that every program needs; what of it is not there is left out. */
const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
const systemFiles = ['/etc/ld.so.cache', '/etc/alternatives', '/etc/localtime'];
/** What resolving names and checking certificates needs. */
const networkFiles = [
  '/etc/resolv.conf',
  '/etc/hosts',
  '/etc/nsswitch.conf',
  '/etc/ssl',
  '/etc/pki',
  '/etc/ca-certificates',
];

/**
 * A command of bubblewrap. Its own environment is the program's, because `/proc/1/environ` shows it to the program. Values are never arguments,
 * which every user of the machine can read.
 */
function inBubblewrap(start: Start, { plugin, data }: Folders, { read, write, network }: Grants): Start {
  const open = isOpen(network);
  const args = ['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'];
  args.push('--hostname', 'plugin');
  if (open) args.push('--share-net');
  args.push('--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--tmpfs', '/run');
  const mounts: [option: string, path: string][] = [
    ...[...systemFolders, ...systemFiles, ...(open ? networkFiles : [])]
      .filter(existsSync)
      .map((path): [string, string] => ['--ro-bind', path]),
    ...runtimeOf(start).map((path): [string, string] => ['--ro-bind', path]),
    ...read.map((path): [string, string] => ['--ro-bind', path]),
    ['--ro-bind', plugin],
    ...write.map((path): [string, string] => ['--bind', path]),
    ['--bind', data],
  ];
  // A folder is mounted after those that it lies in, so that none hides or opens another.
  const ordered = mounts
    .map((mount, index) => ({ mount, index }))
    .sort((a, b) => a.mount[1].split('/').length - b.mount[1].split('/').length || a.index - b.index);
  for (const {
    mount: [option, path],
  } of ordered)
    args.push(option, path, path);
  args.push('--chdir', start.cwd, '--', start.command, ...start.args);
  return { command: 'bwrap', args, env: start.env, cwd: '/' };
}

/** Files of the program itself that lie outside the system's folders: a Node.js of the user's own with its npm. */
function runtimeOf({ command, env: { PATH = '' } }: Start): string[] {
  const found = isAbsolute(command)
    ? command
    : PATH.split(delimiter)
        .map((folder) => join(folder, command))
        .find(existsSync);
  if (found === undefined || !existsSync(found)) return [];
  const real = realpathSync(found);
  const modules = join(dirname(dirname(real)), 'lib', 'node_modules');
  const all = [found, real, ...(isNode(real) && existsSync(modules) ? [modules] : [])];
  return [...new Set(all)].filter((path) => !systemFolders.some((folder) => path.startsWith(`${folder}/`)));
}
