import { pluginRule } from '../../rule.ts';
import { countProse, readmeOf } from '../../text/prose.ts';

export const rule = pluginRule(
  { id: 'readme-too-short', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, policy, report }) => {
    const readme = readmeOf(source);
    if (readme?.text === undefined) return;
    const least = policy.limits.readmeWords;
    const words = countProse(readme.text, least);
    if (words >= least) return;
    report({
      file: readme.path,
      message: `Expected ${least} words of prose or more, not counting headings, code and addresses, but there are ${words}.`,
      fix: 'Describe what the plugin does, when to use it and what it needs, with an example.',
    });
  },
);
