import { quote } from '../../diagnostic.ts';
import type { PluginRule } from '../../rule.ts';

export const rule: PluginRule = {
  id: 'link-outside',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    for (const file of source.files.values()) {
      if (file.kind !== 'link' || source.resolve(file.path).kind !== 'outside') continue;
      report({
        file: file.path,
        message: `Disallowed symbolic link: it leads out of the plugin, to ${quote(file.target)}.`,
        fix: 'Replace the link with a copy of what it should lead to.',
      });
    }
  },
};
