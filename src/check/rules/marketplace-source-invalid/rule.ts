import { own } from '../../../plugin/values.ts';
import { sourceIssues } from '../../claude-code/entry-source.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-source-invalid', version: 1, ...clientError },
  ({ manifest, entries, report }) => {
    for (const { index, raw } of entries) {
      const at = ['plugins', index, 'source'];
      for (const issue of sourceIssues(own(raw, 'source'), manifest, at)) report(issue);
    }
  },
);
