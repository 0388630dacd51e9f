import { quote } from '../../diagnostic.ts';
import type { FolderRule } from '../../rule.ts';

export const rule: FolderRule = {
  id: 'check-incomplete',
  version: 1,
  looksAt: 'folder',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ stopped, report }) {
    if (stopped === undefined) return;
    report({
      message: `Expected the whole check to run, but it stopped: ${quote(stopped)}.`,
      fix: 'Report it, with the plugin that it stopped at.',
    });
  },
};
