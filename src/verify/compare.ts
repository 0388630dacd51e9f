import { waiversFile } from '../check/config/waivers.ts';
import type { PluginFile } from '../plugin/plugin.ts';
import { listingFile } from '../plugin/read-plugin.ts';
import type { Apart, Difference } from './report.ts';

/** Files that are the marketplace's: Claude Code makes nothing of them, and they change without a new version. */
const ownFiles: ReadonlySet<string> = new Set([listingFile, waiversFile]);

/**
 * How files differ from those that were published.
 * @param modes whether it counts if a file is a program: not every file system can say
 */
export function compareFiles(
  published: readonly PluginFile[],
  found: readonly PluginFile[],
  modes: boolean,
): { differences: Difference[]; apart: Apart[] } {
  const before = new Map(published.map((file) => [file.path, file]));
  const after = new Map(found.map((file) => [file.path, file]));
  const differences: Difference[] = [];
  const apart: Apart[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const kind = kindOf(before.get(path), after.get(path), modes);
    if (kind === undefined) continue;
    if (ownFiles.has(path) && (kind === 'changed' || kind === 'missing'))
      apart.push({
        path,
        why: 'It differs. Only the marketplace reads it, and it changes without a new version.',
      });
    else differences.push({ path, kind });
  }
  return { differences, apart };
}

function kindOf(
  published: PluginFile | undefined,
  found: PluginFile | undefined,
  modes: boolean,
): Difference['kind'] | undefined {
  if (published === undefined) return 'added';
  if (found === undefined) return 'missing';
  const isLink = (file: PluginFile) => file.mode === '120000';
  // What could not be read has no hash, and is not what was published.
  if (found.sha256 === '' || found.sha256 !== published.sha256 || isLink(found) !== isLink(published))
    return 'changed';
  return modes && found.mode !== published.mode ? 'mode' : undefined;
}
