import { duplicateKeys, mayHaveDuplicateKeys } from '../../../plugin/json.ts';
import { monitorFile } from '../../../plugin/kinds/monitor.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { hookFiles, lspFiles, mcpFiles } from '../../claude-code/client-files.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'json-duplicate-key', version: 2, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    const files = [
      manifestFile,
      ...hookFiles(source),
      ...mcpFiles(source),
      ...lspFiles(source),
      'settings.json',
      'listing.json',
      'tools.json',
      'waivers.json',
    ];
    const monitors = monitorFile(source);
    if (monitors !== undefined) files.push(monitors);
    for (const file of new Set(files)) {
      const parsed = source.json(file);
      if (parsed?.ok !== true || !mayHaveDuplicateKeys(parsed.text, parsed.value)) continue;
      for (const { key, offset } of duplicateKeys(parsed.text)) {
        report({
          file,
          at: { offset },
          message: `The key ${quote(key)} appears twice in one object, so the value that a reader sees may not be the one that is used.`,
          fix: 'Remove one of them.',
        });
      }
    }
  },
);
