import { manifestFile } from './read-manifest.ts';
import type { Source } from './source.ts';
import { asList, asRecord, asText, own } from './values.ts';

// What a plugin declares: in its manifest, in the files that the manifest names, and in those that stand in for it. As it is written, right or
// wrong; what Claude Code makes of it is for `components.ts`.
// https://code.claude.com/docs/en/plugins-reference#path-behavior-rules

/** A manifest path as a path inside the plugin: `./a/b/` is `a/b`; undefined where it leads out or is no path. */
export function insidePath(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.includes('\0')) return undefined;
  const parts: string[] = [];
  for (const part of value.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') return undefined;
    parts.push(part);
  }
  return parts.join('/');
}

/** A manifest field that is a path or a list of paths, as paths inside the plugin; what leads out or is no path is left out. */
export function pathsOf(value: unknown): string[] {
  return asList(value).flatMap((item) => insidePath(item) ?? []);
}

/** What lies in a folder, with its path inside the plugin. */
export type Child = { name: string; path: string; kind: 'file' | 'directory' };

/** Files and folders in a folder, through links that stay inside the plugin. */
export function childrenOf(source: Source, directory: string): Child[] {
  const resolved = source.resolve(directory);
  if (resolved.kind !== 'directory') return [];
  const found: Child[] = [];
  for (const { name, path, kind } of source.children(resolved.path)) {
    if (kind === 'file' || kind === 'directory') found.push({ name, path, kind });
    else if (kind === 'link') {
      const target = source.resolve(path).kind;
      if (target === 'file' || target === 'directory') found.push({ name, path, kind: target });
    }
  }
  return found;
}

/** A field that may stand under `experimental` or, for now, at the top. */
export function experimental(
  manifest: Record<string, unknown>,
  key: string,
): { value: unknown; path: string[] } {
  const nested = own(asRecord(own(manifest, 'experimental')), key);
  return nested === undefined
    ? { value: own(manifest, key), path: [key] }
    : { value: nested, path: ['experimental', key] };
}

/** One hook as configured, with the place of its entry. */
export type HookEntry = {
  event: string;
  matcher: string | undefined;
  hook: Record<string, unknown>;
  /** Keys that lead to the entry in `file`. */
  path: (string | number)[];
  file: string;
};

/** Where hooks are configured: `hooks/hooks.json`, files that the manifest names, and the manifest itself. */
export function hookEntries(source: Source, manifest: Record<string, unknown>): HookEntry[] {
  const found: HookEntry[] = [];
  const inFile = (file: string) => {
    const parsed = source.json(file);
    if (parsed?.ok === true) collect(own(asRecord(parsed.value), 'hooks'), file, ['hooks']);
  };
  const collect = (events: unknown, file: string, path: (string | number)[]) => {
    for (const [event, groups] of Object.entries(asRecord(events))) {
      if (!Array.isArray(groups)) continue;
      for (const [index, group] of groups.entries()) {
        const written = own(asRecord(group), 'matcher');
        const matcher = asText(written);
        // A group whose matcher is no text is passed over as a whole.
        if (written !== undefined && matcher === undefined) continue;
        const list = own(asRecord(group), 'hooks');
        if (!Array.isArray(list)) continue;
        for (const [position, hook] of list.entries()) {
          const entry = asRecord(hook);
          found.push({ event, matcher, hook: entry, path: [...path, event, index, 'hooks', position], file });
        }
      }
    }
  };
  const standard = 'hooks/hooks.json';
  inFile(standard);
  const declared = own(manifest, 'hooks');
  const items = asList(declared);
  for (const [index, item] of items.entries()) {
    const path = insidePath(item);
    if (path !== undefined) {
      if (source.resolve(path).path !== source.resolve(standard).path) inFile(path);
    } else collect(item, manifestFile, Array.isArray(declared) ? ['hooks', index] : ['hooks']);
  }
  return found;
}

/** What a hook runs or asks: its command, URL, prompt or tool, by type; undefined for an entry that cannot run. */
export function hookTarget(hook: Record<string, unknown>): string | undefined {
  switch (own(hook, 'type')) {
    case 'command':
      return asText(own(hook, 'command'));
    case 'http':
      return asText(own(hook, 'url'));
    case 'prompt':
    case 'agent':
      return asText(own(hook, 'prompt'));
    case 'mcp_tool': {
      const server = asText(own(hook, 'server'));
      const tool = asText(own(hook, 'tool'));
      return server === undefined || tool === undefined ? undefined : `${server} ${tool}`;
    }
    default:
      return undefined;
  }
}

/** The events that hooks can answer: https://code.claude.com/docs/en/plugins-reference#hooks */
export const hookEvents: ReadonlySet<string> = new Set([
  'SessionStart',
  'Setup',
  'UserPromptSubmit',
  'UserPromptExpansion',
  'PreToolUse',
  'PermissionRequest',
  'PermissionDenied',
  'PostToolUse',
  'PostToolUseFailure',
  'PostToolBatch',
  'Notification',
  'MessageDisplay',
  'SubagentStart',
  'SubagentStop',
  'TaskCreated',
  'TaskCompleted',
  'Stop',
  'StopFailure',
  'TeammateIdle',
  'InstructionsLoaded',
  'ConfigChange',
  'CwdChanged',
  'DirectoryAdded',
  'FileChanged',
  'WorktreeCreate',
  'WorktreeRemove',
  'PreCompact',
  'PostCompact',
  'Elicitation',
  'ElicitationResult',
  'SessionEnd',
]);

/** A server as configured, with the place of its entry. `config` is a string for an MCP bundle (`.mcpb` file or URL). */
export type ServerEntry = {
  name: string;
  config: Record<string, unknown> | string;
  path: (string | number)[];
  file: string;
};

const isBundle = (value: string) => /\.(?:mcpb|dxt)$/.test(value);

/** MCP servers of `.mcp.json`, of files that the manifest names, and of the manifest. */
export function mcpEntries(source: Source, manifest: Record<string, unknown>): ServerEntry[] {
  const found: ServerEntry[] = [];
  const collect = (servers: unknown, file: string, path: (string | number)[]) => {
    for (const [name, config] of Object.entries(asRecord(servers))) {
      found.push({ name, config: asRecord(config), path: [...path, name], file });
    }
  };
  const inFile = (file: string) => {
    const parsed = source.json(file);
    if (parsed?.ok !== true) return;
    const record = asRecord(parsed.value);
    const wrapped = own(record, 'mcpServers');
    if (wrapped !== undefined) collect(wrapped, file, ['mcpServers']);
    else collect(record, file, []);
  };
  inFile('.mcp.json');
  const declared = own(manifest, 'mcpServers');
  for (const [index, item] of asList(declared).entries()) {
    const path: (string | number)[] = Array.isArray(declared) ? ['mcpServers', index] : ['mcpServers'];
    if (typeof item !== 'string') collect(item, manifestFile, path);
    else if (isBundle(item)) found.push({ name: item, config: item, path, file: manifestFile });
    else {
      const file = insidePath(item);
      if (file !== undefined && file !== '.mcp.json') inFile(file);
    }
  }
  return found;
}

/** LSP servers of `.lsp.json`, of files that the manifest names, and of the manifest. */
export function lspEntries(
  source: Source,
  manifest: Record<string, unknown>,
): (ServerEntry & { config: Record<string, unknown> })[] {
  const found: (ServerEntry & { config: Record<string, unknown> })[] = [];
  const collect = (servers: unknown, file: string, path: (string | number)[]) => {
    for (const [name, config] of Object.entries(asRecord(servers))) {
      found.push({ name, config: asRecord(config), path: [...path, name], file });
    }
  };
  const inFile = (file: string) => {
    const parsed = source.json(file);
    if (parsed?.ok === true) collect(parsed.value, file, []);
  };
  inFile('.lsp.json');
  const declared = own(manifest, 'lspServers');
  for (const [index, item] of asList(declared).entries()) {
    const file = insidePath(item);
    if (file === undefined)
      collect(item, manifestFile, Array.isArray(declared) ? ['lspServers', index] : ['lspServers']);
    else if (file !== '.lsp.json') inFile(file);
  }
  return found;
}

/** A monitor as configured, with the place of its entry. */
export type MonitorEntry = { monitor: Record<string, unknown>; path: (string | number)[]; file: string };

/** Monitors of `monitors/monitors.json`, or of what the manifest declares in its place. */
export function monitorEntries(source: Source, manifest: Record<string, unknown>): MonitorEntry[] {
  const found: MonitorEntry[] = [];
  const collect = (list: unknown, file: string, path: (string | number)[]) => {
    if (!Array.isArray(list)) return;
    for (const [index, item] of list.entries())
      found.push({ monitor: asRecord(item), path: [...path, index], file });
  };
  const inFile = (file: string) => {
    const parsed = source.json(file);
    if (parsed?.ok === true) collect(parsed.value, file, []);
  };
  const { value, path } = experimental(manifest, 'monitors');
  if (value === undefined) inFile('monitors/monitors.json');
  else if (typeof value === 'string') {
    const file = insidePath(value);
    if (file !== undefined) inFile(file);
  } else collect(value, manifestFile, path);
  return found;
}

/** The files of a field that names files and folders, sorted; of a folder, those straight in it that have the ending. */
export function declaredFiles(source: Source, declared: unknown, standard: string, ending: string): string[] {
  const files = (declared === undefined ? [standard] : pathsOf(declared)).flatMap((path) =>
    source.resolve(path).kind === 'file'
      ? [path]
      : childrenOf(source, path)
          .filter((child) => child.kind === 'file' && child.name.endsWith(ending))
          .map((child) => child.path),
  );
  return [...new Set(files)].sort();
}

/** The theme files of a plugin, given its `themes` field. */
export function themeFiles(source: Source, declared: unknown): string[] {
  return declaredFiles(source, declared, 'themes', '.json');
}
