import { reportActs, runsByItself } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'download-executed', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  (context) => {
    reportActs(context, 'runtime-download', (capability) =>
      capability.pipedTo === undefined || !runsByItself(capability)
        ? undefined
        : {
            why: 'Whoever controls the address runs whatever they like on every machine that has the plugin.',
            fix: 'Ship the program in the plugin, or compare the SHA-256 of the download with one that the plugin holds and leave starting it to the user.',
          },
    );
  },
);
