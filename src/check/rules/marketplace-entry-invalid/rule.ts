import { entryIssues } from '../../claude-code/entry-schema.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-entry-invalid', version: 2, ...clientError },
  ({ entries, report }) => {
    for (const { index, raw } of entries)
      for (const issue of entryIssues(raw, ['plugins', index])) report(issue);
  },
);
