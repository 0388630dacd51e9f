import type { JsonPath } from '../../plugin/json.ts';
import { hookEntries } from '../../plugin/kinds/hook.ts';
import { lspEntries } from '../../plugin/kinds/lsp-server.ts';
import { mcpEntries } from '../../plugin/kinds/mcp-server.ts';
import { monitorEntries } from '../../plugin/kinds/monitor.ts';
import { rawManifest } from '../../plugin/read-manifest.ts';
import { oncePerSource } from '../../plugin/source.ts';
import { asText, own } from '../../plugin/values.ts';

/** A program that the plugin has Claude Code start, as configured. */
type Program = {
  what: 'hook' | 'MCP server' | 'language server' | 'monitor';
  /** Whether a shell reads the command; otherwise it is one program with separate arguments. */
  shell: boolean;
  command: string;
  args: string[];
  file: string;
  /** Keys that lead to the entry in `file`; `command` and `args` lie below it. */
  path: JsonPath;
};

/** Every program of a plugin's hooks, servers and monitors. */
export const programsOf = oncePerSource((source): readonly Program[] => {
  const manifest = rawManifest(source);
  const found: Program[] = [];
  const add = (
    what: Program['what'],
    shell: boolean,
    entry: Record<string, unknown>,
    file: string,
    path: JsonPath,
  ) => {
    const command = asText(own(entry, 'command'));
    const args = own(entry, 'args');
    if (command === undefined) return;
    found.push({
      what,
      shell,
      command,
      args: Array.isArray(args) ? args.filter((arg) => typeof arg === 'string') : [],
      file,
      path,
    });
  };
  for (const { hook, file, path } of hookEntries(source, manifest)) {
    if (own(hook, 'type') === 'command') add('hook', own(hook, 'args') === undefined, hook, file, path);
  }
  for (const { config, file, path } of mcpEntries(source, manifest)) {
    if (typeof config !== 'string') add('MCP server', false, config, file, path);
  }
  for (const { config, file, path } of lspEntries(source, manifest))
    add('language server', false, config, file, path);
  for (const { monitor, file, path } of monitorEntries(source, manifest))
    add('monitor', true, monitor, file, path);
  return found;
});

/** A place in a text that names a path below the plugin's root. */
type RootReference = { path: string; offset: number };

const reference = /\$(?:\{CLAUDE_PLUGIN_ROOT\}|CLAUDE_PLUGIN_ROOT\b)["']?\/([^\s"'`;|&<>(){}$*?,[\]\\]*)/g;

/** Every path that a text names below `${CLAUDE_PLUGIN_ROOT}`; a path with a variable or wildcard in it is left out from there on. */
export function rootReferences(text: string): RootReference[] {
  if (!text.includes('CLAUDE_PLUGIN_ROOT')) return [];
  const found: RootReference[] = [];
  for (const match of text.matchAll(reference)) {
    const next = text.charAt(match.index + match[0].length);
    const path = (match[1] ?? '').replace(/[.:!]+$/, '');
    // What follows a variable or wildcard is not known before it runs.
    if (path === '' || /[$*?{[]/.test(next)) continue;
    found.push({ path: path.replace(/\/+$/, ''), offset: match.index });
  }
  return found;
}
