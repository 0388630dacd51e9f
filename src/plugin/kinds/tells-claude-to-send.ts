import { claudeTexts } from '../texts/claude-texts.ts';
import { hostsSentTo } from '../texts/command-risks.ts';
import { sendingsOf } from '../texts/sendings.ts';
import { fencedLines, spannedLines } from '../texts/shell-lines.ts';
import { oneOf, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

/** How a text asks Claude to send something. */
export const askedSendings = ['instruction', 'command', 'image', 'link'] as const;
export type AskedSending = (typeof askedSendings)[number];

export const tellsClaudeToSend = defineKind({
  kind: 'tells-claude-to-send',
  capability: {
    fields: {
      how: oneOf('How it asks; "image" for a picture whose address carries data.', askedSendings),
      host: optional(text('The host, in lower case; absent where none is named.')),
    },
    identity: ({ how, host, file }) => JSON.stringify([file, how, host]),
    once: ({ how, host, ...place }) => JSON.stringify([(place as { file?: string }).file, how, host]),
    subject: ({ host, how }) =>
      host === undefined ? { kind: 'text', value: how } : { kind: 'host', value: host },
    flags: () => ['sends-data'],
    group: () => 'tells-claude',
    waits: true,
  },
  find(reading, found) {
    for (const { file, component, trigger, blocks, lineAt } of claudeTexts(reading)) {
      const owner = component === undefined ? {} : { component };
      const sent = [
        ...sendingsOf(blocks),
        ...[...fencedLines(blocks), ...spannedLines(blocks)].flatMap((line) =>
          hostsSentTo(line.text).map((host) => ({ how: 'command' as const, host, offset: line.offset })),
        ),
      ];
      for (const { offset, ...sending } of sent) {
        const place = { file, line: lineAt(offset) };
        const when = trigger.when === 'never' ? 'never' : 'called';
        found.capability({ ...sending, ...owner, ...place, trigger: triggerAt(when, place) });
      }
    }
  },
});
