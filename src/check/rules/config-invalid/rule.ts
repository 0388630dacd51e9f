import { folderRule } from '../../rule.ts';

export const rule = folderRule(
  { id: 'config-invalid', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ configProblems, report }) => {
    for (const { file, line, column, message, fix } of configProblems ?? [])
      report({ file, at: { line, column }, message, fix });
  },
);
