import type { FolderRule } from '../../rule.ts';

export const rule: FolderRule = {
  id: 'config-invalid',
  version: 1,
  looksAt: 'folder',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ configProblems, report }) {
    for (const { file, line, column, message, fix } of configProblems ?? [])
      report({ file, at: { line, column }, message, fix });
  },
};
