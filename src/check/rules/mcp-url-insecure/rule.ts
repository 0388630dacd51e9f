import { mcpEntries } from '../../../plugin/kinds/mcp-server.ts';
import { rawManifest } from '../../../plugin/read-manifest.ts';
import { own } from '../../../plugin/values.ts';
import { isInsecureUrl } from '../../claude-code/mcp.ts';
import { quote } from '../../diagnostic.ts';
import { clientWarning, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'mcp-url-insecure', version: 1, ...clientWarning, clientReads: ['manifest'] },
  ({ source, report }) => {
    for (const { config, path, file } of mcpEntries(source, rawManifest(source))) {
      const url = typeof config === 'string' ? undefined : own(config, 'url');
      if (typeof url !== 'string' || !isInsecureUrl(url)) continue;
      report({
        file,
        at: { json: [...path, 'url'] },
        message: `The server's URL ${quote(url)} sends everything in clear text, credentials included.`,
        fix: `Write ${quote(url.replace(/^http:/i, 'https:').replace(/^ws:/i, 'wss:'))}.`,
      });
    }
  },
);
