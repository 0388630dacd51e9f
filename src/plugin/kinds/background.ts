import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const background = defineKind({
  kind: 'background',
  capability: {
    fields: { command: text('What goes on running, as written.') },
    identity: ({ command, file }) => JSON.stringify([file, command]),
    subject: ({ command }) => ({ kind: 'program', value: command }),
    flags: () => ['runs-in-background'],
    group: () => 'starts-programs',
  },
});
