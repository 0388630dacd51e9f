import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'channel-unmatched', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ plugin, report }) => {
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
);
