import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asList, asRecord, asText, jsonValue, own } from '../plugin/values.ts';

/** A copy of a plugin in Claude Code's records. */
type InstalledCopy = {
  name: string;
  marketplace: string;
  /** `user`, `project`, `local` or `managed`. */
  scope: string;
  /** Path of the project, for the scopes that have one. */
  project?: string;
  /** Path of the copy. */
  path: string;
  /** From its manifest or its release tag. */
  version?: string;
  /** The folder that sessions read instead of the copy: a marketplace that was added as a folder is used in place. */
  inPlace?: string;
};

/** Where Claude Code keeps its records, from its configuration folder. */
const records = ['plugins', 'installed_plugins.json'] as const;
const marketplaces = ['plugins', 'known_marketplaces.json'] as const;

/**
 * The copies in Claude Code's records, in its order.
 * @param folder its configuration folder: `CLAUDE_CONFIG_DIR`, or `.claude` in the home folder
 * @returns undefined where there are no readable records
 */
export function installedCopies(folder: string): InstalledCopy[] | undefined {
  const written = readJson(join(folder, ...records));
  if (written === undefined) return undefined;
  const known = asRecord(readJson(join(folder, ...marketplaces)));
  return Object.entries(asRecord(own(asRecord(written), 'plugins'))).flatMap(([id, entries]) => {
    const at = id.lastIndexOf('@');
    if (at < 1) return [];
    const [name, marketplace] = [id.slice(0, at), id.slice(at + 1)];
    const inPlace = folderOf(own(known, marketplace));
    // Version 1 of the file held one object instead of a list.
    return asList(entries).flatMap((entry): InstalledCopy[] => {
      const record = asRecord(entry);
      const path = asText(own(record, 'installPath'));
      if (path === undefined) return [];
      const project = asText(own(record, 'projectPath'));
      const version = versionOf(record);
      return [
        {
          name,
          marketplace,
          scope: asText(own(record, 'scope')) ?? 'user',
          ...(project === undefined ? {} : { project }),
          path,
          ...(version === undefined ? {} : { version }),
          ...(inPlace === undefined ? {} : { inPlace: join(inPlace, 'plugins', name) }),
        },
      ];
    });
  });
}

/** A version that was resolved from a tag is recorded twice, in `version` with a commit behind it. */
function versionOf(record: Record<string, unknown>): string | undefined {
  return asText(own(record, 'resolvedVersion')) ?? asText(own(record, 'version'));
}

/** The folder of a marketplace that was added as one. */
function folderOf(marketplace: unknown): string | undefined {
  const source = asRecord(own(asRecord(marketplace), 'source'));
  return own(source, 'source') === 'directory'
    ? asText(own(asRecord(marketplace), 'installLocation'))
    : undefined;
}

function readJson(path: string): unknown {
  try {
    return jsonValue(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
