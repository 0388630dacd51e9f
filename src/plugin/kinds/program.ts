import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const program = defineKind({
  kind: 'program',
  capability: {
    fields: {
      program: text('The program that is started, by its name.'),
      command: text('How it is started, as far as it is known.'),
    },
    identity: ({ program, file }) => JSON.stringify([file, program]),
    once: ({ program, file }) => JSON.stringify([file, program]),
    subject: ({ program }) => ({ kind: 'program', value: program }),
    flags: () => ['starts-programs'],
    group: () => 'starts-programs',
    waits: true,
  },
});
