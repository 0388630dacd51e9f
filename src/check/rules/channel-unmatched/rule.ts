import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import type { PluginRule } from '../../rule.ts';

export const rule: PluginRule = {
  id: 'channel-unmatched',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ plugin, report }) {
    if (!plugin.components.some((component) => component.kind === 'channel')) return;
    const servers = plugin.components
      .filter((component) => component.kind === 'mcp-server')
      .map((component) => component.name);
    for (const { kind, name, line } of plugin.components) {
      if (kind !== 'channel' || servers.includes(name)) continue;
      report({
        file: manifestFile,
        at: { line },
        message: `The channel's server ${quote(name)} is none of the plugin's MCP servers.`,
        fix:
          servers.length === 0
            ? 'Declare the server in .mcp.json.'
            : `Write one of ${servers.map(quote).join(', ')}.`,
      });
    }
  },
};
