import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';
import { closestName } from '../../text/names.ts';

export const rule = pluginRule(
  {
    id: 'name-too-close',
    version: 1,
    authority: 'marketplace',
    severity: 'error',
    waivable: false,
    marketplaceOnly: true,
  },
  ({ source, plugin, marketplace, report }) => {
    const close = closestName(plugin.name, marketplace?.names ?? [], source.folder);
    if (close === undefined || (close.kind !== 'same' && close.kind !== 'typo')) return;
    report({
      file: manifestFile,
      at: { json: ['name'] },
      message:
        close.kind === 'same'
          ? `Disallowed name ${quote(plugin.name)}: it reads the same as the plugin ${quote(close.name)}.`
          : `Disallowed name ${quote(plugin.name)}: it is one letter away from the plugin ${quote(close.name)}.`,
      fix: `Choose a name that nobody could type or read as ${quote(close.name)}.`,
    });
  },
);
