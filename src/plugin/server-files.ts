import { hash } from 'node:crypto';
import { mcpEntries, type ServerEntry, serverOf } from './kinds/mcp-server.ts';
import { inEffect, withUserDefaults } from './kinds/servers.ts';
import { triggerAt } from './kinds/vocabulary.ts';
import { reachOf } from './programs/reach.ts';
import { type ProgramReader, sharedPrograms } from './programs/reader.ts';
import { rawManifest } from './read-manifest.ts';
import type { Source } from './source.ts';
import { ownPath } from './started-program.ts';
import { toolsFile } from './tools.ts';
import { asText, own, written } from './values.ts';

/** A server that a plugin has started over stdin and stdout. */
export type StdioServer = {
  /** Its key in `.mcp.json` or in the manifest. */
  key: string;
  command: string;
  args: string[];
  /** As written, with `${…}`. */
  env: Readonly<Record<string, string>>;
  cwd?: string;
  entry: ServerEntry & { config: Record<string, unknown> };
};

/** The stdio servers of a plugin that take effect, sorted by key. */
export function stdioServers(source: Source): StdioServer[] {
  const servers = inEffect(mcpEntries(source, rawManifest(source))).flatMap(({ entry }): StdioServer[] => {
    const { config } = entry;
    if (typeof config === 'string') return [];
    const { command, args = [], env = {} } = serverOf(config) ?? {};
    if (command === undefined) return [];
    const texts = Object.entries(env).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    const cwd = asText(own(config, 'cwd'));
    return [
      {
        key: entry.name,
        command,
        args,
        env: Object.fromEntries(texts),
        ...(cwd === undefined ? {} : { cwd }),
        entry: { ...entry, config },
      },
    ];
  });
  return servers.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * The files that a server's program reaches: what it is, imports, sources and starts, and the data whose names its programs hold. Sorted.
 */
export async function serverFiles(
  source: Source,
  { command, args, cwd, entry }: StdioServer,
  reader: ProgramReader = sharedPrograms,
): Promise<string[]> {
  const expand = withUserDefaults(rawManifest(source));
  const folder = cwd === undefined ? undefined : ownPath(cwd);
  const place = { file: entry.file, line: 1 };
  const start = {
    ...place,
    trigger: triggerAt('session-start', place),
    command: [command, ...args].map(expand),
    ...(folder === undefined ? {} : { folder }),
  };
  const { programs } = await reachOf(source, [start], reader, { onlyReached: true });
  const reached = programs.map(({ file }) => file);
  const texts = reached.map((path) => source.files.get(path)?.text ?? '');
  const named = new Set(texts.flatMap((text) => text.split(/[^\w.-]+/)));
  const data = [...source.files.keys()].filter(
    (path) => path !== toolsFile && isData.test(path) && named.has(path.slice(path.lastIndexOf('/') + 1)),
  );
  return [...new Set([...reached, ...data])].sort();
}

/** Endings of what programs read. */
const isData = /\.(?:jsonc?|ya?ml|toml|txt|csv|sql|wasm|node|[cm]?[jt]s|py)$/;

/**
 * One SHA-256 over how a server is configured and over `sha256 SP path LF` of each file that it reaches, lower-case hex. What a server offers
 * may differ as soon as this does.
 */
export async function serverDigest(
  source: Source,
  server: StdioServer,
  reader: ProgramReader = sharedPrograms,
): Promise<string> {
  const files = await serverFiles(source, server, reader);
  const lines = files.map((path) => `${source.files.get(path)?.sha256 ?? ''} ${path}\n`);
  return hash(
    'sha256',
    [`${hash('sha256', written(server.entry.config), 'hex')}\n`, ...lines].join(''),
    'hex',
  );
}
