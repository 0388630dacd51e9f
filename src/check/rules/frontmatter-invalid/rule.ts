import { clientFileLimit, clientMarkdown } from '../../claude-code/client-files.ts';
import { clientError, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'frontmatter-invalid', version: 2, ...clientError, clientReads: ['markdown'] },
  ({ source, report }) => {
    for (const { file, kind } of clientMarkdown(source)) {
      if ((source.files.get(file)?.bytes ?? 0) > clientFileLimit) continue;
      const frontmatter = source.frontmatter(file);
      if (frontmatter?.kind === 'invalid') {
        report({
          file,
          at: { line: frontmatter.line },
          message: `The frontmatter is not YAML: ${frontmatter.message}; the ${kind} would load without any of its fields.`,
          fix: 'Put the value in quotes, or indent its further lines: description: "Use when: …".',
        });
      } else if (frontmatter?.kind === 'not-a-mapping') {
        report({
          file,
          at: { line: 1 },
          message: `Expected the frontmatter to be "key: value" lines, but it is ${frontmatter.got}.`,
          fix: 'Write lines such as description: What it does and when to use it.',
        });
      }
    }
  },
);
