import { insidePath } from '../declared.ts';
import { manifestFile } from '../read-manifest.ts';
import type { Source } from '../source.ts';
import { asArguments, asList, asRecord, asText, own, present } from '../values.ts';
import { programSubject } from './called-subject.ts';
import { optional, text, texts } from './fields.ts';
import { defineKind } from './kind.ts';
import {
  type ConfiguredServer,
  inEffect,
  otherSettings,
  pairs,
  serversIn,
  withUserDefaults,
} from './servers.ts';
import { triggerAt } from './vocabulary.ts';

const started = { command: text('The program that is started.'), args: optional(texts('Its arguments.')) };

export const lspServer = defineKind({
  kind: 'lsp-server',
  component: started,
  capability: {
    fields: {
      name: text('The name of the server.'),
      ...started,
      extensions: texts('The endings of the files that it is for.'),
      env: optional(texts('The environment variables that it is given, as NAME=value.')),
      settings: optional(
        text('What else is configured, as JSON: what it is told when it starts, for example.'),
      ),
      unused: optional(
        texts('Places of other definitions of a server of this name, which do not take effect.'),
      ),
    },
    incidental: ['unused'],
    identity: ({ name }) => name,
    subject: ({ command, args }) => programSubject(command, args),
    flags: () => ['starts-servers'],
    group: () => 'starts-programs',
  },
  find({ source, raw, lineOf }, found) {
    const expand = withUserDefaults(raw);
    const servers = lspEntries(source, raw).flatMap(({ name, config, path, file }) => {
      const command = asText(own(config, 'command'));
      const args = asArguments(own(config, 'args'));
      const place = { file, line: lineOf(file, path, name) };
      return command === undefined ? [] : [{ name, config, command, args, place }];
    });
    // Claude Code loads no server that is for no files.
    for (const { name, config, command, args, place } of servers)
      if (extensionsOf(config).length > 0) found.component({ name, command, ...present({ args }), ...place });
    for (const { entry, unused } of inEffect(servers)) {
      const { name, config, command, args, place } = entry;
      const others = unused.map((one) => `${one.place.file}:${one.place.line}`);
      const when = { trigger: triggerAt('called', place), ...place };
      const given = present({
        args,
        env: pairs(own(config, 'env') === undefined ? undefined : asRecord(own(config, 'env')), '='),
        settings: otherSettings(config, knownKeys),
        unused: others.length > 0 ? others : undefined,
      });
      found.capability({ name, command, extensions: extensionsOf(config), ...given, ...when });
      found.starts([command, ...(args ?? [])].map(expand), when);
      for (const value of [...(given.env ?? []), given.settings ?? ''])
        found.hosts(expand(value), when, 'server-environment');
    }
  },
});

/** Keys that have a field of their own, or that change nothing that a server can do. */
const knownKeys = new Set([
  ...['command', 'args', 'extensionToLanguage', 'env', 'startupTimeout', 'shutdownTimeout', 'requestTimeout'],
  ...['maxRestarts', 'restartOnCrash', 'description', 'transport'],
]);

const extensionsOf = (config: Record<string, unknown>) =>
  Object.keys(asRecord(own(config, 'extensionToLanguage')));

/** Language servers of `.lsp.json`, of files that the manifest names, and of the manifest. */
export function lspEntries(source: Source, manifest: Record<string, unknown>): ConfiguredServer[] {
  const inFile = (file: string) => {
    const parsed = source.json(file);
    return parsed?.ok === true ? serversIn(parsed.value, file, []) : [];
  };
  const declared = own(manifest, 'lspServers');
  const named = asList(declared).flatMap((item, index) => {
    const file = insidePath(item);
    if (file !== undefined) return file === '.lsp.json' ? [] : inFile(file);
    return serversIn(item, manifestFile, Array.isArray(declared) ? ['lspServers', index] : ['lspServers']);
  });
  return [...inFile('.lsp.json'), ...named];
}
