import { monitorFile } from '../../../plugin/kinds/monitor.ts';
import { monitorsSchema } from '../../claude-code/manifest-schema.ts';
import { clientError, pluginRule } from '../../rule.ts';
import { repeatedItems, schemaIssues } from '../../schema/explain.ts';

export const rule = pluginRule(
  { id: 'monitor-invalid', version: 1, ...clientError },
  ({ source, report }) => {
    const file = monitorFile(source);
    const parsed = file === undefined ? undefined : source.json(file);
    if (file === undefined || parsed?.ok !== true) return;
    const root = 'the monitors file';
    for (const issue of [
      ...schemaIssues(monitorsSchema, parsed.value, { root }),
      ...repeatedItems(parsed.value, [], 'name', { root }),
    ])
      report({ file, ...issue });
  },
);
