import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const readsConversation = defineKind({
  kind: 'reads-conversation',
  capability: {
    fields: { from: text('Where the conversation is read: "transcript_path" of a hook, or a folder.') },
    identity: ({ file }) => file,
    once: ({ file }) => file,
    subject: ({ from }) => ({ kind: 'path', value: from }),
    flags: () => ['reads-conversation'],
    group: () => 'reads-secrets',
  },
});
