import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'frontmatter-alias-bomb', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, plugin, report }) => {
    for (const file of new Set(plugin.components.map((component) => component.file))) {
      if (!/\.md$/i.test(file)) continue;
      const frontmatter = source.frontmatter(file);
      if (frontmatter?.kind !== 'mapping' || frontmatter.aliasBomb !== true) continue;
      report({
        file,
        at: { line: 1 },
        message:
          'The frontmatter repeats its aliases more than a hundred times over, which could exhaust a reader.',
        fix: 'Write the values out, without "&" anchors and "*" aliases.',
      });
    }
  },
);
