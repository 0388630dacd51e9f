import { quote } from '../../diagnostic.ts';
import { leadsIntoRepository, levelsAbove, linksOf } from '../../facts/links.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'link-shared', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, marketplace, report }) => {
    const levels = levelsAbove(marketplace !== undefined);
    for (const { file, target, leadsTo } of linksOf(source)) {
      if (leadsTo !== 'outside' || !leadsIntoRepository(source, file, levels)) continue;
      report({
        file,
        message: `The link leads out of the plugin, to ${quote(target)} in the same repository. It works where the plugin is installed from git, and not from an archive, and changes there are not part of this plugin's review.`,
        fix: `Replace the link with a copy of what it leads to, or waive "link-shared" for ${quote(file)} with a reason in waivers.json.`,
      });
    }
  },
);
