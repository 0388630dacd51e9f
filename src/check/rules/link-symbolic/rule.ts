import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'link-symbolic', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, report }) => {
    for (const file of source.files.values()) {
      if (file.kind !== 'link') continue;
      const { kind } = source.resolve(file.path);
      if (kind !== 'file' && kind !== 'directory') continue;
      report({
        file: file.path,
        message: `Expected a file, but this is a symbolic link to ${quote(file.target)}, which Windows and archives turn into a text file.`,
        fix: 'Replace the link with a copy of what it leads to.',
      });
    }
  },
);
