import { own } from '../../../plugin/values.ts';
import { sourceIssues } from '../../claude-code/entry-source.ts';
import type { MarketplaceRule } from '../../rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-source-invalid',
  version: 1,
  looksAt: 'marketplace',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ manifest, entries, report }) {
    for (const { index, raw } of entries) {
      const at = ['plugins', index, 'source'];
      for (const issue of sourceIssues(own(raw, 'source'), manifest, at)) report(issue);
    }
  },
};
