import { manifestFile } from '../read-manifest.ts';
import { asRecord, asText, own, present } from '../values.ts';
import { channelEntries } from './channel.ts';
import { flag, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { mcpEntries, serverOf } from './mcp-server.ts';
import { triggerAt } from './vocabulary.ts';

export const userConfig = defineKind({
  kind: 'user-config',
  capability: {
    fields: {
      key: optional(text('The name of a value that Claude Code asks for.')),
      title: optional(text('The question, where the author wrote one.')),
      variable: optional(text('The environment variable that is handed on, in place of a question.')),
      server: optional(text('The MCP server that the variable is handed to.')),
      sensitive: flag('Whether the value is kept as a secret, or the variable is named like one.'),
    },
    identity: ({ key, variable }) => key ?? `$${variable}`,
    subject: ({ key, variable }) =>
      variable === undefined ? { kind: 'text', value: key ?? '' } : { kind: 'variable', value: variable },
    flags: ({ sensitive }) => (sensitive ? ['asks-for-secrets'] : []),
    group: ({ sensitive }) => (sensitive ? 'asks-for-secrets' : 'changes-your-setup'),
    waits: true,
  },
  find({ source, raw, lineOf }, found) {
    const ask = (value: unknown, path: (string | number)[]) => {
      for (const [key, option] of Object.entries(asRecord(value))) {
        const title = asText(own(asRecord(option), 'title'));
        const sensitive = own(asRecord(option), 'sensitive') === true;
        const place = { file: manifestFile, line: lineOf(manifestFile, [...path, key], key) };
        const trigger = triggerAt('event:enable', place);
        found.capability({ key, ...present({ title }), sensitive, trigger, ...place });
      }
    };
    ask(own(raw, 'userConfig'), ['userConfig']);
    for (const { entry, index } of channelEntries(raw))
      ask(own(entry, 'userConfig'), ['channels', index, 'userConfig']);
    for (const { name, config, path, file } of mcpEntries(source, raw)) {
      const server = typeof config === 'string' ? undefined : serverOf(config);
      if (server === undefined) continue;
      const { command, args = [], env = {}, url, headers = {} } = server;
      const place = { file, line: lineOf(file, path, name) };
      const trigger = triggerAt('session-start', place);
      for (const variable of variablesIn([
        command,
        ...args,
        ...Object.values(env),
        url,
        ...Object.values(headers),
      ]))
        found.capability({ variable, server: name, sensitive: secretName.test(variable), trigger, ...place });
    }
  },
});

const reference = /\$\{(?!CLAUDE_|user_config\.)([A-Za-z_]\w*)(?::-[^}]*)?\}/g;
const secretName = /TOKEN|KEY|SECRET|PASSW|CREDENTIAL|AUTH|COOKIE/i;

/** The user's environment variables that values of a configuration name: https://code.claude.com/docs/en/mcp#environment-variable-expansion-in-mcp-json */
function variablesIn(values: readonly unknown[]): Set<string> {
  const found = values.flatMap((value) =>
    typeof value === 'string' && value.includes('${')
      ? [...value.matchAll(reference)].map(([, name = '']) => name)
      : [],
  );
  return new Set(found);
}
