import { spawnSync } from 'node:child_process';
import { byText } from './text.ts';

/** Largest answer taken from git, in bytes: far above any marketplace, far below what would exhaust a machine. */
const largestAnswer = 1 << 30;

/** Takes no lock, ignores replacement refs, reads no pathspec as a pattern, prints paths as they are. */
const safeOptions = [
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  '-c',
  'core.quotePath=off',
  '-c',
  'core.fsmonitor=false',
];

/** What git answered, or one sentence about why it did not; `no` is what it answered with exit code 1, by which some commands mean "no". */
type GitAnswer = { ok: true; output: Buffer } | { ok: false; missing: boolean; message: string; no?: Buffer };

/** How much git may answer, and how long it may take. */
export type GitBounds = { bytes?: number; seconds?: number };

/** Runs plain `git` in a folder, without a shell. */
export function runGit(
  folder: string,
  args: readonly string[],
  input?: string,
  bounds: GitBounds = {},
): GitAnswer {
  const { bytes = largestAnswer, seconds } = bounds;
  const result = spawnSync('git', [...safeOptions, ...args], {
    cwd: folder,
    maxBuffer: bytes,
    ...(seconds === undefined ? {} : { timeout: seconds * 1000, killSignal: 'SIGKILL' as const }),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
  const error = result.error as NodeJS.ErrnoException | undefined;
  // The error first: a git that wrote more than `bytes` may have ended with status 0, and its output is cut off.
  if (error === undefined && result.status === 0) return { ok: true, output: result.stdout };
  const failed = (message: string, missing = false) => ({ ok: false as const, missing, message });
  if (error?.code === 'ENOENT') return failed('Git is not installed, or the folder does not exist.', true);
  if (error?.code === 'ENOBUFS') return failed(`Git answered with more than ${bytes} bytes.`);
  if (error?.code === 'ETIMEDOUT') return failed(`Git took more than ${seconds} seconds for "${args[0]}".`);
  const [said = ''] = (result.stderr ?? '').toString('utf8').trim().split('\n');
  const reason = said.replace(/^(?:fatal|error): /, '').replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  return {
    ...failed(`Git could not do "${args[0]}": ${reason || (error?.message ?? 'it gave no reason')}.`),
    ...(result.status === 1 ? { no: result.stdout } : {}),
  };
}

/** Where a folder is in a git repository. */
export type Repository = {
  /** The top folder. */
  root: string;
  /** Path from the top to the folder that was asked about: empty, or with a trailing slash. */
  prefix: string;
  /** Whether older history is left out of this clone. */
  shallow: boolean;
  hash: 'sha1' | 'sha256';
  /** The commit checked out, where there is one. */
  head?: string;
};

/** The repository that a folder is in; undefined where there is none, or no git. */
export function findRepository(folder: string): Repository | undefined {
  const asked = ['--show-toplevel', '--show-prefix', '--is-shallow-repository', '--show-object-format'];
  const answer = runGit(folder, ['rev-parse', ...asked]);
  if (!answer.ok) return undefined;
  const [root = '', prefix = '', shallow, hash] = answer.output.toString('utf8').split('\n');
  if (root === '') return undefined;
  const head = runGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  return {
    root,
    prefix,
    shallow: shallow === 'true',
    hash: hash === 'sha256' ? 'sha256' : 'sha1',
    ...(head.ok ? { head: head.output.toString('latin1').trim() } : {}),
  };
}

const folder = 'plugins/';

/** The folders directly in `plugins/` of a commit, and the ids of other files that were asked for. */
export type CommittedTrees = {
  /** Name to git tree id, sorted by name in UTF-16 code units. */
  plugins: Map<string, string>;
  /** The same as git writes it: see `treeRows`. */
  rows: Buffer;
  /** How many plugin folders there are. */
  count: number;
  /** Path to git blob id, of the `files` that the commit holds. */
  files: Map<string, string>;
};

/**
 * One `git ls-tree`: the tree id of every plugin folder, without reading any.
 * @param root the marketplace's folder, which may be below the repository's top
 * @param files paths below `root` whose blob ids are wanted too
 */
export function committedTrees(
  root: string,
  files: readonly string[] = [],
  commit = 'HEAD',
): CommittedTrees | { problem: string } {
  const answer = runGit(root, ['ls-tree', '-z', commit, '--', folder, ...files]);
  if (!answer.ok) return { problem: answer.message };
  const { rows, count, others } = foldersIn(answer.output);
  const blobs = [...namesAndIds(others)].filter(([path]) => files.includes(path));
  let plugins: Map<string, string> | undefined;
  return {
    // Only where they are asked for: of 10,000 plugins this takes a tenth of the CPU of a run that finds by the rows that nothing changed.
    get plugins() {
      plugins ??= new Map(
        [...namesAndIds(rows)]
          .map(([path, id]): [string, string] => [path.slice(folder.length), id])
          .sort(([a], [b]) => byText(a, b)),
      );
      return plugins;
    },
    rows,
    count,
    files: new Map(blobs),
  };
}

const digitFour = 52;

/** The rows of folders, in their order, and those of all else. */
function foldersIn(output: Buffer): { rows: Buffer; count: number; others: Buffer } {
  const rows: Buffer[] = [];
  const others: Buffer[] = [];
  let count = 0;
  let from = 0;
  for (let start = 0, end = output.indexOf(0); end >= 0; start = end + 1, end = output.indexOf(0, start)) {
    // Of all modes, only that of folders, 040000, has a 4 there.
    if (output[start + 1] === digitFour) {
      count++;
      continue;
    }
    rows.push(output.subarray(from, start));
    from = end + 1;
    others.push(output.subarray(start, from));
  }
  return { rows: Buffer.concat([...rows, output.subarray(from)]), count, others: Buffer.concat(others) };
}

/** Path and id of each row: "<mode> <type> <id>", TAB, path. */
function* namesAndIds(rows: Buffer): Generator<[path: string, id: string]> {
  for (const row of rows.toString('utf8').split('\0')) {
    const tab = row.indexOf('\t');
    if (tab > 0) yield [row.slice(tab + 1), row.slice(0, tab).split(' ')[2] ?? ''];
  }
}

/** Plugin folders as `git ls-tree -z` writes them, in its order: `040000 tree <id> TAB plugins/<name> NUL` each. */
export function treeRows(plugins: ReadonlyMap<string, string>): Buffer {
  // Git sorts by bytes, a folder as if its name ended in a slash.
  const rows = [...plugins].map(([name, id]) => ({ name, id, sortedBy: Buffer.from(`${name}/`) }));
  rows.sort((a, b) => Buffer.compare(a.sortedBy, b.sortedBy));
  return Buffer.from(rows.map(({ name, id }) => `040000 tree ${id}\t${folder}${name}\0`).join(''));
}

/** A blob's bytes; undefined where there is none or it is larger than `max` bytes. */
export function readBlob(root: string, id: string, max: number): Buffer | undefined {
  return readBlobs(root, [id], max).get(id);
}

/** Id, type and size of an object, as `git cat-file` says them; of a name that leads to none it says "<name> missing". */
const described = /^([0-9a-f]{40,64}) (\w+) (\d+)$/;

/** What `cat-file --batch-check` says of each object name: its id, type and size. Absent where there is no such object, or no such name. */
export function describeObjects(
  root: string,
  names: readonly string[],
): Map<string, { id: string; type: string; bytes: number }> {
  const found = new Map<string, { id: string; type: string; bytes: number }>();
  // Names go one a line.
  const asked = names.filter((name) => !name.includes('\n'));
  if (asked.length === 0) return found;
  const answer = runGit(root, ['cat-file', '--batch-check'], `${asked.join('\n')}\n`);
  if (!answer.ok) throw new Error(answer.message);
  for (const [index, line] of answer.output.toString('utf8').split('\n').entries()) {
    const name = asked[index];
    const match = described.exec(line);
    if (name === undefined || match === null) continue;
    found.set(name, { id: match[1] as string, type: match[2] as string, bytes: Number(match[3]) });
  }
  return found;
}

/** The bytes of blobs by id, through one `cat-file --batch`; those over `max` bytes each are left out. */
export function readBlobs(root: string, ids: readonly string[], max: number): Map<string, Buffer> {
  const wanted = [...describeObjects(root, ids).values()].filter(
    (object) => object.type === 'blob' && object.bytes <= max,
  );
  return catBlobs(
    root,
    wanted.map((object) => object.id),
  );
}

/** As `readBlobs`, for ids whose size is known to be small enough. Views of one buffer, good for as long as it is held. */
export function catBlobs(root: string, ids: readonly string[]): Map<string, Buffer> {
  const answer = readObjects(root, ids);
  if (!answer.ok) throw new Error(answer.message);
  const blobs = new Map<string, Buffer>();
  for (const { id, type, content } of answer.objects.values()) if (type === 'blob') blobs.set(id, content);
  return blobs;
}

/** What git holds under an id. */
type GitObject = { id: string; type: string; content: Buffer };

/**
 * Objects by what they were asked for by (an id, `<commit>:<path>`), through one `cat-file --batch`; absent where there is no such object.
 * Views of one buffer, good for as long as it is held.
 */
export function readObjects(
  root: string,
  names: readonly string[],
  bounds: GitBounds = {},
): { ok: true; objects: Map<string, GitObject> } | { ok: false; message: string } {
  const objects = new Map<string, GitObject>();
  // Names go one a line.
  const asked = [...new Set(names)].filter((name) => !name.includes('\n'));
  if (asked.length === 0) return { ok: true, objects };
  const answer = runGit(root, ['cat-file', '--batch', '--buffer'], `${asked.join('\n')}\n`, bounds);
  if (!answer.ok) return answer;
  const { output } = answer;
  let at = 0;
  for (const name of asked) {
    const end = output.indexOf(10, at);
    if (end < 0) break;
    const match = described.exec(output.toString('utf8', at, end));
    at = end + 1;
    if (match === null) continue;
    const bytes = Number(match[3]);
    objects.set(name, {
      id: match[1] as string,
      type: match[2] as string,
      content: output.subarray(at, at + bytes),
    });
    at += bytes + 1;
  }
  return { ok: true, objects };
}

/** Paths below `folder` that git ignores, relative to it; a folder stands for all below it. Empty outside a repository. */
export function ignoredPaths(folder: string): Set<string> {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z', '--', '.'];
  const answer = runGit(folder, args);
  if (!answer.ok) return new Set();
  const paths = answer.output.toString('utf8').split('\0');
  return new Set(paths.filter((path) => path !== '').map((path) => path.replace(/\/$/, '')));
}

/**
 * Names of plugin folders whose files differ from the last commit, new ones and removed ones included; undefined where git cannot say.
 * @param prefix see `Repository.prefix`
 */
export function uncommittedPlugins(root: string, prefix: string): Set<string> | undefined {
  const args = ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames', '--', 'plugins/'];
  const answer = runGit(root, args);
  if (!answer.ok) return undefined;
  const start = `${prefix}plugins/`;
  const names = new Set<string>();
  for (const line of answer.output.toString('utf8').split('\0')) {
    // "XY path", from the repository's top.
    const path = line.slice(3);
    const slash = path.indexOf('/', start.length);
    if (path.startsWith(start) && slash > 0) names.add(path.slice(start.length, slash));
  }
  return names;
}
