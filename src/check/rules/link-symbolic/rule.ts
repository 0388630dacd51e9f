import { quote } from '../../diagnostic.ts';
import { linksOf } from '../../facts/links.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'link-symbolic', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, report }) => {
    for (const { file, target, leadsTo } of linksOf(source)) {
      if (leadsTo !== 'file' && leadsTo !== 'directory') continue;
      const { kind } = source.resolve(file);
      if (kind !== 'file' && kind !== 'directory') continue;
      report({
        file,
        message: `Expected a file, but this is a symbolic link to ${quote(target)}, which Windows and archives turn into a text file.`,
        fix: 'Replace the link with a copy of what it leads to.',
      });
    }
  },
);
