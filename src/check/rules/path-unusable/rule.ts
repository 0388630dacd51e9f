import { folderRule } from '../../rule.ts';

export const rule = folderRule(
  { id: 'path-unusable', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ unusable, report }) => {
    if (unusable !== undefined) report(unusable);
  },
);
