import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const selfUpdate = defineKind({
  kind: 'self-update',
  capability: {
    fields: { what: text('What is brought up to date, as written.') },
    identity: ({ what }) => what,
    subject: ({ what }) => ({ kind: 'text', value: what }),
    flags: () => ['downloads-code'],
    group: () => 'downloads-code',
  },
});
