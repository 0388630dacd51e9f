import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../check/diagnostic.ts';
import { pathsOf } from '../plugin/declared.ts';
import { type FileSystem, folderFileSystem } from '../plugin/file-system.ts';
import { mcpEntries, serverOf } from '../plugin/kinds/mcp-server.ts';
import { inEffect } from '../plugin/kinds/servers.ts';
import type { Manifest } from '../plugin/manifest.ts';
import { listingFile, manifestFile, rawManifest, readManifest } from '../plugin/read-manifest.ts';
import { readSource, type Source } from '../plugin/source.ts';
import { type StdioServer, stdioServers } from '../plugin/stdio-servers.ts';
import { byText } from '../plugin/text.ts';
import { readTools, type ServerTools, toolsFile } from '../plugin/tools.ts';
import { asList, asRecord, asText, own } from '../plugin/values.ts';

/** A stdio server of a plugin, with what its `tools.json` says of it; undefined where that says nothing. */
export type HostedServer = StdioServer & { offers: ServerTools | undefined };

/** A server that is reached by its address: the host lists it and does not call it. */
export type RemoteServer = { key: string; transport: string; url: string };

/** What a plugin's listing asks of a host; what is not as the schema says is left out, for the rules to name. */
export type HostNeeds = {
  modes: string[] | undefined;
  localTools: string[];
  minVersion: string | undefined;
  read: string[];
  write: string[];
  env: string[];
  shared: boolean;
  stateful: boolean;
};

/** What the host reads of a plugin: declarations only, never a program. */
export type LoadedPlugin = {
  name: string;
  /** Absolute. */
  folder: string;
  manifest: Manifest;
  needs: HostNeeds;
  /** Why its version is no longer offered, as a sentence. */
  withdrawn?: string;
  /** The manifest as written. */
  raw: Record<string, unknown>;
  servers: HostedServer[];
  remotes: RemoteServer[];
  /** What is wrong with its `tools.json`, as a sentence. */
  problem?: string;
  /** Changes whenever a file that was read does. */
  stamp: string;
};

/** The files that say what a plugin's servers are and offer, besides those that its manifest names. */
const declarations = [manifestFile, '.mcp.json', listingFile, toolsFile];

/** The plugins of a marketplace's `plugins/` folder, sorted by name. What was read before and did not change is kept. */
export function loadPlugins(folder: string, before: readonly LoadedPlugin[] = []): LoadedPlugin[] {
  const known = new Map(before.map((plugin) => [plugin.folder, plugin]));
  return foldersIn(folder)
    .map((path) => {
      const kept = known.get(path);
      return kept !== undefined && kept.stamp === stampOf(path, kept.raw) ? kept : loadPlugin(path);
    })
    .sort((a, b) => byText(a.name, b.name) || byText(a.folder, b.folder));
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

/** Reads one plugin's declarations. Never throws for what the folder holds. */
export function loadPlugin(folder: string): LoadedPlugin {
  const disk = folderFileSystem(folder);
  const manifestOnly = readSource(only(disk, [manifestFile]), folder);
  const files = [...declarations, ...namedFiles(rawManifest(manifestOnly))];
  const narrow = readSource(only(disk, files), folder);
  // A declaration that is a link, or lies behind one, is found by looking at the whole folder.
  const source = files.every((file) => isPlain(folder, file)) ? narrow : readSource(disk, folder);
  const raw = rawManifest(source);
  const manifest = readManifest(raw);
  const parsed = source.json(listingFile);
  const listing = parsed?.ok === true ? asRecord(parsed.value) : {};
  const withdrawn = whyWithdrawn(listing, manifest.version);
  const tools = readTools(source);
  const offers = tools?.ok === true ? tools.value.servers : {};
  const [problem] = tools?.ok === false ? tools.problems : [];
  return {
    name: manifest.name ?? source.folder,
    folder,
    manifest,
    needs: needsOf(listing),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    raw,
    servers: stdioServers(source).map((server) => ({
      ...server,
      offers: Object.hasOwn(offers, server.key) ? offers[server.key] : undefined,
    })),
    remotes: remotesOf(source, raw),
    ...(problem === undefined ? {} : { problem: `Its "${toolsFile}" is wrong: ${problem.message}` }),
    stamp: stampOf(folder, raw),
  };
}

function needsOf(listing: Record<string, unknown>): HostNeeds {
  const host = asRecord(own(listing, 'host'));
  const texts = (key: string) => {
    const list = own(host, key);
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  };
  return {
    modes: own(host, 'modes') === undefined ? undefined : texts('modes'),
    localTools: texts('localTools'),
    minVersion: asText(own(host, 'minVersion')),
    read: texts('read'),
    write: texts('write'),
    env: texts('env'),
    shared: own(host, 'shared') === true,
    stateful: own(host, 'stateful') === true,
  };
}

function whyWithdrawn(listing: Record<string, unknown>, version: string | undefined): string | undefined {
  const yanked = asList(own(listing, 'yanked')).map(asRecord);
  const entry = yanked.find((one) => version !== undefined && own(one, 'version') === version);
  return entry && `Its version ${quote(version)} was withdrawn: ${quote(own(entry, 'reason'))}.`;
}

/** A folder of which only some files are looked at. */
function only(disk: FileSystem, paths: readonly string[]): FileSystem {
  const entries = [...new Set(paths)].sort(byText).flatMap((path) => disk.entry(path) ?? []);
  return { ...disk, walk: () => ({ entries }) };
}

function namedFiles(raw: Record<string, unknown>): string[] {
  return pathsOf(asList(own(raw, 'mcpServers')).filter((item) => typeof item === 'string')).slice(0, 50);
}

/** Whether no link leads to a file, as far as the file is there. */
function isPlain(folder: string, file: string): boolean {
  let path = folder;
  for (const part of file.split('/')) {
    path = join(path, part);
    try {
      if (lstatSync(path).isSymbolicLink()) return false;
    } catch {
      return true;
    }
  }
  return true;
}

/** Size and time of each file that was read. */
function stampOf(folder: string, raw: Record<string, unknown>): string {
  return [...declarations, ...namedFiles(raw)].map((file) => fileStamp(join(folder, file))).join(' ');
}

/** Inode, size and time of a file; `-` where there is none. */
export function fileStamp(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '-' : `${stat.ino}.${stat.size}.${stat.mtimeMs}`;
}

function remotesOf(source: Source, raw: Record<string, unknown>): RemoteServer[] {
  return inEffect(mcpEntries(source, raw))
    .flatMap(({ entry: { name, config } }): RemoteServer[] => {
      const server = typeof config === 'string' ? undefined : serverOf(config);
      return server?.url === undefined ? [] : [{ key: name, transport: server.transport, url: server.url }];
    })
    .sort((a, b) => byText(a.key, b.key));
}
