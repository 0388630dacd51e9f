import { lspFiles } from '../../claude-code/client-files.ts';
import { lspServersSchema } from '../../claude-code/manifest-schema.ts';
import type { PluginRule } from '../../rule.ts';
import { reportFile } from '../../schema/report.ts';

export const rule: PluginRule = {
  id: 'lsp-file-invalid',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check(context) {
    for (const file of lspFiles(context.source))
      reportFile(context, file, lspServersSchema, 'the file of language servers');
  },
};
