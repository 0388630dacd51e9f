import { formatBytes } from '../../../plugin/text.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'file-too-large', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, policy, report }) => {
    const most = policy.limits.fileBytes;
    for (const file of source.files.values()) {
      if (file.bytes <= most || file.kind === 'link') continue;
      report({
        file: file.path,
        message: `Expected files of ${formatBytes(most)} or less, but this one has ${formatBytes(file.bytes)}.`,
        fix: 'Make it smaller, or publish it elsewhere and link to it.',
      });
    }
  },
);
