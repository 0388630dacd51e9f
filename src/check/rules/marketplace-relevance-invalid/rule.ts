import { own } from '../../../plugin/values.ts';
import { relevanceShape } from '../../claude-code/relevance-shape.ts';
import { isObject, issuesOf } from '../../claude-code/shape.ts';
import type { MarketplaceRule } from '../../marketplace-rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-relevance-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ entries, report }) {
    for (const { index, raw } of entries) {
      const relevance = own(raw, 'relevance');
      // What is no object is passed over, and another rule says so.
      if (!isObject(relevance)) continue;
      for (const { path, message, fix } of issuesOf(relevanceShape, relevance, [
        'plugins',
        index,
        'relevance',
      ])) {
        report({ at: { json: path }, message, fix });
      }
    }
  },
};
