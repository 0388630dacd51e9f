import { isReached, reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'agent-config-changed', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  (context) => {
    reportActs(context, 'edits-agent-config', (capability) => ({
      why: 'It decides what an agent may do and is told, and stays when the plugin is removed.',
      fix: 'Tell the user which lines to add and why. A plugin can bring hooks, agents and skills of its own, which leave with it.',
      ...(isReached(capability) ? {} : { severity: 'warning' as const }),
    }));
  },
);
