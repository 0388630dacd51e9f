import { entryIssues } from '../../claude-code/entry-schema.ts';
import type { MarketplaceRule } from '../../marketplace-rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-entry-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ entries, report }) {
    for (const { index, raw } of entries)
      for (const issue of entryIssues(raw, ['plugins', index])) report(issue);
  },
};
