import { marketplaceSchema } from '../../claude-code/marketplace-schema.ts';
import { clientError, marketplaceRule } from '../../rule.ts';
import { schemaIssues } from '../../schema/explain.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-field-invalid', version: 1, ...clientError },
  ({ manifest, report }) => {
    for (const issue of schemaIssues(marketplaceSchema, manifest)) report(issue);
  },
);
