import { marketplaceFiles } from '../check/config/waivers.ts';
import type { PluginFile } from '../plugin/plugin.ts';
import type { AllowedDifference, Difference } from './report.ts';

/**
 * How files differ from those that were published.
 * @param modes whether executable bits are compared: not every file system has them
 * @param isDocument whether a path is that of a document that nothing of the plugin reaches
 */
export function compareFiles(
  published: readonly PluginFile[],
  found: readonly PluginFile[],
  modes: boolean,
  isDocument: (path: string) => boolean,
): { differences: Difference[]; allowed: AllowedDifference[] } {
  const before = new Map(published.map((file) => [file.path, file]));
  const after = new Map(found.map((file) => [file.path, file]));
  const differences: Difference[] = [];
  const allowed: AllowedDifference[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const kind = kindOf(before.get(path), after.get(path), modes);
    if (kind === undefined) continue;
    if (marketplaceFiles.has(path) && (kind === 'changed' || kind === 'missing'))
      allowed.push({
        path,
        why: 'Only the marketplace reads this file, and it may change without a new version.',
      });
    else if (kind !== 'mode' && [before.get(path), after.get(path)].every(isPlain) && isDocument(path))
      allowed.push({
        path,
        why: 'Nothing of the plugin reads this document, and it may change without a new version.',
      });
    else differences.push({ path, kind });
  }
  return { differences, allowed };
}

/** Whether a file is absent, or neither a program nor a link, and could be read. */
function isPlain(file: PluginFile | undefined): boolean {
  return file === undefined || (file.mode === '100644' && file.sha256 !== '');
}

function kindOf(
  published: PluginFile | undefined,
  found: PluginFile | undefined,
  modes: boolean,
): Difference['kind'] | undefined {
  if (published === undefined) return 'added';
  if (found === undefined) return 'missing';
  const isLink = (file: PluginFile) => file.mode === '120000';
  // A file that could not be read has no hash.
  if (found.sha256 === '' || found.sha256 !== published.sha256 || isLink(found) !== isLink(published))
    return 'changed';
  return modes && found.mode !== published.mode ? 'mode' : undefined;
}
