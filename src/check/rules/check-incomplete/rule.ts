import { quote } from '../../diagnostic.ts';
import { folderRule } from '../../rule.ts';

export const rule = folderRule(
  { id: 'check-incomplete', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ stopped, report }) => {
    if (stopped === undefined) return;
    report({
      message: `Expected the whole check to run, but it stopped: ${quote(stopped)}.`,
      fix: 'Report it, with the plugin that it stopped at.',
    });
  },
);
