import { own } from '../../../plugin/values.ts';
import { isOfficialMarketplace, namePartProblem } from '../../claude-code/marketplace-names.ts';
import { isReservedName } from '../../claude-code/reserved-names.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-entry-name-refused', version: 1, ...clientError },
  ({ manifest, entries, report }) => {
    const isOfficial = isOfficialMarketplace(own(manifest, 'name'));
    for (const { index, raw } of entries) {
      const name = own(raw, 'name');
      const at = { json: name === undefined ? ['plugins', index] : ['plugins', index, 'name'] };
      const problem = namePartProblem(name);
      if (problem !== undefined) {
        const what = typeof name === 'string' && name !== '' ? ` ${quote(name)}` : '';
        report({
          at,
          message: `The plugin's name${what} ${problem}.`,
          fix: 'Write lower-case letters, digits and hyphens: "name": "my-plugin".',
        });
      } else if (typeof name === 'string' && !isOfficial && isReservedName(name)) {
        report({
          at,
          message: `The plugin's name ${quote(name)} is reserved: it reads as one of Anthropic's own.`,
          fix: 'Name the plugin for what it does, without "claude" or "anthropic" at the start and without "official" beside them.',
        });
      }
    }
  },
);
