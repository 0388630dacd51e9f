import { lspFiles } from '../../claude-code/client-files.ts';
import { lspServersSchema } from '../../claude-code/manifest-schema.ts';
import { pluginRule } from '../../rule.ts';
import { reportFile } from '../../schema/report.ts';

export const rule = pluginRule(
  { id: 'lsp-file-invalid', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  (context) => {
    for (const file of lspFiles(context.source))
      reportFile(context, file, lspServersSchema, 'the file of language servers');
  },
);
