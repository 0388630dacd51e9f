import { formatBytes } from '../../../plugin/text.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'plugin-too-large', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, policy, report }) => {
    const most = policy.limits.totalBytes;
    let total = 0;
    for (const file of source.files.values()) total += file.bytes;
    if (total <= most) return;
    report({
      message: `Expected all files together to have ${formatBytes(most)} or less, but they have ${formatBytes(total)}.`,
      fix: 'Remove what the plugin does not need to run, such as recordings, data and packages.',
    });
  },
);
