import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';

export const feedsClaude = defineKind({
  kind: 'feeds-claude',
  capability: {
    fields: {
      from: optional(text('The file whose text is printed; absent where the program holds the text.')),
    },
    identity: ({ file, from }) => JSON.stringify([file, from]),
    once: ({ file, from }) => JSON.stringify([file, from]),
    subject: ({ from, file }) => ({ kind: 'path', value: from ?? file }),
    flags: () => [],
    group: () => 'tells-claude',
  },
});
