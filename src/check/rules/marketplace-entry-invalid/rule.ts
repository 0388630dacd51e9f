import { entryIssues } from '../../claude-code/entry-schema.ts';
import { marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-entry-invalid',
    version: 1,
    authority: 'claude-code',
    severity: 'error',
    waivable: false,
  },
  ({ entries, report }) => {
    for (const { index, raw } of entries)
      for (const issue of entryIssues(raw, ['plugins', index])) report(issue);
  },
);
