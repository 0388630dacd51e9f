import { reportActs } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'approval-unconditional', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  (context) => {
    reportActs(context, 'decides-for-you', ({ decision, always }) =>
      decision !== 'approves' || !always
        ? undefined
        : {
            why: 'The user is no longer asked before anything happens.',
            fix: 'Approve only what the hook looked at, and print nothing for the rest, so that Claude Code asks.',
          },
    );
  },
);
