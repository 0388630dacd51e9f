import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';
import { closestName } from '../../text/names.ts';

export const rule = pluginRule(
  {
    id: 'name-similar',
    version: 1,
    authority: 'marketplace',
    severity: 'warning',
    waivable: true,
    marketplaceOnly: true,
  },
  ({ source, plugin, marketplace, report }) => {
    const close = closestName(plugin.name, marketplace?.names ?? [], source.folder);
    if (close?.kind !== 'near' && close?.kind !== 'reordered') return;
    report({
      file: manifestFile,
      at: { json: ['name'] },
      message:
        close.kind === 'near'
          ? `Expected a name that is easy to tell from others, but ${quote(plugin.name)} is close to the plugin ${quote(close.name)}.`
          : `Expected a name that is easy to tell from others, but ${quote(plugin.name)} has the words of the plugin ${quote(close.name)}.`,
      fix: `Choose a name that says how it differs from ${quote(close.name)}.`,
    });
  },
);
