import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'file-special', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    for (const entry of source.others) {
      report({
        file: entry.path,
        message:
          entry.kind === 'unreadable'
            ? `Expected files and folders that can be read, and ${quote(entry.path)} cannot.`
            : `Expected only files and folders, but ${quote(entry.path)} is a pipe, a socket or a device.`,
        fix: `rm -r ${quote(entry.path)}`,
      });
    }
  },
);
