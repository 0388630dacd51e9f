import { lspFiles } from '../../claude-code/client-files.ts';
import { lspServersShape } from '../../claude-code/manifest-shape.ts';
import { issuesOf } from '../../claude-code/shape.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'lsp-file-invalid',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    for (const file of lspFiles(source)) {
      const parsed = source.json(file);
      if (parsed === undefined) continue;
      if (!parsed.ok) {
        report({
          file,
          at: { offset: parsed.offset },
          message: `The file is not JSON: ${parsed.message}.`,
          fix: parsed.fix,
        });
        continue;
      }
      for (const { path, key, message, fix } of issuesOf(lspServersShape, parsed.value)) {
        report({
          file,
          at: { json: path, ...(key === undefined ? {} : { key }) },
          message: path.length === 0 ? 'Expected the file to hold an object of language servers.' : message,
          fix,
        });
      }
    }
  },
};
