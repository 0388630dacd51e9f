import { describeObjects, runGit } from './git.ts';

/** Names that a released plugin can have. */
const pluginName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Released versions of plugins, by the tags `{name}--v{version}`: https://code.claude.com/docs/en/plugin-dependencies */
export type Releases = {
  /** Versions by plugin name, unsorted. */
  versions: ReadonlyMap<string, readonly string[]>;
  /** Git's id of the plugin's folder as it was released; undefined where it is not known. */
  treeOf(name: string, version: string): string | undefined;
};

/** The releases of some plugins, through one call of git. */
export function releasesOf(root: string, prefix: string, names: readonly string[]): Releases {
  const asked = names.filter((name) => pluginName.test(name));
  const versions = new Map<string, string[]>();
  const refs = asked.map((name) => `refs/tags/${name}--v*`);
  const answer =
    refs.length === 0 ? undefined : runGit(root, ['for-each-ref', '--format=%(refname:strip=2)', ...refs]);
  for (const tag of answer?.ok === true ? answer.output.toString('utf8').split('\n') : []) {
    const at = tag.indexOf('--v');
    if (at < 1) continue;
    const name = tag.slice(0, at);
    versions.set(name, [...(versions.get(name) ?? []), tag.slice(at + 3)]);
  }
  return {
    versions,
    treeOf(name, version) {
      const path = `refs/tags/${name}--v${version}:${prefix}plugins/${name}`;
      const object = describeObjects(root, [path]).get(path);
      return object?.type === 'tree' ? object.id : undefined;
    },
  };
}
