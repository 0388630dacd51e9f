import { type Repository, readBlobs, runGit } from './git.ts';
import { manifestFile } from './read-manifest.ts';

/** A commit that changed a plugin. `date` is the committer's in UTC, `YYYY-MM-DD`. */
export type Change = { commit: string; date: string; subject: string };

/** What a plugin's past commits say about it. */
export type PluginHistory = {
  /** Date of the commit that added the folder. */
  created?: string;
  /** Date of the commit that first gave the folder its present content; of its last change where no commit did. */
  updated?: string;
  /** Each version that `plugin.json` named, with the commit that named it first, newest first. */
  versions: { version: string; commit: string; date: string }[];
};

/** A commit of the checked-out branch that changed something in `plugins/`. */
export type HistoryCommit = Change & {
  /** Whether this is the oldest commit of a shallow clone: what it seems to add may be older. */
  isBoundary: boolean;
  plugins: ChangedPlugin[];
};

/** A plugin folder that a commit changed. */
type ChangedPlugin = {
  name: string;
  /** Git's id of the folder after the commit; absent where the commit removed it. */
  tree?: string;
  /** Git's id of `plugin.json`, where the commit changed that file. */
  manifest?: string;
};

/** A larger `plugin.json`, in bytes, is not read for its version. */
const largestManifest = 1 << 20;
/** With more plugins than this, the whole of `plugins/` is asked about: the length of a command line is limited. */
const mostNamed = 200;
/** Changes that are kept of one plugin. */
const mostChanges = 30;
/** A commit that touches more plugins than this changed the marketplace, not these plugins. */
const mostTouched = 200;

/**
 * The commits that the checked-out branch went through and that changed a plugin, newest first. A merge counts as one commit.
 * @param root the marketplace's folder
 * @param limits `names`: only commits that changed one of these plugins; `after`: only commits that follow this one
 * @throws where git fails
 */
export function readCommits(
  root: string,
  { head, prefix, shallow }: Pick<Repository, 'head' | 'prefix' | 'shallow'>,
  { names, after }: { names?: readonly string[]; after?: string } = {},
): HistoryCommit[] {
  if (head === undefined) return [];
  const isNamed = names !== undefined && names.length <= mostNamed;
  const answer = runGit(root, [
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--root',
    '--raw',
    '-t',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-relative',
    '--no-show-signature',
    // No subject and no path holds NUL, so no commit can pass for another.
    '--format=%x00%H%x00%P%x00%ct%x00%s',
    after === undefined ? head : `${after}..${head}`,
    '--',
    ...(isNamed ? names.map((name) => `plugins/${name}/`) : ['plugins/']),
  ]);
  if (!answer.ok) throw new Error(answer.message);
  return parseLog(answer.output.toString('utf8').split('\0'), `${prefix}plugins/`, shallow);
}

/** The fields of `git log`: of each commit an empty one, its id, parents, seconds and subject, then two for each changed path. */
function parseLog(fields: readonly string[], folder: string, isShallow: boolean): HistoryCommit[] {
  const commits: HistoryCommit[] = [];
  for (let at = 0; at + 4 < fields.length; ) {
    const [, commit = '', parents = '', seconds = '', subject = ''] = fields.slice(at, at + 5);
    const plugins = new Map<string, ChangedPlugin>();
    for (at += 5; at + 1 < fields.length && fields[at] !== ''; at += 2)
      addChange(plugins, fields[at] as string, fields[at + 1] as string, folder);
    commits.push({
      commit,
      date: new Date(Number(seconds) * 1000).toISOString().slice(0, 10),
      subject,
      isBoundary: isShallow && parents === '',
      plugins: [...plugins.values()],
    });
  }
  return commits;
}

/** @param row `:<mode before> <mode after> <id before> <id after> <letter>`, after a line break where it is the first of a commit */
function addChange(plugins: Map<string, ChangedPlugin>, row: string, path: string, folder: string): void {
  if (!path.startsWith(folder)) return;
  const slash = path.indexOf('/', folder.length);
  const name = path.slice(folder.length, slash < 0 ? undefined : slash);
  const [before, after, , id = ''] = row.replace(/^\n?:/, '').split(' ');
  if (slash < 0) {
    const isFolder = after === folderMode;
    if (isFolder) plugins.set(name, { name, tree: id });
    else if (before === folderMode) plugins.set(name, { name });
  } else if (path.slice(slash + 1) === manifestFile && after !== '000000') {
    const plugin = plugins.get(name);
    if (plugin !== undefined) plugin.manifest = id;
  }
}

const folderMode = '040000';

/**
 * The histories of plugin folders. Of the oldest commit of a shallow clone it is not known what it added, so `created`, `updated` and
 * versions that it may have added are left out.
 * @param root the marketplace's folder
 * @param trees name to the folder's present tree id
 * @param commits newest first
 * @throws where git fails
 */
export function pluginHistories(
  root: string,
  trees: ReadonlyMap<string, string>,
  commits: readonly HistoryCommit[],
): Map<string, PluginHistory> {
  const changes = new Map([...trees.keys()].map((name) => [name, [] as (ChangedPlugin & HistoryCommit)[]]));
  for (const commit of commits)
    for (const plugin of commit.plugins)
      if (plugin.tree !== undefined) changes.get(plugin.name)?.push({ ...commit, ...plugin });
  const versions = versionsOf(
    root,
    [...changes.values()].flatMap((own) => own.flatMap(({ manifest }) => manifest ?? [])),
  );
  const histories = new Map<string, PluginHistory>();
  for (const [name, own] of changes) {
    const history: PluginHistory = { versions: [] };
    own.reverse();
    const [first] = own;
    if (first?.isBoundary === false) history.created = first.date;
    const updated = own.find(({ tree }) => tree === trees.get(name)) ?? own.at(-1);
    if (updated?.isBoundary === false) history.updated = updated.date;
    const known = new Set<string>();
    for (const { manifest, commit, date, isBoundary } of own) {
      const version = versions.get(manifest ?? '');
      if (version === undefined || known.has(version)) continue;
      known.add(version);
      if (!isBoundary) history.versions.unshift({ version, commit, date });
    }
    histories.set(name, history);
  }
  return histories;
}

/** The last commits that changed each plugin, newest first. */
export function pluginChanges(commits: readonly HistoryCommit[]): Map<string, Change[]> {
  const changes = new Map<string, Change[]>();
  for (const { commit, date, subject, plugins } of commits) {
    if (plugins.length > mostTouched) continue;
    for (const { name } of plugins) {
      const list = changes.get(name) ?? [];
      if (list.length < mostChanges) list.push({ commit, date, subject });
      changes.set(name, list);
    }
  }
  return changes;
}

/** The version that each `plugin.json` names, by git's id of the file. */
function versionsOf(root: string, manifests: readonly string[]): Map<string, string> {
  const texts = readBlobs(root, [...new Set(manifests)], largestManifest);
  return new Map(
    [...texts].flatMap(([id, text]) => versionIn(text.toString('utf8')).map((one) => [id, one])),
  );
}

/** The `version` of a manifest's text; none where it is anything but the short plain text that a version is. */
function versionIn(text: string): string[] {
  try {
    const manifest = JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
    if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return [];
    const { version } = manifest;
    return typeof version === 'string' && /^[0-9A-Za-z.+-]{1,64}$/.test(version) ? [version] : [];
  } catch {
    return [];
  }
}
