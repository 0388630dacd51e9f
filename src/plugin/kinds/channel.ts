import { manifestFile } from '../read-manifest.ts';
import { asRecord, asText, own, present } from '../values.ts';
import { text } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

export const channel = defineKind({
  kind: 'channel',
  component: {},
  capability: {
    fields: { server: text('The MCP server that the messages come through.') },
    identity: ({ server }) => server,
    subject: ({ server }) => ({ kind: 'text', value: server }),
    flags: () => ['opens-channels'],
    group: () => 'changes-your-setup',
  },
  find({ raw, lineOf }, found) {
    for (const { entry, index } of channelEntries(raw)) {
      const server = asText(own(entry, 'server'));
      if (server === undefined) continue;
      const description = asText(own(entry, 'displayName'));
      const line = lineOf(manifestFile, ['channels', index, 'server']);
      found.component({ name: server, ...present({ description }), file: manifestFile, line });
      const place = { file: manifestFile, line: lineOf(manifestFile, ['channels', index]) };
      found.capability({ server, trigger: triggerAt('session-start', place), ...place });
    }
  },
});

/** The channels that a manifest declares, with their places in its list. */
export function channelEntries(
  raw: Record<string, unknown>,
): { entry: Record<string, unknown>; index: number }[] {
  const list = own(raw, 'channels');
  return (Array.isArray(list) ? list : []).map((entry, index) => ({ entry: asRecord(entry), index }));
}
