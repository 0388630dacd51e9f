import { own } from '../../../plugin/values.ts';
import { reservedMarketplaceName } from '../../claude-code/marketplace-names.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-name-reserved', version: 1, ...clientError },
  ({ manifest, report }) => {
    const name = own(manifest, 'name');
    const problem = typeof name === 'string' ? reservedMarketplaceName(name) : undefined;
    if (problem === undefined) return;
    report({
      at: { json: ['name'] },
      message: `The marketplace's name ${quote(name)} ${problem}.`,
      fix: 'Name the marketplace for who runs it: "name": "acme-tools".',
    });
  },
);
