import { monitorFile } from '../../claude-code/client-files.ts';
import { monitorsShape } from '../../claude-code/manifest-shape.ts';
import { issuesOf } from '../../claude-code/shape.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'monitor-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    const file = monitorFile(source);
    const parsed = file === undefined ? undefined : source.json(file);
    if (file === undefined || parsed?.ok !== true) return;
    for (const { path, key, message, fix } of issuesOf(monitorsShape, parsed.value)) {
      report({
        file,
        at: { json: path, ...(key === undefined ? {} : { key }) },
        message: path.length === 0 ? 'Expected the file to hold a list of monitors.' : message,
        fix,
      });
    }
  },
};
