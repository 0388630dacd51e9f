import { manifestFile } from '../read-manifest.ts';
import type { Source } from '../source.ts';
import { asRecord, asText, own, present, written } from '../values.ts';
import { channelEntries } from './channel.ts';
import { flag, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { mcpEntries, serverOf } from './mcp-server.ts';
import { hostsIn } from './network-host.ts';
import { inEffect, secretName, withUserDefaults } from './servers.ts';
import { triggerAt } from './vocabulary.ts';

export const userConfig = defineKind({
  kind: 'user-config',
  capability: {
    fields: {
      key: optional(text('The name of a value that Claude Code asks for.')),
      title: optional(text('The question, where the author wrote one.')),
      default: optional(text('What is used where nobody answers: text as it is, anything else as JSON.')),
      variable: optional(text('The environment variable that is handed on, in place of a question.')),
      server: optional(text('The MCP server that the value is handed to.')),
      host: optional(text('The host that it is sent to.')),
      address: optional(flag('Whether it is the address that the server is at.')),
      sensitive: flag('Whether the value is kept as a secret, or the variable is named like one.'),
    },
    incidental: ['title'],
    identity: ({ key, variable, server }) => JSON.stringify([key, variable, variable && server]),
    subject: ({ key, variable }) =>
      variable === undefined ? { kind: 'text', value: key ?? '' } : { kind: 'variable', value: variable },
    flags: ({ sensitive }) => (sensitive ? ['asks-for-secrets'] : []),
    group: ({ sensitive }) => (sensitive ? 'asks-for-secrets' : 'changes-your-setup'),
    waits: true,
  },
  find({ source, raw, lineOf }, found) {
    const uses = usesIn(source, raw);
    const ask = (value: unknown, path: (string | number)[]) => {
      for (const [key, option] of Object.entries(asRecord(value))) {
        const config = asRecord(option);
        const given = own(config, 'default');
        const preset = given === undefined ? undefined : (asText(given) ?? written(given));
        const sensitive = own(config, 'sensitive') === true;
        const use = uses.find(({ option: used }) => used === key);
        const place = { file: manifestFile, line: lineOf(manifestFile, [...path, key], key) };
        const trigger = triggerAt('event:enable', place);
        const shown = { title: asText(own(config, 'title')), default: sensitive ? undefined : preset };
        const to = present({ server: use?.server, host: use?.host });
        found.capability({ key, ...present(shown), ...to, sensitive, trigger, ...place });
        if (preset !== undefined) found.hosts(preset, { trigger, ...place }, 'setting');
      }
    };
    ask(own(raw, 'userConfig'), ['userConfig']);
    for (const { entry, index } of channelEntries(raw))
      ask(own(entry, 'userConfig'), ['channels', index, 'userConfig']);
    const seen = new Set<string>();
    for (const { variable, server, host, address, file, path } of uses) {
      const key = JSON.stringify([variable, server]);
      if (variable === undefined || seen.has(key)) continue;
      seen.add(key);
      const place = { file, line: lineOf(file, path) };
      const trigger = triggerAt('session-start', place);
      const sensitive = secretName.test(variable);
      found.capability({ variable, server, ...present({ host, address }), sensitive, trigger, ...place });
    }
  },
});

/** A value of the user that a server is given: an environment variable, or an answer to a question. */
type Use = {
  variable?: string;
  option?: string;
  server: string;
  host?: string;
  address?: true;
  file: string;
  path: (string | number)[];
};

const reference = /\$\{(user_config\.)?(?!CLAUDE_)([A-Za-z_][\w.-]*?)(?::-[^}]{0,500})?\}/g;

/** The values of the user that MCP servers are given: https://code.claude.com/docs/en/mcp#environment-variable-expansion-in-mcp-json */
function usesIn(source: Source, raw: Record<string, unknown>): Use[] {
  const expand = withUserDefaults(raw);
  return inEffect(mcpEntries(source, raw)).flatMap(({ entry }) => {
    const { name: server, config, path, file } = entry;
    const values = typeof config === 'string' ? undefined : serverOf(config);
    if (values === undefined) return [];
    const { command, args = [], env = {}, url, headers = {}, headersHelper } = values;
    const [host] = url === undefined ? [] : hostsIn(expand(url));
    const all: [unknown, (string | number)[]][] = [
      ...Object.entries(headers).map(([key, value]): [unknown, string[]] => [value, ['headers', key]]),
      ...Object.entries(env).map(([key, value]): [unknown, string[]] => [value, ['env', key]]),
      ...args.map((value, index): [unknown, (string | number)[]] => [value, ['args', index]]),
      [command, ['command']],
      [url, ['url']],
      [headersHelper, ['headersHelper']],
    ];
    return all.flatMap(([value, keys]) =>
      typeof value !== 'string' || !value.includes('${')
        ? []
        : [...value.matchAll(reference)].map(([, isOption, name = '']) => ({
            ...(isOption === undefined ? { variable: name } : { option: name }),
            server,
            ...present({
              host: keys[0] === 'headersHelper' ? undefined : host?.host,
              address: keys[0] === 'url' && /^\$\{/.test(value) ? (true as const) : undefined,
            }),
            file,
            path: [...path, ...keys],
          })),
    );
  });
}
