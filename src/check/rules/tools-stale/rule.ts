import { serverDigest } from '../../../plugin/server-files.ts';
import { stdioServers } from '../../../plugin/stdio-servers.ts';
import { readTools, toolsFile } from '../../../plugin/tools.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'tools-stale', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  async ({ source, plugin, report }) => {
    const read = readTools(source);
    if (read?.ok !== true) return;
    const fix = `Type: npm run tools -- ${plugin.name}`;
    for (const server of stdioServers(source)) {
      const { key } = server;
      const known = Object.hasOwn(read.value.servers, key) ? read.value.servers[key] : undefined;
      if (known === undefined)
        report({ file: toolsFile, message: `The file says nothing of the MCP server ${quote(key)}.`, fix });
      else if (known.files !== (await serverDigest(source, server)))
        report({
          file: toolsFile,
          at: { json: ['servers', key, 'files'] },
          message: `Files or the configuration of the MCP server ${quote(key)} changed since it was asked what it offers.`,
          fix,
        });
    }
  },
);
