import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'link-outside', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    for (const file of source.files.values()) {
      if (file.kind !== 'link' || source.resolve(file.path).kind !== 'outside') continue;
      report({
        file: file.path,
        message: `Disallowed symbolic link: it leads out of the plugin, to ${quote(file.target)}.`,
        fix: 'Replace the link with a copy of what it should lead to.',
      });
    }
  },
);
