import { quote } from '../../diagnostic.ts';
import { leadsIntoRepository, levelsAbove, linksOf } from '../../facts/links.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'link-outside', version: 2, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, marketplace, report }) => {
    const levels = levelsAbove(marketplace !== undefined);
    for (const { file, target, leadsTo } of linksOf(source)) {
      if (leadsTo !== 'outside' || leadsIntoRepository(source, file, levels)) continue;
      report({
        file,
        message: `Disallowed symbolic link: it leads out of the plugin, to ${quote(target)}.`,
        fix: 'Replace the link with a copy of what it should lead to.',
      });
    }
  },
);
