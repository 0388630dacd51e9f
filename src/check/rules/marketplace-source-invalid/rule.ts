import { own } from '../../../plugin/values.ts';
import { sourceIssues } from '../../claude-code/entry-source.ts';
import type { MarketplaceRule } from '../../marketplace-rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-source-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ manifest, entries, report }) {
    for (const { index, raw } of entries) {
      for (const { path, message, fix } of sourceIssues(own(raw, 'source'), manifest, [
        'plugins',
        index,
        'source',
      ])) {
        report({ at: { json: path }, message, fix });
      }
    }
  },
};
