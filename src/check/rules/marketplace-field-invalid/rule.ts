import { marketplaceShape } from '../../claude-code/marketplace-shape.ts';
import { issuesOf } from '../../claude-code/shape.ts';
import type { MarketplaceRule } from '../../marketplace-rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-field-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ manifest, report }) {
    for (const { path, key, message, fix } of issuesOf(marketplaceShape, manifest)) {
      report({ at: { json: path, ...(key === undefined ? {} : { key }) }, message, fix });
    }
  },
};
