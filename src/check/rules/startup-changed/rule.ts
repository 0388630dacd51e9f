import { isReached, reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'startup-changed', version: 2, authority: 'marketplace', severity: 'error', waivable: true },
  (context) => {
    reportActs(context, 'persistence', (capability) =>
      capability.place === 'path-shim'
        ? undefined
        : {
            why: 'It stays when the plugin is removed.',
            fix: 'Run it from a hook or a monitor of the plugin, or tell the user how to set it up.',
            ...(capability.place === 'git-hook' || !isReached(capability)
              ? { severity: 'warning' as const }
              : {}),
          },
    );
  },
);
