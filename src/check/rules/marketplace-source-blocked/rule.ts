import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-source-blocked', version: 1, ...clientError },
  ({ entries, report }) => {
    for (const { index, raw, local } of entries) {
      if (local?.state !== 'blocked') continue;
      report({
        at: { json: ['plugins', index, 'source'] },
        message: `The source ${quote(own(raw, 'source'))} leads to a file where a folder should be, so the plugin's manifest cannot be read.`,
        fix: 'Name the folder that holds ".claude-plugin/plugin.json".',
      });
    }
  },
);
