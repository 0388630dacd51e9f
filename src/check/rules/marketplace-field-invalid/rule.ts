import { clientIssues } from '../../claude-code/client-issues.ts';
import { marketplaceSchema } from '../../claude-code/marketplace-schema.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-field-invalid', version: 1, ...clientError },
  ({ manifest, report }) => {
    for (const issue of clientIssues(marketplaceSchema, manifest)) report(issue);
  },
);
