import { byText } from '../plugin/text.ts';
import type { RegistryPlugin } from './registry.ts';

/** A tool of one of a plugin's own MCP servers. */
export type McpTool = { server: string; tool: string };

const named = /\bmcp__plugin_[\w-]+(?![\w*-])/;

/**
 * The tools that a plugin's skills and commands say they use of its own MCP servers, sorted, of servers whose tools are not known from
 * `tools.json`. A tool is called by the names of the plugin, of the server and its own:
 * https://code.claude.com/docs/en/mcp#plugin-provided-mcp-servers
 */
export function mcpTools({
  name,
  components,
  capabilities,
}: Pick<RegistryPlugin, 'name' | 'components' | 'capabilities'>): McpTool[] {
  const described = new Set(components.flatMap((one) => (one.kind === 'mcp-tool' ? [one.server] : [])));
  const servers = components
    .filter(({ kind, name: server }) => kind === 'mcp-server' && !described.has(server))
    .map((server) => server.name);
  if (servers.length === 0) return [];
  const calls = capabilities.flatMap((capability) =>
    capability.kind === 'allowed-tools'
      ? capability.tools.flatMap((tool) => named.exec(tool)?.[0] ?? [])
      : [],
  );
  const starts = [...new Set(servers)]
    .sort(byText)
    .map((server) => ({ server, start: `mcp__plugin_${called(name)}_${called(server)}__` }));
  const found = new Map(starts.map(({ server }) => [server, new Set<string>()]));
  for (const call of calls) {
    const own = starts
      .filter(({ start }) => call.startsWith(start) && call.length > start.length)
      // The name of one server may begin with that of another.
      .reduce((best, each) => (each.start.length > best.start.length ? each : best), {
        server: '',
        start: '',
      });
    found.get(own.server)?.add(call.slice(own.start.length));
  }
  return [...found].flatMap(([server, tools]) => [...tools].sort(byText).map((tool) => ({ server, tool })));
}

function called(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_');
}
