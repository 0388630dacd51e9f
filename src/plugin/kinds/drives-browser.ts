import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const drivesBrowser = defineKind({
  kind: 'drives-browser',
  capability: {
    fields: { by: text('By what it controls a browser, such as "Playwright" or "DevTools protocol".') },
    identity: ({ by }) => by,
    once: ({ by }) => by,
    subject: ({ by }) => ({ kind: 'program', value: by }),
    flags: () => ['reaches-network', 'starts-programs'],
    group: () => 'reaches-the-network',
    waits: true,
  },
});
