import { mcpEntries, type ServerEntry, serverOf } from './kinds/mcp-server.ts';
import { inEffect } from './kinds/servers.ts';
import { rawManifest } from './read-manifest.ts';
import type { Source } from './source.ts';
import { byText } from './text.ts';
import { asText, own } from './values.ts';

/** A server that a plugin has started over stdin and stdout. */
export type StdioServer = {
  /** Its key in `.mcp.json` or in the manifest. */
  key: string;
  command: string;
  args: string[];
  /** As written, with `${…}`. */
  env: Readonly<Record<string, string>>;
  cwd?: string;
  entry: ServerEntry & { config: Record<string, unknown> };
};

/** The stdio servers of a plugin that take effect, sorted by key. */
export function stdioServers(source: Source): StdioServer[] {
  const servers = inEffect(mcpEntries(source, rawManifest(source))).flatMap(({ entry }): StdioServer[] => {
    const { config } = entry;
    if (typeof config === 'string') return [];
    const { command, args = [], env = {} } = serverOf(config) ?? {};
    if (command === undefined) return [];
    const texts = Object.entries(env).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    const cwd = asText(own(config, 'cwd'));
    return [
      {
        key: entry.name,
        command,
        args,
        env: Object.fromEntries(texts),
        ...(cwd === undefined ? {} : { cwd }),
        entry: { ...entry, config },
      },
    ];
  });
  return servers.sort((a, b) => byText(a.key, b.key));
}
