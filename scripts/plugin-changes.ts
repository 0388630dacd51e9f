// Which commits changed each plugin. Part of npm run build.
import { hash } from 'node:crypto';
import { runGit } from '../src/plugin/git.ts';
import type { Change } from '../src/site/content.ts';
import type { KeptFiles } from '../src/site/kept-files.ts';

/** Commits that are looked through for a plugin's changes, and those of one plugin that are shown. */
const most = { commits: 20_000, changes: 30 };
/** A commit that touches more plugins than this changed the marketplace, not them. */
const mostTouched = 200;

/**
 * What git says of a commit: fields that end with the one character that no subject and no path holds. What was kept is known by it too, so that
 * what another format gave is not taken for this one.
 */
const recordFormat = '--format=%x00%H%x00%ct%x00%s';

/** A commit that touched plugins; of one that touched too many, the names are left out. */
type Commit = Change & { names: string[] };

/** What was read up to a commit, newest first. */
type Read = { head: string; commits: Commit[] };

/**
 * The commits that changed each plugin, newest first, from the branch's own. Git takes 1.6 ms of CPU to compare two commits of 10,000
 * plugins, so what was read before is kept, and only what is new since then is read.
 * @param repository see `findRepository`
 */
export function pluginChanges(
  root: string,
  { head, prefix }: { head: string; prefix: string },
  kept: KeptFiles,
): Map<string, Change[]> {
  const key = `changes-${hash('sha256', `${recordFormat} ${prefix}`)}`;
  const before = parsed(kept.find(key));
  if (before?.head === head) return byPlugin(before.commits);
  const newer =
    before !== undefined && isPassed(root, before.head, head)
      ? read(root, `${before.head}..${head}`, prefix)
      : undefined;
  const commits =
    before !== undefined && newer !== undefined
      ? [...newer, ...before.commits].slice(0, most.commits)
      : read(root, head, prefix);
  if (commits === undefined) return new Map();
  kept.keep(key, Buffer.from(JSON.stringify({ head, commits } satisfies Read)));
  return byPlugin(commits);
}

function parsed(bytes: Uint8Array | undefined): Read | undefined {
  return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
}

/** Whether the branch itself went through a commit on its way to its head: not where it was rewritten, or the commit came in by a merge. */
function isPassed(root: string, commit: string, head: string): boolean {
  const answer = runGit(root, [
    'rev-list',
    '--first-parent',
    `--max-count=${most.commits}`,
    head,
    '--not',
    `${commit}^@`,
  ]);
  return answer.ok && answer.output.toString('latin1').trimEnd().split('\n').at(-1) === commit;
}

function read(root: string, range: string, prefix: string): Commit[] | undefined {
  const answer = runGit(root, [
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--name-only',
    '--no-renames',
    '-z',
    `--max-count=${most.commits}`,
    recordFormat,
    range,
    '--',
    'plugins/',
  ]);
  if (!answer.ok) return undefined;
  return commitsIn(answer.output.toString('utf8').split('\0'), `${prefix}plugins/`);
}

/** The commits that git's fields tell of; undefined where they are not as expected, because no page may say what no commit did. */
function commitsIn(fields: readonly string[], folder: string): Commit[] | undefined {
  const commits: Commit[] = [];
  // An empty field stands before each commit and at the end, and nowhere among the paths.
  for (let at = 0; at + 1 < fields.length; ) {
    const [mark, commit = '', seconds = '', subject = ''] = fields.slice(at, at + 4);
    if (mark !== '' || !/^[0-9a-f]{40,64}$/.test(commit) || !/^\d{1,11}$/.test(seconds)) return undefined;
    const touched = new Set<string>();
    for (at += 4; at < fields.length && fields[at] !== ''; at++) {
      const path = (fields[at] as string).replace(/^\n/, '');
      if (path.startsWith(folder)) touched.add(path.slice(folder.length).split('/')[0] ?? '');
    }
    commits.push({
      commit,
      // In UTC, as the registry has it: one commit has one date.
      date: new Date(Number(seconds) * 1000).toISOString().slice(0, 10),
      subject,
      names: touched.size > mostTouched ? [] : [...touched],
    });
  }
  return commits;
}

function byPlugin(commits: readonly Commit[]): Map<string, Change[]> {
  const changes = new Map<string, Change[]>();
  for (const { commit, date, subject, names } of commits)
    for (const name of names) {
      const list = changes.get(name) ?? [];
      if (list.length < most.changes) list.push({ commit, date, subject });
      changes.set(name, list);
    }
  return changes;
}
