import { folderRule } from '../../rule.ts';

export const rule = folderRule(
  { id: 'plugins-missing', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ plugins, report }) => {
    if (plugins?.names.length !== 0) return;
    report({
      message: 'Expected "plugins/" to hold a folder for each plugin, but it holds none.',
      fix: 'npm run new -- my-plugin',
    });
  },
);
