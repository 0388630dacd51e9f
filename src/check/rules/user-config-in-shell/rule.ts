import { quote } from '../../diagnostic.ts';
import { programsOf } from '../../facts/programs.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'user-config-in-shell', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    for (const { what, shell, command, file, path } of programsOf(source)) {
      const match = shell ? /\$\{user_config\.[^}$]*\}/.exec(command) : null;
      if (match === null) continue;
      report({
        file,
        at: { json: [...path, 'command'] },
        message: `The ${what} uses ${quote(match[0])} in a shell command, which Claude Code refuses to run.`,
        fix:
          what === 'hook'
            ? 'Give the value in "args", or read CLAUDE_PLUGIN_OPTION_<KEY> from the environment.'
            : 'Have the script read the value from a file of its own.',
      });
    }
  },
);
