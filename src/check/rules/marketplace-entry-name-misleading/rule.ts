import { own } from '../../../plugin/values.ts';
import { isOfficialMarketplace } from '../../claude-code/marketplace-names.ts';
import { readsAsOfficial } from '../../claude-code/reserved-names.ts';
import { quote } from '../../diagnostic.ts';
import { marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-entry-name-misleading',
    version: 1,
    authority: 'claude-code',
    severity: 'warning',
    waivable: false,
  },
  ({ manifest, entries, report }) => {
    if (isOfficialMarketplace(own(manifest, 'name'))) return;
    for (const { index, raw } of entries) {
      const name = own(raw, 'name');
      if (typeof name !== 'string' || !readsAsOfficial(name)) continue;
      report({
        at: { json: ['plugins', index, 'name'] },
        message: `The plugin's name ${quote(name)} reads as one of Anthropic's own.`,
        fix: 'Name the plugin for what it does.',
      });
    }
  },
);
