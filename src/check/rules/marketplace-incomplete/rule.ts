import { asRecord, own } from '../../../plugin/values.ts';
import { configFile } from '../../config/config.ts';
import { marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-incomplete',
    version: 1,
    authority: 'claude-code',
    severity: 'warning',
    waivable: false,
  },
  ({ manifest, isGenerated, report }) => {
    const isEmpty = (value: unknown) => value === undefined || value === '';
    if (
      isEmpty(own(manifest, 'description')) &&
      isEmpty(own(asRecord(own(manifest, 'metadata')), 'description'))
    ) {
      report({
        ...(Object.hasOwn(manifest, 'description') ? { at: { json: ['description'] } } : {}),
        message: 'The marketplace has no "description".',
        fix: `Add "description": "What these plugins are for, in a sentence."${isGenerated ? ` to ${configFile}.` : ''}`,
      });
    }
    const plugins = own(manifest, 'plugins');
    if (Array.isArray(plugins) && plugins.length === 0) {
      report({
        at: { json: ['plugins'] },
        message: 'The marketplace lists no plugin.',
        fix: isGenerated
          ? 'npm run new -- my-plugin writes a first one; publishing lists it.'
          : 'Add { "name": "my-plugin", "source": "./plugins/my-plugin" } to "plugins".',
      });
    }
  },
);
