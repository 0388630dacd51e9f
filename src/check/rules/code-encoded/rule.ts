import { reportActs, runsByItself } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'code-encoded', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  (context) => {
    reportActs(context, 'obfuscated', (capability) => ({
      why: 'Nobody can read what it does before it runs.',
      fix: 'Write the code as it is, in a file of its own that the program starts.',
      ...(runsByItself(capability) ? {} : { severity: 'warning' as const }),
    }));
  },
);
