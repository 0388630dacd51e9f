import { isReached, reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'secret-sent', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  (context) => {
    // A key in one variable that is named for it, or given to a service's own library, is how a plugin calls its service.
    const fromStore = new Set(
      context.plugin.capabilities.flatMap((one) =>
        one.kind === 'reads-secret' && one.store !== 'variable' ? [one.file] : [],
      ),
    );
    reportActs(context, 'sends-data', (capability) =>
      (capability.what !== 'secret' && capability.what !== 'environment') ||
      capability.by === 'service' ||
      !fromStore.has(capability.file)
        ? undefined
        : {
            why: 'A secret that leaves the machine has to be replaced.',
            fix: 'Ask for what the plugin needs through "userConfig" with "sensitive": true, and send it to nobody but its own service.',
            ...(isReached(capability) ? {} : { severity: 'warning' as const }),
          },
    );
    reportActs(context, 'reads-secret', (capability) =>
      capability.trigger?.when !== 'opened' || capability.store === 'variable'
        ? undefined
        : {
            why: 'What an inline command prints becomes part of the conversation, and leaves the machine with it.',
            fix: 'Remove it. Ask for what the plugin needs through "userConfig" with "sensitive": true.',
          },
    );
  },
);
