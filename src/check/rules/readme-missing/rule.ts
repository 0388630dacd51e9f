import type { PluginRule } from '../../rule.ts';
import { readmeOf } from '../../text/prose.ts';

export const rule: PluginRule = {
  id: 'readme-missing',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'error',
  waivable: true,
  check({ source, report }) {
    if (readmeOf(source) !== undefined) return;
    report({
      message: 'Expected the plugin to have a README.',
      fix: 'Write "README.md": what the plugin does, how to use it, and what it needs.',
    });
  },
};
