import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-source-missing',
    version: 1,
    authority: 'marketplace',
    severity: 'warning',
    waivable: false,
  },
  ({ entries, isGenerated, report }) => {
    // A plugin that was removed or renamed stays listed until publishing writes the file anew.
    if (isGenerated) return;
    for (const { index, raw, local } of entries) {
      if (local?.state !== 'missing') continue;
      report({
        at: { json: ['plugins', index, 'source'] },
        message: `The source ${quote(own(raw, 'source'))} leads to no folder, so the plugin is listed but cannot be installed.`,
        fix: 'Correct the path, add the folder, or remove the entry.',
      });
    }
  },
);
