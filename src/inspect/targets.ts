import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quote } from '../check/diagnostic.ts';
import { ignoredIn, leftOut } from '../check/run/ignored.ts';
import { type FileSystem, folderFileSystem } from '../plugin/file-system.ts';
import { findRepository, runGit } from '../plugin/git.ts';
import { committedPairs } from '../plugin/git-tree.ts';
import { manifestFile } from '../plugin/read-manifest.ts';

/** A plugin's folder that can be read; `dir` is what it is called in the report, with `/`. */
type Found = { fs: FileSystem; dir: string; name: string };

/** A plugin's folder, or why there is none, as one sentence with what to type. */
export type Target = { ok: true; found: Found } | { ok: false; message: string };

const failed = (message: string): Target => ({ ok: false, message });

/** How much git may list of one commit. */
const listing = { bytes: 64 << 20, seconds: 60 };

/**
 * What one argument names: a folder, its manifest, a folder of a commit, branch or tag that is already on this machine (`<repository>@<commit>[:<path>]`), or
 * the bare name of a plugin in the marketplace's `plugins/`. Nothing is downloaded.
 * @param cwd what relative paths are relative to, and the repository that holds what was fetched from an address
 * @param root the marketplace in which bare names are looked for
 */
export function targetOf(given: string, cwd: string, root: string): Target {
  if (given === '' || given.includes('\0')) return failed('Expected the folder of a plugin.');
  const path = resolve(cwd, given);
  if (isFolder(path)) return folderTarget(path, given);
  const manifest = path.replaceAll('\\', '/');
  if (manifest.endsWith(`/${manifestFile}`) && isFile(path))
    return folderTarget(manifest.slice(0, -manifestFile.length - 1), given);
  const committed = /^(.+)@([\w./][\w./-]*)(?::(.*))?$/.exec(given);
  if (committed !== null) {
    const [, repository = '', commit = '', inside = ''] = committed;
    return commitTarget({ repository, commit, inside, given }, cwd);
  }
  if (/^[^./\\][^/\\]*$/.test(given)) {
    const inside = join(root, 'plugins', given);
    if (isFolder(inside)) return folderTarget(inside, `plugins/${given}`);
  }
  return failed(
    `There is no plugin at ${quote(given)}. Name its folder, or a commit that is on this machine: npm run inspect -- ../repository@<commit>:plugins/my-plugin`,
  );
}

function folderTarget(path: string, dir: string): Target {
  const fs = folderFileSystem(path, leftOut(ignoredIn(path)));
  return { ok: true, found: { fs, dir: dir.replaceAll('\\', '/'), name: basename(path) } };
}

type Committed = { repository: string; commit: string; inside: string; given: string };

function commitTarget({ repository, commit, inside, given }: Committed, cwd: string): Target {
  const address = URL.parse(repository);
  const isRemote = address !== null && /^(?:https?|ssh|git):$/.test(address.protocol);
  const folder = isRemote
    ? cwd
    : address?.protocol === 'file:'
      ? fileURLToPath(address)
      : resolve(cwd, repository);
  if (!isFolder(folder)) return failed(`There is no repository at ${quote(repository)}.`);
  const path = inside.replace(/^\/+|\/+$/g, '');
  const tree = runGit(folder, ['rev-parse', '--verify', '--quiet', `${commit}^{commit}:${path}`]);
  if (!tree.ok) return failed(absence({ repository, commit, inside: path, given }, folder, isRemote));
  try {
    const id = tree.output.toString('latin1').trim();
    const [pair] = committedPairs(folder, [{ name: path, after: id }], listing);
    const name = basename(path) || basename(repository.replace(/\/+$/, '')).replace(/\.git$/, '');
    return pair === undefined
      ? failed(`There is no folder ${quote(path)} in the commit.`)
      : { ok: true, found: { fs: pair.after.fs, dir: given, name } };
  } catch (error) {
    return failed(`${quote(given)} cannot be read. ${error instanceof Error ? error.message : error}`);
  }
}

/** Why a folder of a commit cannot be read. */
function absence({ repository, commit, inside }: Committed, folder: string, isRemote: boolean): string {
  const isThere = runGit(folder, ['cat-file', '-e', `${commit}^{commit}`]).ok;
  if (isThere) return `There is no folder ${quote(inside)} in the commit ${commit}.`;
  if (!isRemote) return `There is no commit ${commit} in ${quote(repository)}.`;
  const where = findRepository(folder) === undefined ? 'in a repository of yours' : 'here';
  return `The commit ${commit} of ${quote(repository)} is not on this machine. Fetch it ${where} first: git fetch ${quote(repository)} ${commit}`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
