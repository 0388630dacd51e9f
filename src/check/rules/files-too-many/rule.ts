import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'files-too-many', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, policy, report }) => {
    const most = policy.limits.files;
    if (source.files.size <= most) return;
    report({
      message: `Expected ${most} files or fewer, and the plugin has ${source.files.size}${source.stopped === undefined ? '' : ' or more'}.`,
      fix: 'Remove what the plugin does not need to run, such as tests, build output and packages.',
    });
  },
);
