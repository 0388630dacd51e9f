import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import type { MarketplaceRule } from '../../rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-source-missing',
  version: 1,
  looksAt: 'marketplace',
  authority: 'marketplace',
  severity: 'warning',
  waivable: false,
  check({ entries, isGenerated, report }) {
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
};
