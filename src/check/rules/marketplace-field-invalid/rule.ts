import { marketplaceSchema } from '../../claude-code/marketplace-schema.ts';
import type { MarketplaceRule } from '../../rule.ts';
import { schemaIssues } from '../../schema/explain.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-field-invalid',
  version: 1,
  looksAt: 'marketplace',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ manifest, report }) {
    for (const issue of schemaIssues(marketplaceSchema, manifest)) report(issue);
  },
};
