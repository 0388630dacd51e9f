import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'path-too-long', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, policy, report }) => {
    const most = policy.limits.pathLength;
    for (const path of source.files.keys()) {
      if (path.length <= most) continue;
      report({
        file: path,
        message: `Expected paths of ${most} characters or fewer, because Windows allows 260 including the drive, but this one has ${path.length}.`,
        fix: 'Shorten the names of the folders on the way to it.',
      });
    }
  },
);
