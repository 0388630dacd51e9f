import { quote } from '../../diagnostic.ts';
import { folderRule } from '../../rule.ts';

export const rule = folderRule(
  { id: 'plugins-stray', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ plugins, report }) => {
    for (const { name, kind } of plugins?.strays ?? []) {
      if (name.startsWith('.') && kind === 'file') continue;
      report({
        file: 'plugins',
        severity: kind === 'file' ? 'warning' : 'error',
        message: `Expected ${quote(name)} in "plugins/" to be the folder of a plugin, but it is a ${kind === 'other' ? 'special file' : kind}.`,
        fix:
          kind === 'link'
            ? 'Replace the link with the folder itself: links are never followed.'
            : 'Move it out of "plugins/".',
      });
    }
  },
);
