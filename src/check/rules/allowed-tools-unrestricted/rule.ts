import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  {
    id: 'allowed-tools-unrestricted',
    version: 1,
    authority: 'marketplace',
    severity: 'warning',
    waivable: true,
  },
  ({ plugin, report }) => {
    for (const capability of plugin.capabilities) {
      if (capability.kind !== 'allowed-tools' || !capability.permits.includes('any-command')) continue;
      report({
        file: capability.file,
        at: { line: capability.line },
        message: `Expected "allowed-tools" to name the commands that are needed, but ${quote(capability.tools.join(', '))} approves every shell command in advance.`,
        fix: 'allowed-tools: Bash(git status:*), Bash(git diff:*)',
      });
    }
  },
);
