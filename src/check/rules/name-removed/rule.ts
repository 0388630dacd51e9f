import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  {
    id: 'name-removed',
    version: 1,
    authority: 'marketplace',
    severity: 'error',
    waivable: false,
    marketplaceOnly: true,
  },
  ({ plugin, marketplace, report }) => {
    const renames = marketplace?.config.renames ?? {};
    if (!Object.hasOwn(renames, plugin.name)) return;
    const now = renames[plugin.name];
    report({
      file: manifestFile,
      at: { json: ['name'] },
      message:
        typeof now === 'string'
          ? `Disallowed name ${quote(plugin.name)}: it was the name of what is now ${quote(now)}, and people who installed that would get this.`
          : `Disallowed name ${quote(plugin.name)}: a plugin of this name was removed, and people who installed that would get this.`,
      fix: 'Choose a name that no plugin of this marketplace has had.',
    });
  },
);
