import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const editsAgentConfig = defineKind({
  kind: 'edits-agent-config',
  capability: {
    fields: {
      path: text('The file or variable that configures an agent, with "~" for the home folder.'),
      agent: text('The agent that it configures, such as "Claude Code".'),
    },
    identity: ({ path }) => path,
    once: ({ path }) => path,
    subject: ({ path }) => ({ kind: 'path', value: path }),
    flags: () => ['changes-settings'],
    group: () => 'changes-your-setup',
  },
});
