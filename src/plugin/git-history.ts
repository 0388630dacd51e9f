import { catBlobs, describeObjects, runGit } from './git.ts';

/** What a plugin's past commits say of it. Dates are `YYYY-MM-DD`, the committer's, in UTC. */
export type PluginHistory = {
  /** Of the commit that first had the folder. */
  created?: string;
  /** Of the commit that first had the folder as it is asked about; of the last that changed it where none has it so. */
  updated?: string;
  /** Each version that `plugin.json` named, when it first did, newest first. */
  versions: { version: string; commit: string; date: string }[];
};

/** A `plugin.json` above this, in bytes, is nobody's. */
const largestManifest = 1 << 20;

/** Above this many plugins, the whole of `plugins/` is asked about: a command line is not endless. */
const namedAtOnce = 200;

const manifestPath = '.claude-plugin/plugin.json';

/** Git's id of a tree without entries. */
const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;

/**
 * The history of plugin folders, from the commits that the checked-out branch itself went through (a merge counts when it landed).
 * A handful of git processes, however many plugins. What the oldest commit of a shallow clone holds may be older than it, so there
 * `created`, `updated` and versions can be absent, and none is made up.
 * @param root the marketplace's folder
 * @param trees name to the tree id as it is now
 * @param repository see `findRepository`
 * @throws where git fails
 */
export function pluginHistories(
  root: string,
  trees: ReadonlyMap<string, string>,
  repository: { prefix: string; shallow: boolean; hash: 'sha1' | 'sha256'; head?: string },
): Map<string, PluginHistory> {
  const histories = new Map<string, PluginHistory>([...trees.keys()].map((name) => [name, { versions: [] }]));
  if (repository.head === undefined || trees.size === 0) return histories;
  const commits = commitsOf(root, repository.head, [...trees.keys()], repository.shallow);
  const changes = changesOf(root, commits, repository).filter((change) => trees.has(change.name));
  const versions = versionsOf(root, changes);
  for (const [name, own] of Map.groupBy(changes, (change) => change.name)) {
    const history = histories.get(name);
    if (history === undefined) continue;
    const first = own[0];
    if (first !== undefined && !first.commit.boundary) history.created = first.commit.date;
    const updated = own.find((change) => change.tree === trees.get(name)) ?? own.at(-1);
    if (updated !== undefined && !updated.commit.boundary) history.updated = updated.commit.date;
    const known = new Set<string>();
    for (const { tree, commit } of own) {
      const version = versions.get(tree);
      if (version === undefined || known.has(version)) continue;
      known.add(version);
      if (!commit.boundary) history.versions.unshift({ version, commit: commit.id, date: commit.date });
    }
  }
  return histories;
}

/** The version that each state of a plugin folder names, by tree id. */
function versionsOf(root: string, changes: readonly Change[]): Map<string, string> {
  const trees = [...new Set(changes.map((change) => change.tree))];
  const manifests = describeObjects(
    root,
    trees.map((tree) => `${tree}:${manifestPath}`),
  );
  const read = [...manifests.values()].filter(
    (object) => object.type === 'blob' && object.bytes <= largestManifest,
  );
  const texts = catBlobs(
    root,
    read.map((object) => object.id),
  );
  const versions = new Map<string, string>();
  for (const tree of trees) {
    const text = texts.get(manifests.get(`${tree}:${manifestPath}`)?.id ?? '');
    const version = text === undefined ? undefined : versionIn(text.toString('utf8'));
    if (version !== undefined) versions.set(tree, version);
  }
  return versions;
}

/** The `version` of a manifest's text; undefined for anything that is not the short plain text a version is. */
function versionIn(text: string): string | undefined {
  try {
    const manifest = JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
    if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return undefined;
    const { version } = manifest;
    return typeof version === 'string' && /^[0-9A-Za-z.+-]{1,64}$/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

function git(root: string, args: readonly string[], input?: string): Buffer {
  const answer = runGit(root, args, input);
  if (!answer.ok) throw new Error(answer.message);
  return answer.output;
}

/** A commit that changed something in `plugins/`. */
type Commit = {
  id: string;
  date: string;
  /** Whether it is the oldest that a shallow clone has, so that what it seems to add may be older. */
  boundary: boolean;
};

/** A plugin folder that a commit added or changed. */
type Change = { name: string; tree: string; commit: Commit };

/** Oldest first. */
function commitsOf(root: string, head: string, names: readonly string[], shallow: boolean): Commit[] {
  const paths = names.length > namedAtOnce ? ['plugins/'] : names.map((name) => `plugins/${name}/`);
  const listed = git(root, ['rev-list', '--first-parent', '--reverse', '--timestamp', head, '--', ...paths]);
  const lines = listed
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');
  const boundaries = new Set<string>();
  if (shallow) {
    // A commit whose parents were left out looks like one that has none.
    const roots = git(root, ['rev-list', '--first-parent', '--max-parents=0', head]).toString('latin1');
    for (const id of roots.split('\n')) boundaries.add(id);
  }
  return lines.map((line) => {
    const [seconds = '', id = ''] = line.split(' ');
    return {
      id,
      date: new Date(Number(seconds) * 1000).toISOString().slice(0, 10),
      boundary: boundaries.has(id),
    };
  });
}

/** Which plugin folders each commit changed: the trees of `plugins/` before and after it are compared one level deep. */
function changesOf(
  root: string,
  commits: readonly Commit[],
  repository: { prefix: string; hash: 'sha1' | 'sha256' },
): Change[] {
  const nameOf = (commit: Commit) => `${commit.id}:${repository.prefix}plugins`;
  const folders = describeObjects(root, commits.map(nameOf));
  const empty = emptyTree[repository.hash];
  let before: string = empty;
  const pairs = commits.map((commit) => {
    const folder = folders.get(nameOf(commit));
    const pair = { commit, before, after: folder?.type === 'tree' ? folder.id : empty };
    before = pair.after;
    return pair;
  });
  const output = git(
    root,
    ['diff-tree', '--stdin', '-z', '--no-renames'],
    pairs.map((pair) => `${pair.before} ${pair.after}\n`).join(''),
  );
  const changes: Change[] = [];
  let pair = -1;
  for (let at = 0; at < output.length; ) {
    // ":040000 040000 <before> <after> M", NUL, name, NUL; ahead of the records of a pair, "<before> <after>", LF.
    if (output[at] !== colon) {
      pair++;
      at = output.indexOf(10, at) + 1;
      continue;
    }
    const end = output.indexOf(0, at);
    const nameEnd = output.indexOf(0, end + 1);
    const [, mode, , tree = ''] = output.toString('latin1', at, end).split(' ');
    const commit = pairs[pair]?.commit;
    if (mode === '040000' && commit !== undefined) {
      changes.push({ name: output.toString('utf8', end + 1, nameEnd), tree, commit });
    }
    at = nameEnd + 1;
  }
  return changes;
}

const colon = 58;
