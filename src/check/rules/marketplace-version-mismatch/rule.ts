import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-version-mismatch',
    version: 1,
    authority: 'claude-code',
    severity: 'warning',
    waivable: false,
  },
  ({ entries, isGenerated, report }) => {
    for (const { index, raw, local } of entries) {
      const listed = own(raw, 'version');
      const actual = local?.version;
      if (
        typeof listed !== 'string' ||
        listed === '' ||
        actual === undefined ||
        actual === '' ||
        listed === actual
      )
        continue;
      report({
        at: { json: ['plugins', index, 'version'] },
        message: `The entry says version ${quote(listed)} and the plugin's own manifest ${quote(actual)}, which is the one that counts.`,
        fix: isGenerated
          ? 'Leave the file as it is: publishing writes it anew.'
          : `Remove "version" from the entry, or write ${JSON.stringify(actual)}.`,
      });
    }
  },
);
