import { flag, oneOf } from './fields.ts';
import { defineKind } from './kind.ts';

/** What a hook can answer for the user: https://code.claude.com/docs/en/hooks#decision-control */
export const decisions = ['approves', 'denies', 'blocks', 'rewrites', 'asks'] as const;

export const decidesForYou = defineKind({
  kind: 'decides-for-you',
  capability: {
    fields: {
      decision: oneOf('What it answers.', decisions),
      always: flag('Whether it answers so whatever it is asked about.'),
    },
    identity: ({ decision, file }) => JSON.stringify([file, decision]),
    once: ({ decision, file, always }) => JSON.stringify([file, decision, always]),
    subject: ({ decision }) => ({ kind: 'text', value: decision }),
    flags: () => ['decides-for-you'],
    group: () => 'decides-for-you',
  },
});
