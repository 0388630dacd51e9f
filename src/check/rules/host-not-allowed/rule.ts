import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'host-not-allowed', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ plugin, policy, report }) => {
    const { hosts } = policy;
    if (hosts === undefined) return;
    for (const capability of plugin.capabilities) {
      if (
        capability.kind !== 'network-host' ||
        hosts.some((pattern) => matches(capability.host.toLowerCase(), pattern.toLowerCase()))
      )
        continue;
      report({
        file: capability.file,
        at: { line: capability.line },
        message: `Disallowed host ${quote(capability.host)}: this marketplace's policy does not list it.`,
        fix: `Use a host that the policy lists, or ask the owner to add ${quote(capability.host)} to "hosts" in marketplace.config.json.`,
      });
    }
  },
);

/** `*.example.com` matches every host below it, and not itself. */
function matches(host: string, pattern: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern;
}
