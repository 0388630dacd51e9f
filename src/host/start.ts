import { mkdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { HostedServer, LoadedPlugin } from './load.ts';
import type { Folders, Start } from './sandbox/sandbox.ts';
import { type Expanded, expand, type Lookup } from './values.ts';

/** A server with its values put in, before it is isolated; or the references that have no value. */
export type Resolved = { ok: true; start: Start } | { ok: false; missing: string[] };

/** Puts a caller's values into how a server is started. It starts in its data folder unless it names another. */
export function resolveStart(
  plugin: LoadedPlugin,
  server: HostedServer,
  folders: Folders,
  lookup: Lookup,
): Resolved {
  const builtIn = {
    CLAUDE_PLUGIN_ROOT: folders.plugin,
    CLAUDE_PLUGIN_DATA: folders.data,
    CLAUDE_PROJECT_DIR: folders.data,
    HOME: folders.data,
  };
  const missing: string[] = [];
  const put = (text: string): string => {
    const expanded: Expanded = expand(text, plugin, builtIn, lookup);
    missing.push(...expanded.missing);
    return expanded.text;
  };
  const cwd = server.cwd === undefined ? folders.data : put(server.cwd);
  const start = {
    command: put(server.command),
    args: server.args.map(put),
    env: Object.fromEntries(Object.entries(server.env).map(([name, value]) => [name, put(value)])),
    cwd: isAbsolute(cwd) ? cwd : join(folders.data, cwd),
  };
  return missing.length > 0 ? { ok: false, missing: [...new Set(missing)] } : { ok: true, start };
}

/** The folders of a plugin for one caller, with the data folder made where it is not there yet. */
export function makeFolders(dataRoot: string, plugin: LoadedPlugin, owner: string): Folders {
  const data = join(dataRoot, fileName(plugin.name), fileName(owner));
  mkdirSync(data, { recursive: true, mode: 0o700 });
  return { plugin: plugin.folder, data };
}

/** A name as the name of a folder: what could lead elsewhere is written as its code. */
function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9-]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
}
