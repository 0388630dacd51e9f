import schema from '../../../plugin/schemas/tools.schema.json' with { type: 'json' };
import { stdioServers } from '../../../plugin/stdio-servers.ts';
import { readTools, toolLists, toolsFile } from '../../../plugin/tools.ts';
import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { itemWords, offeredItems } from '../../facts/offered-items.ts';
import { pluginRule } from '../../rule.ts';
import { reportFile } from '../../schema/report.ts';

export const rule = pluginRule(
  { id: 'tools-invalid', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, plugin, report }) => {
    const read = readTools(source);
    if (read === undefined) return;
    let isReported = false;
    reportFile(
      {
        source,
        report(finding) {
          isReported = true;
          report(finding);
        },
      },
      toolsFile,
      schema,
    );
    const fix = `Type: npm run tools -- ${plugin.name}`;
    if (!read.ok) {
      // What a schema cannot say.
      if (!isReported)
        for (const { at, message } of read.problems)
          report({ file: toolsFile, at: { json: at }, message, fix });
      return;
    }
    const started = new Set(stdioServers(source).map(({ key }) => key));
    for (const key of Object.keys(read.value.servers))
      if (!started.has(key))
        report({
          file: toolsFile,
          at: { json: ['servers', key], key: true },
          message: `The plugin starts no MCP server ${quote(key)}.`,
          fix,
        });
    const seen = new Set<string>();
    for (const { server, list, item, path } of offeredItems(source)) {
      const name = String(own(item, toolLists[list]));
      const key = JSON.stringify([server, list, name]);
      if (seen.has(key))
        report({
          file: toolsFile,
          at: { json: path },
          message: `The server ${quote(server)} offers two ${itemWords[list]}s ${quote(name)}.`,
          fix: `Give each a name of its own, then type: npm run tools -- ${plugin.name}`,
        });
      seen.add(key);
    }
  },
);
