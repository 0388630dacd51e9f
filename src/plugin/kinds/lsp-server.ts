import { insidePath } from '../declared.ts';
import { manifestFile } from '../read-manifest.ts';
import type { Source } from '../source.ts';
import { asArguments, asList, asRecord, asText, own, present } from '../values.ts';
import { programSubject } from './called-subject.ts';
import { optional, text, texts } from './fields.ts';
import { defineKind } from './kind.ts';
import { type ConfiguredServer, serversIn } from './servers.ts';
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
    },
    identity: ({ name }) => name,
    subject: ({ command, args }) => programSubject(command, args),
    flags: () => ['starts-servers'],
    group: () => 'starts-programs',
  },
  find({ source, raw, lineOf }, found) {
    for (const { name, config, path, file } of lspEntries(source, raw)) {
      const command = asText(own(config, 'command'));
      if (command === undefined) continue;
      const args = asArguments(own(config, 'args'));
      const place = { file, line: lineOf(file, path, name) };
      const server = { name, command, ...present({ args }), ...place };
      const extensions = Object.keys(asRecord(own(config, 'extensionToLanguage')));
      // Claude Code loads no server that is for no files.
      if (extensions.length > 0) found.component(server);
      const trigger = triggerAt('called', place);
      found.capability({ ...server, extensions, trigger });
      found.starts([command, ...(args ?? [])], { trigger, ...place });
    }
  },
});

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
