import { committedTrees, findRepository, runGit } from '../plugin/git.ts';
import { pluginHistories } from '../plugin/git-history.ts';
import type { Home } from './home.ts';

/** The versions that a plugin has or had. */
export type KnownVersions = {
  /** That of its manifest. */
  current: string | undefined;
  /** Those that a tag `{name}--v{version}` releases. */
  tags: readonly string[];
  /** All, the current one first, then as git has them, newest first. */
  all: readonly string[];
};

/** Every version of a plugin that its manifest, its tags or its history names. */
export function knownVersions(home: Home, name: string): KnownVersions {
  const current = home.surroundings.manifestOf(name)?.version;
  const listed = runGit(home.root, ['for-each-ref', '--format=%(refname:strip=2)', `refs/tags/${name}--v*`]);
  const tags = (listed.ok ? listed.output.toString('utf8').split('\n') : [])
    .filter((tag) => tag.startsWith(`${name}--v`))
    .map((tag) => tag.slice(name.length + 3));
  const past = historyOf(home.root, name);
  return {
    current,
    tags,
    all: [...new Set([...(current === undefined ? [] : [current]), ...past, ...tags])],
  };
}

function historyOf(root: string, name: string): string[] {
  const repository = findRepository(root);
  const committed = repository?.head === undefined ? undefined : committedTrees(root);
  if (repository === undefined || committed === undefined || 'problem' in committed) return [];
  const tree = committed.plugins.get(name);
  if (tree === undefined) return [];
  const history = pluginHistories(root, new Map([[name, tree]]), repository).get(name);
  return history?.versions.map(({ version }) => version) ?? [];
}
