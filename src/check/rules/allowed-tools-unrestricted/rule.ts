import type { Capability } from '../../../plugin/kinds/list.ts';
import { type Permission, permissionOf } from '../../../plugin/permission-effects.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  {
    id: 'allowed-tools-unrestricted',
    version: 2,
    authority: 'marketplace',
    severity: 'warning',
    waivable: true,
  },
  ({ plugin, report }) => {
    for (const capability of plugin.capabilities) {
      if (capability.kind !== 'allowed-tools') continue;
      const what = amountOf(capability);
      if (what === undefined) continue;
      report({
        file: capability.file,
        at: { line: capability.line },
        message: `Expected "allowed-tools" to name the commands that are needed, but ${what}.`,
        fix: 'allowed-tools: Bash(git status:*), Bash(git diff:*)',
      });
    }
  },
);

/** What the entries approve without a limit: any command, any program through an interpreter, or any address through a program such as curl. */
function amountOf({ tools }: Extract<Capability, { kind: 'allowed-tools' }>): string | undefined {
  const permissions = tools.map((tool) => ({ tool, ...permissionOf(tool) }));
  const withEffect = (effect: Permission['effect']) => permissions.find((one) => one.effect === effect);
  const command = withEffect('any-command');
  if (command !== undefined) return `${quote(tools.join(', '))} approves every shell command in advance`;
  const program = withEffect('any-program');
  if (program !== undefined)
    return `${quote(program.tool)} approves every program in advance, because ${quote(program.through ?? program.tool)} runs whatever it is given`;
  const address = permissions.find(
    ({ effect, through }) => effect === 'any-address' && through !== undefined,
  );
  return address === undefined
    ? undefined
    : `${quote(address.tool)} approves in advance to send anything to any address`;
}
