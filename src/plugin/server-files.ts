import { hash } from 'node:crypto';
import { withUserDefaults } from './kinds/servers.ts';
import { triggerAt } from './kinds/vocabulary.ts';
import { reachOf } from './programs/reach.ts';
import { type ProgramReader, sharedPrograms } from './programs/reader.ts';
import { rawManifest } from './read-manifest.ts';
import type { Source } from './source.ts';
import { ownPath } from './started-program.ts';
import type { StdioServer } from './stdio-servers.ts';
import { toolsFile } from './tools.ts';
import { written } from './values.ts';

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
