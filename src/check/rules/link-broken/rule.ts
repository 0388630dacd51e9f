import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'link-broken', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    for (const file of source.files.values()) {
      if (file.kind !== 'link') continue;
      const { kind } = source.resolve(file.path);
      if (kind !== 'missing' && kind !== 'loop') continue;
      report({
        file: file.path,
        message: `Expected a symbolic link to lead somewhere, but ${kind === 'loop' ? `following ${quote(file.target)} never ends` : `there is nothing at ${quote(file.target)}`}.`,
        fix: `rm ${quote(file.path)}`,
      });
    }
  },
);
