// Writes what the built site offers besides its pages: the API, archives, the hosted marketplace, feeds, and what search engines read.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publish } from '../src/registry/api/publish.ts';
import { openOutput, type PutFile } from '../src/registry/output-folder.ts';
import { registryFile } from '../src/registry/serialize.ts';
import { failure, print, printError, rootOption, runCommand } from './command-line.ts';
import { count, orFailure } from './registry-output.ts';
import { type ShownMarketplace, shownMarketplace } from './shown-marketplace.ts';

/**
 * Adds to a built site what it offers besides its pages.
 * @param pages paths of the pages that search engines may list
 */
export function publishFiles(
  { registry, registryBytes, config, descriptions }: ShownMarketplace,
  pages: readonly string[],
  put: PutFile,
): void {
  if (config === undefined)
    throw failure('The configuration of the marketplace has errors. For details, run "npm run registry".');
  for (const { name, reason } of publish(put, { registry, registryBytes, config, descriptions, pages }))
    printError(`The plugin "${name}" has no archive, because ${reason}.`);
}

/** Paths of the pages in a built site, as addresses have them, without those that ask search engines to leave them out. */
export function listedPages(out: string): string[] {
  let files: string[];
  try {
    files = readdirSync(out, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file === 'index.html' || file.endsWith('/index.html'))
    .filter((file) => !isHidden(readFileSync(join(out, file), 'utf8')))
    .map((file) => file.slice(0, -'index.html'.length));
}

/** https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag */
function isHidden(markup: string): boolean {
  const head = markup.slice(0, markup.indexOf('</head>'));
  return /<meta name="robots" content="[^"]*noindex/.test(head);
}

if (import.meta.main)
  await runCommand({
    name: 'node scripts/publish-files.ts',
    about:
      'Adds to a built site what it offers besides its pages: the API, archives, the hosted marketplace and feeds.',
    options: {
      registry: { value: 'file', about: "publish this registry (default: the marketplace's registry.json)" },
      out: { value: 'folder', about: "the built site (default: dist in the marketplace's folder)" },
      root: rootOption,
    },
    example: '--out dist',
    exitCodes: {
      0: 'everything was written',
      1: 'a plugin is not what the registry describes, or there is no registry',
    },
    async run({ registry = '', out = '', root }) {
      const folder = out === '' ? join(root, 'dist') : resolve(out);
      const file = registry === '' ? join(root, registryFile) : resolve(registry);
      const shown = await orFailure('', () => shownMarketplace(root, file, true));
      const { put, counts } = openOutput(folder);
      publishFiles(shown, listedPages(folder), put);
      const { files, bytes } = counts();
      print(
        `Published ${count(files, 'file')}, ${bytes} bytes; read ${count(shown.descriptions.read.size, 'plugin')}.`,
      );
    },
  });
