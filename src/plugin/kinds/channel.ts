import { manifestFile } from '../read-manifest.ts';
import { asRecord, asText, own, present } from '../values.ts';
import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const channel = defineKind({
  kind: 'channel',
  component: {},
  capability: {
    fields: { server: text('The MCP server that the messages come through.') },
    identity: ({ server }) => server,
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
      found.capability({ server, file: manifestFile, line: lineOf(manifestFile, ['channels', index]) });
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
