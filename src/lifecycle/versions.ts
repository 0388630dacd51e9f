import { committedTrees, findRepository } from '../plugin/git.ts';
import { pluginHistories, readCommits } from '../plugin/git-history.ts';
import { releasesOf } from '../plugin/releases.ts';
import type { Home } from './home.ts';

/** The versions that a plugin has or had. */
type KnownVersions = {
  /** The version in its manifest. */
  current: string | undefined;
  /** Versions with a tag `{name}--v{version}`. */
  tags: readonly string[];
  /** All of them: the current one, then those in git's history, newest first, then those with a tag. */
  all: readonly string[];
};

/** Every version of a plugin in its manifest, its tags or its history. */
export function knownVersions(home: Home, name: string): KnownVersions {
  const current = home.surroundings.manifestOf(name)?.version;
  const tags = releasesOf(home.root, '', [name]).versions.get(name) ?? [];
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
  const commits = readCommits(root, repository, { names: [name] });
  const history = pluginHistories(root, new Map([[name, tree]]), commits).get(name);
  return history?.versions.map(({ version }) => version) ?? [];
}
