import { readLimits } from '../../../plugin/source.ts';
import { formatBytes } from '../../../plugin/text.ts';
import { quote, shellWord } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'file-unread', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    const { stopped } = source;
    if (stopped !== undefined) {
      report({
        message:
          stopped.reason === 'too-deep'
            ? `Expected the whole plugin to be read, but nothing deeper than ${stopped.limit} levels of folders was, as at ${quote(stopped.path)}.`
            : `Expected the whole plugin to be read, but nothing after the first ${stopped.limit} files and folders was.`,
        fix:
          stopped.reason === 'too-deep'
            ? 'Move the files up.'
            : 'Remove what the plugin does not need to run.',
      });
    }
    for (const file of source.files.values()) {
      if (file.kind === 'large') {
        report({
          file: file.path,
          message: `Expected every file to be read, but this one was not, because it has ${formatBytes(file.bytes)}.`,
          fix: `Keep files under ${formatBytes(readLimits.textBytes)}, and all of them together under ${formatBytes(readLimits.totalTextBytes)}.`,
        });
      } else if (file.kind === 'unread') {
        report({
          file: file.path,
          message: 'Expected every file to be read, but this one could not be opened.',
          fix: `chmod u+r ${shellWord(file.path)}`,
        });
      }
    }
  },
);
