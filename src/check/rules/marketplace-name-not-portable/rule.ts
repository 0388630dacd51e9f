import { own } from '../../../plugin/values.ts';
import { desktopNameLimit, desktopNames } from '../../claude-code/marketplace-names.ts';
import { quote } from '../../diagnostic.ts';
import { marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-name-not-portable',
    version: 1,
    authority: 'claude-code',
    severity: 'warning',
    waivable: false,
  },
  ({ manifest, entries, report }) => {
    const name = own(manifest, 'name');
    const fix = `Write a name of at most ${desktopNameLimit} characters.`;
    const tooLong = (value: unknown) => typeof value === 'string' && value.length > desktopNameLimit;
    if (tooLong(name)) {
      report({
        at: { json: ['name'] },
        message: `The marketplace's name ${quote(name)} is longer than Claude Desktop accepts.`,
        fix,
      });
    } else if (typeof name === 'string' && desktopNames.includes(name.toLowerCase())) {
      report({
        at: { json: ['name'] },
        message: `The marketplace's name ${quote(name)} is reserved by Claude Desktop.`,
        fix: 'Name the marketplace for who runs it: "name": "acme-tools".',
      });
    }
    for (const { index, raw } of entries) {
      if (!tooLong(own(raw, 'name'))) continue;
      report({
        at: { json: ['plugins', index, 'name'] },
        message: `The plugin's name ${quote(own(raw, 'name'))} is longer than Claude Desktop accepts.`,
        fix,
      });
    }
  },
);
