import { oneOf, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';

/** How a text asks Claude to send something. */
export const askedSendings = ['instruction', 'command', 'image', 'link'] as const;

export const tellsClaudeToSend = defineKind({
  kind: 'tells-claude-to-send',
  capability: {
    fields: {
      how: oneOf('How it asks; "image" for a picture whose address carries data.', askedSendings),
      host: optional(text('The host, in lower case; absent where none is named.')),
    },
    identity: ({ how, host, file }) => JSON.stringify([file, how, host]),
    subject: ({ host, how }) =>
      host === undefined ? { kind: 'text', value: how } : { kind: 'host', value: host },
    flags: () => ['sends-data'],
    group: () => 'tells-claude',
  },
});
