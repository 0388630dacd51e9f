import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const changesGit = defineKind({
  kind: 'changes-git',
  capability: {
    fields: { command: text('What git is asked to do, such as "commit" or "push --force".') },
    identity: ({ command, file }) => JSON.stringify([file, command]),
    once: ({ command, file }) => JSON.stringify([file, command]),
    subject: ({ command }) => ({ kind: 'program', value: `git ${command}` }),
    flags: () => ['changes-git'],
    group: () => 'changes-your-setup',
  },
});
