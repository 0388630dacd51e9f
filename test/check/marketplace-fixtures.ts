import type { Diagnostic } from '../../src/check/diagnostic.ts';
import type { JsonObject } from '../../src/check/facts/facts.ts';
import type { FolderLink } from '../../src/check/rule.ts';
import { rules } from '../../src/check/rules.ts';
import { checkFolder } from '../../src/check/run/check-folder.ts';
import { checkMarketplace } from '../../src/check/run/check-marketplace.ts';
import { marketplaceFile } from '../../src/check/run/targets.ts';
import { type MemoryFile, memoryFileSystem } from '../../src/plugin/file-system.ts';
import type { Overlay } from './rule-fixtures.ts';

const manifest = {
  name: 'tiny-market',
  owner: { name: 'Ada Writer' },
  description: 'Plugins for tests.',
  plugins: [{ name: 'tiny-tool', source: './plugins/tiny-tool' }],
};

/** A marketplace that no rule has anything to say about. */
export const baseMarketplace: Readonly<Record<string, MemoryFile>> = {
  [marketplaceFile]: `${JSON.stringify(manifest, null, 2)}\n`,
  'plugins/tiny-tool/.claude-plugin/plugin.json': `${JSON.stringify(
    {
      name: 'tiny-tool',
      version: '1.0.0',
      description: 'Greets a person by name.',
      author: { name: 'Ada Writer' },
    },
    null,
    2,
  )}\n`,
};

/** The base marketplace's manifest with some keys changed; `undefined` takes a key away. */
export function marketplaceWith(changes: JsonObject): Record<string, string> {
  return { [marketplaceFile]: JSON.stringify({ ...manifest, ...changes }, null, 2) };
}

/** The base marketplace with one entry, the base one with some keys changed; `undefined` takes a key away. */
export function entryWith(changes: JsonObject, rest: JsonObject = {}): Record<string, string> {
  return marketplaceWith({ ...rest, plugins: [{ ...manifest.plugins[0], ...changes }] });
}

/** What is found in the base marketplace with an overlay; with `rule`, what that rule finds. */
export async function diagnoseMarketplace(
  overlay: Overlay,
  rule?: { id: string },
  file?: string,
): Promise<Diagnostic[]> {
  const options = { rules, docsOf: (id: string) => `rules/${id}`, ...(file === undefined ? {} : { file }) };
  const found = await checkMarketplace(
    memoryFileSystem(filesOf(baseMarketplace, overlay)),
    'market',
    options,
  );
  return rule === undefined ? found : found.filter((diagnostic) => diagnostic.rule === rule.id);
}

/** What is found in a folder of the given name. */
export async function diagnoseFolder(
  files: Overlay,
  dir = '/home/ada/project',
  link?: FolderLink,
): Promise<Diagnostic[]> {
  const options = { rules, docsOf: (id: string) => `rules/${id}`, ...(link === undefined ? {} : { link }) };
  return checkFolder(memoryFileSystem(filesOf({}, files)), dir, options);
}

function filesOf(base: Readonly<Record<string, MemoryFile>>, overlay: Overlay): Record<string, MemoryFile> {
  const files: Record<string, MemoryFile> = { ...base };
  for (const [path, file] of Object.entries(overlay)) {
    if (file === null) delete files[path];
    else if (typeof file === 'object' && 'special' in file)
      throw new Error(`An example of a marketplace cannot hold a special file: ${path}`);
    else files[path] = file;
  }
  return files;
}
