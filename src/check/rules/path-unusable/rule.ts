import type { FolderRule } from '../../rule.ts';

export const rule: FolderRule = {
  id: 'path-unusable',
  version: 1,
  looksAt: 'folder',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ unusable, report }) {
    if (unusable !== undefined) report(unusable);
  },
};
