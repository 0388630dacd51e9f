import { quote } from '../../diagnostic.ts';
import { isReached, reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'host-undeclared', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  (context) => {
    reportActs(context, 'network-host', (capability) =>
      capability.undeclared !== true || !isReached(capability)
        ? undefined
        : {
            why: 'Whoever reads them expects no other.',
            fix: `Add ${quote(capability.host)} to "hosts" of "network" in the manifest, or remove what calls it.`,
          },
    );
  },
);
