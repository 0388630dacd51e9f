import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-entry-duplicate', version: 1, ...clientError },
  ({ entries, report }) => {
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
);
