import type { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { View } from './calls.ts';
import type { Host, ListName } from './host.ts';
import { mcpServer } from './mcp-server.ts';
import type { Caller } from './running.ts';

/** Serves a host to the one client on stdin and stdout, which is told of lists that change. */
export function serveOverStdio(host: Host, view: View, caller: Caller): { close(): Promise<void> } {
  const servers = new Set<Server>();
  host.listeners.add((changed) => {
    for (const server of servers) void announce(server, changed);
  });
  return serveStdio(() => {
    const server = mcpServer(host, view, caller);
    servers.add(server);
    server.onclose = () => servers.delete(server);
    return server;
  });
}

async function announce(server: Server, changed: ReadonlySet<ListName>): Promise<void> {
  try {
    if (changed.has('tools')) await server.sendToolListChanged();
    if (changed.has('prompts')) await server.sendPromptListChanged();
    if (changed.has('resources')) await server.sendResourceListChanged();
  } catch {
    // The client is not connected yet, or no longer.
  }
}
