import { own } from '../../../plugin/values.ts';
import { clientFileLimit, clientMarkdown } from '../../claude-code/client-files.ts';
import { clientWarning, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'frontmatter-missing', version: 2, ...clientWarning, clientReads: ['markdown'] },
  ({ source, clientParts, report }) => {
    // In a folder without a manifest, an agent's file without frontmatter is taken for a document beside the agents.
    const skipsAgents = clientParts?.includes('manifest') === false;
    for (const { file, kind } of clientMarkdown(source)) {
      if ((source.files.get(file)?.bytes ?? 0) > clientFileLimit) continue;
      const frontmatter = source.frontmatter(file);
      if (frontmatter?.kind === 'none') {
        if (skipsAgents && kind === 'agent') continue;
        report({
          file,
          at: { line: 1 },
          message: `The ${kind} has no frontmatter, so Claude cannot tell when to use it.`,
          fix: 'Start the file with: --- / description: What it does and when to use it. / ---',
        });
      } else if (frontmatter?.kind === 'mapping' && own(frontmatter.data, 'description') === undefined) {
        report({
          file,
          at: { line: 1 },
          message: `The ${kind} has no description, so Claude cannot tell when to use it.`,
          fix: 'Add to the frontmatter: description: What it does and when to use it.',
        });
      }
    }
  },
);
