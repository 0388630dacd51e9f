import { catBlobs, describeObjects } from '../plugin/git.ts';
import { parseJson } from '../plugin/json.ts';
import type { Manifest } from '../plugin/manifest.ts';
import { manifestFile, readManifest } from '../plugin/read-manifest.ts';
import { asRecord } from '../plugin/values.ts';

/** Manifests larger than this, in bytes, are skipped. */
const largestManifest = 1 << 20;

/**
 * Reads manifests of the plugins of a tree. The dependencies of a plugin are read together with it.
 * @param names all plugins of the tree; only called when they are needed
 */
export function manifestReader(
  root: string,
  tree: string,
  prefix: string,
  names: () => readonly string[],
): (name: string) => Manifest | undefined {
  const known = new Map<string, Manifest | undefined>();
  let present: Set<string> | undefined;
  return (name) => {
    present ??= new Set(names());
    if (!present.has(name)) return undefined;
    // One call of git for each level of dependencies, not for each plugin.
    for (let wanted = known.has(name) ? [] : [name]; wanted.length > 0; ) {
      const read = readManifests(root, tree, prefix, wanted);
      for (const one of wanted) known.set(one, read.get(one));
      const needed = [...read.values()].flatMap((manifest) =>
        (manifest.dependencies ?? []).map((dependency) => dependency.name),
      );
      wanted = [...new Set(needed)].filter((one) => !known.has(one) && present?.has(one));
    }
    return known.get(name);
  };
}

/** The manifests of some plugins of a tree; plugins without a readable manifest are left out. */
export function readManifests(
  root: string,
  tree: string,
  prefix: string,
  names: readonly string[],
): Map<string, Manifest> {
  const pathOf = (name: string) => `${tree}:${prefix}plugins/${name}/${manifestFile}`;
  const objects = describeObjects(root, names.map(pathOf));
  const blobs = catBlobs(
    root,
    [...objects.values()]
      .filter(({ type, bytes }) => type === 'blob' && bytes <= largestManifest)
      .map(({ id }) => id),
  );
  const manifests = new Map<string, Manifest>();
  for (const name of names) {
    const text = blobs.get(objects.get(pathOf(name))?.id ?? '')?.toString('utf8');
    const parsed = text === undefined ? undefined : parseJson(text.replace(/^\ufeff/, ''));
    if (parsed?.ok === true) manifests.set(name, readManifest(asRecord(parsed.value)));
  }
  return manifests;
}
