import { entryIssues } from '../../claude-code/entry-schema.ts';
import type { MarketplaceRule } from '../../rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-entry-invalid',
  version: 1,
  looksAt: 'marketplace',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ entries, report }) {
    for (const { index, raw } of entries)
      for (const issue of entryIssues(raw, ['plugins', index])) report(issue);
  },
};
