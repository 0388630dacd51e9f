import type { FolderRule } from '../../rule.ts';

export const rule: FolderRule = {
  id: 'plugins-missing',
  version: 1,
  looksAt: 'folder',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ plugins, report }) {
    if (plugins?.names.length !== 0) return;
    report({
      message: 'Expected "plugins/" to hold a folder for each plugin, but it holds none.',
      fix: 'npm run new -- my-plugin',
    });
  },
};
