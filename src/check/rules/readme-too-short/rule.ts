import type { PluginRule } from '../../rule.ts';
import { countProse, readmeOf } from '../../text/prose.ts';

export const rule: PluginRule = {
  id: 'readme-too-short',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'warning',
  waivable: true,
  check({ source, policy, report }) {
    const readme = readmeOf(source);
    if (readme?.text === undefined) return;
    const least = policy.limits.readmeWords;
    const words = countProse(readme.text, least);
    if (words >= least) return;
    report({
      file: readme.path,
      message: `Expected ${least} words of prose or more, headings, code and addresses left out, and there are ${words}.`,
      fix: 'Say what the plugin does, when to use it, an example, and what it needs or asks for.',
    });
  },
};
