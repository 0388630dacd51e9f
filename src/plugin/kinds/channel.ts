import { manifestFile } from '../read-manifest.ts';
import { isScript } from '../scripts.ts';
import { asRecord, asText, own, present } from '../values.ts';
import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

export const channel = defineKind({
  kind: 'channel',
  component: {},
  capability: {
    fields: {
      server: optional(
        text('The MCP server that the messages come through; absent where its code opens the channel.'),
      ),
    },
    identity: ({ server, file }) => server ?? file,
    subject: ({ server, file }) =>
      server === undefined ? { kind: 'path', value: file } : { kind: 'text', value: server },
    flags: () => ['opens-channels'],
    group: () => 'changes-your-setup',
  },
  find({ source, raw, components, lineOf, lineAt }, found) {
    for (const { entry, index } of channelEntries(raw)) {
      const server = asText(own(entry, 'server'));
      if (server === undefined) continue;
      const description = asText(own(entry, 'displayName'));
      const line = lineOf(manifestFile, ['channels', index, 'server']);
      found.component({ name: server, ...present({ description }), file: manifestFile, line });
      const place = { file: manifestFile, line: lineOf(manifestFile, ['channels', index]) };
      found.capability({ server, trigger: triggerAt('session-start', place), ...place });
    }
    const server = components.find(({ kind }) => kind === 'mcp-server');
    if (server === undefined) return;
    for (const file of source.files.values()) {
      const match = isScript(file) ? opened.exec(file.text ?? '') : null;
      if (match === null) continue;
      const place = { file: file.path, line: lineAt(file.text ?? '', match.index) };
      found.capability({ trigger: triggerAt('session-start', server), ...place });
    }
  },
});

/** What a server says that it can do when it opens a channel: https://code.claude.com/docs/en/channels-reference */
const opened = /(["'`])claude\/channel\1(?!\s*\/)/;

/** The channels that a manifest declares, with their places in its list. */
export function channelEntries(
  raw: Record<string, unknown>,
): { entry: Record<string, unknown>; index: number }[] {
  const list = own(raw, 'channels');
  return (Array.isArray(list) ? list : []).map((entry, index) => ({ entry: asRecord(entry), index }));
}
