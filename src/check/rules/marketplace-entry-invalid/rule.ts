import { entryIssues } from '../../claude-code/entry-shape.ts';
import type { MarketplaceRule } from '../../marketplace-rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-entry-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ entries, report }) {
    for (const { index, raw } of entries) {
      for (const { path, key, message, fix } of entryIssues(raw, ['plugins', index])) {
        report({ at: { json: path, ...(key === undefined ? {} : { key }) }, message, fix });
      }
    }
  },
};
