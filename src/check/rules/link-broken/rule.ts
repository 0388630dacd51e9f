import { quote } from '../../diagnostic.ts';
import type { PluginRule } from '../../rule.ts';

export const rule: PluginRule = {
  id: 'link-broken',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
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
};
