import { marketplaceSchema } from '../../claude-code/marketplace-schema.ts';
import { marketplaceRule } from '../../rule.ts';
import { schemaIssues } from '../../schema/explain.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-field-invalid',
    version: 1,
    authority: 'claude-code',
    severity: 'error',
    waivable: false,
  },
  ({ manifest, report }) => {
    for (const issue of schemaIssues(marketplaceSchema, manifest)) report(issue);
  },
);
