import { quote } from '../../diagnostic.ts';
import { linksOf } from '../../facts/links.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'link-broken', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    for (const { file, target, leadsTo } of linksOf(source)) {
      if (leadsTo !== 'missing' && leadsTo !== 'loop') continue;
      const { kind } = source.resolve(file);
      if (kind !== 'missing' && kind !== 'loop') continue;
      report({
        file,
        message: `Expected a symbolic link to lead somewhere, but ${leadsTo === 'loop' ? `following ${quote(target)} never ends` : `there is nothing at ${quote(target)}`}.`,
        fix: `rm ${quote(file)}`,
      });
    }
  },
);
