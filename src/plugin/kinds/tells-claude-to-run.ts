import { oneOf, optional, text, texts } from './fields.ts';
import { defineKind } from './kind.ts';

/** What makes a command worth a word before installing. */
export const commandRisks = [
  'downloads',
  'deletes',
  'skips-safeguards',
  'privileged',
  'publishes',
  'reads-secret',
] as const;

export const tellsClaudeToRun = defineKind({
  kind: 'tells-claude-to-run',
  capability: {
    fields: {
      command: text('The command, as written.'),
      risk: optional(oneOf('What is worth knowing of it; absent where nothing is.', commandRisks)),
      packages: optional(texts('The packages, images or addresses that it downloads.')),
    },
    identity: ({ command, file }) => JSON.stringify([file, command]),
    once: ({ command, file }) => JSON.stringify([file, command]),
    subject: ({ command }) => ({ kind: 'program', value: command }),
    flags: () => [],
    group: () => 'tells-claude',
    waits: true,
  },
});
