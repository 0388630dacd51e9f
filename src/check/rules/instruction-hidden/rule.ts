import { reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'instruction-hidden', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  (context) => {
    reportActs(context, 'hidden-text', ({ place }) =>
      // Deceiving characters are refused by text-hidden-unicode.
      place === 'invisible-characters'
        ? undefined
        : {
            why: 'Whoever reviews or installs the plugin does not see it.',
            fix: 'Write it as text that the page shows, or remove it.',
          },
    );
  },
);
