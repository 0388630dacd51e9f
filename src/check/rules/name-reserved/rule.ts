import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'name-reserved', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ plugin, policy, report }) => {
    if (!policy.reservedNames.includes(plugin.name.toLowerCase())) return;
    report({
      file: manifestFile,
      at: { json: ['name'] },
      message: `Disallowed name ${quote(plugin.name)}: this marketplace reserves it.`,
      fix: 'Name the plugin for what it does, in two words or more.',
    });
  },
);
