import { lineOfKey } from '../../../plugin/frontmatter.ts';
import { own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

/** What agents of a plugin may not set: https://code.claude.com/docs/en/plugins-reference#agents */
const ignored = ['hooks', 'mcpServers', 'permissionMode'];

export const rule = pluginRule(
  { id: 'agent-field-ignored', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, plugin, report }) => {
    for (const { kind, file } of plugin.components) {
      const frontmatter = kind === 'agent' ? source.frontmatter(file) : undefined;
      if (frontmatter?.kind !== 'mapping') continue;
      for (const field of ignored) {
        if (own(frontmatter.data, field) === undefined) continue;
        report({
          file,
          at: { line: lineOfKey(frontmatter, field) },
          message: `Claude Code ignores ${quote(field)} in an agent that comes with a plugin.`,
          fix:
            field === 'permissionMode'
              ? 'Remove it.'
              : `Remove it, or declare it for the plugin: ${field === 'hooks' ? 'hooks/hooks.json' : '.mcp.json'}.`,
        });
      }
    }
  },
);
