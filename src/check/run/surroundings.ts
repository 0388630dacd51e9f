import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { folderFileSystem } from '../../plugin/file-system.ts';
import { parseJson } from '../../plugin/json.ts';
import type { Manifest } from '../../plugin/manifest.ts';
import { manifestFile, readManifest } from '../../plugin/read-manifest.ts';
import { asRecord } from '../../plugin/values.ts';
import { type ConfigProblem, configFile, readConfig } from '../config/config.ts';
import type { Stray, Surroundings } from '../rule.ts';
import { type Ignored, ignoredIn } from './ignored.ts';

/** Largest configuration or manifest that is read for its facts, in bytes. */
const largestFile = 1 << 20;

/** A marketplace's folder: its configuration and its plugins, or what is wrong with the configuration. */
export type OpenedMarketplace =
  | ({ ok: true; surroundings: Surroundings } & Folders)
  | ({ ok: false; problems: readonly ConfigProblem[] } & Folders);

type Folders = {
  /** The plugin folders, sorted; without those that git ignores. */
  names: readonly string[];
  /** What else stands in `plugins/`, sorted by name. */
  strays: readonly Stray[];
  /** See `ignoredIn`; relative to `plugins/`. */
  ignored: Ignored;
};

/** Reads a marketplace's configuration and the names in its `plugins/`. Never throws for what stands there; other manifests are read when asked for. */
export function openMarketplace(root: string): OpenedMarketplace {
  const folders = pluginFolders(root);
  const { names } = folders;
  const text = readText(root, configFile);
  const config =
    text === undefined
      ? {
          ok: false as const,
          problems: [
            {
              file: configFile,
              line: 1,
              column: 1,
              message: `Expected "${configFile}" to be a file of at most 1 MB that can be read.`,
              fix: `Put a "${configFile}" there.`,
            },
          ],
        }
      : readConfig(text);
  if (!config.ok) return { ok: false, problems: config.problems, ...folders };
  const manifests = new Map<string, Manifest | undefined>();
  const surroundings: Surroundings = {
    config: config.config,
    names,
    manifestOf(name) {
      if (!manifests.has(name))
        manifests.set(name, names.includes(name) ? readManifestOf(root, name) : undefined);
      return manifests.get(name);
    },
  };
  return { ok: true, surroundings, ...folders };
}

function pluginFolders(root: string): Folders {
  const names: string[] = [];
  const strays: Stray[] = [];
  const folder = join(root, 'plugins');
  const ignored = ignoredIn(folder);
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (ignored(entry.name)) continue;
      if (entry.isDirectory()) names.push(entry.name);
      else
        strays.push({
          name: entry.name,
          kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other',
        });
    }
  } catch {
    // No such folder: no plugins.
  }
  return { names, strays, ignored };
}

function readManifestOf(root: string, name: string): Manifest | undefined {
  const text = readText(join(root, 'plugins', name), manifestFile);
  const parsed = text === undefined ? undefined : parseJson(text.replace(/^\ufeff/, ''));
  return parsed?.ok === true ? readManifest(asRecord(parsed.value)) : undefined;
}

/** A regular file's text; undefined where there is none, it is too large or it is a link. */
export function readText(folder: string, path: string): string | undefined {
  const bytes = folderFileSystem(folder).read(
    { path, kind: 'file', bytes: largestFile + 1, executable: false },
    largestFile + 1,
  );
  return bytes === undefined || bytes.length > largestFile ? undefined : Buffer.from(bytes).toString('utf8');
}
