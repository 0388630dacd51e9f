import { pluginRule } from '../../rule.ts';
import { readmeOf } from '../../text/prose.ts';

export const rule = pluginRule(
  { id: 'readme-missing', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    if (readmeOf(source) !== undefined) return;
    report({
      message: 'Expected the plugin to have a README.',
      fix: 'Write "README.md": what the plugin does, how to use it, and what it needs.',
    });
  },
);
