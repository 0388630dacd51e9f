import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import type { MarketplaceRule } from '../../rule.ts';

export const rule: MarketplaceRule = {
  id: 'marketplace-entry-duplicate',
  version: 1,
  looksAt: 'marketplace',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ entries, report }) {
    const first = new Map<string, number>();
    for (const { index, raw } of entries) {
      const name = own(raw, 'name');
      if (typeof name !== 'string') continue;
      const before = first.get(name);
      if (before === undefined) {
        first.set(name, index);
        continue;
      }
      report({
        at: { json: ['plugins', index, 'name'] },
        message: `Another entry, "plugins[${before}]", is called ${quote(name)} too.`,
        fix: 'Give each plugin a name of its own, or remove one of the entries.',
      });
    }
  },
};
