import { runGit } from '../plugin/git.ts';
import { parseJson } from '../plugin/json.ts';
import { listingFile, manifestFile, readManifest } from '../plugin/read-manifest.ts';
import { asRecord, jsonValue } from '../plugin/values.ts';
import { isObjectId } from './git-access.ts';

/** Where a plugin is: a public repository on GitHub, and a folder in it; empty for its top. */
export type Origin = { owner: string; name: string; path: string };

/** The label that the form for submissions gives an issue. */
export const submissionLabel = 'submission';

/** Longest answer in the form, in characters. */
const longestAnswer = 500;

/**
 * Reads the one field of the form: `owner/repo`, `owner/repo path`, `owner/repo/path`, or the address of a repository or of a folder in it.
 * @returns where the plugin is, or one sentence about what to write
 */
export function originIn(body: string): Origin | { problem: string } {
  const answer = answerIn(body);
  const wanted =
    'Write `owner/repository`, then, after a space, the folder of the plugin if it is not the top folder.';
  if (answer === '') return { problem: `The form names no repository. ${wanted}` };
  if (answer.length > longestAnswer)
    return { problem: `That is too long for the address of a repository. ${wanted}` };
  const [address = '', ...words] = answer.split(/\s+/);
  const bare = address.replace(/^https:\/\/(?:www\.)?github\.com\//i, '');
  const [owner = '', repository = '', ...rest] = bare.replace(/[?#].*$/, '').split('/');
  const name = repository.replace(/\.git$/, '');
  // https://github.com/<owner>/<name>/tree/<branch>/<folder>
  const folder = rest[0] === 'tree' || rest[0] === 'blob' ? rest.slice(2) : rest;
  const path = [...folder, ...words.join(' ').split('/')].filter(
    (segment) => segment !== '' && segment !== '.',
  );
  if (
    !/^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$/.test(owner) ||
    !/^[\w.-]{1,100}$/.test(name) ||
    /^\.+$/.test(name)
  )
    return { problem: `That is not a repository on GitHub. ${wanted}` };
  if (
    path.some((segment) => segment === '..' || /[\p{Cc}\p{Cf}\\:*?"<>|]/u.test(segment)) ||
    path.join('/').length > 200
  )
    return { problem: `That is not a folder in a repository. ${wanted}` };
  return { owner, name, path: path.join('/') };
}

/** The first line under the form's heading, or of the whole text where there is no heading. */
function answerIn(body: string): string {
  const lines = body.split(/\r?\n/);
  const heading = lines.findIndex((line) => /^#{1,6}\s/.test(line));
  const answer = lines.slice(heading + 1).find((line) => line.trim() !== '') ?? '';
  return answer.trim().replace(/^<(.*)>$/, '$1');
}

/** The commit that lists an external plugin. */
type Listed = { name: string; commit: string };

/** What is to be listed, and on which commit. */
type ListInputs = {
  root: string;
  /** The commit that it is added to. */
  base: string;
  /** The external commit, whose objects are in this repository already. */
  external: string;
  origin: Origin;
  /** Logins who may update it later without asking; none: only the curators. */
  maintainers: readonly string[];
  /** Who writes the commit, and when, in seconds since 1970. */
  by: { name: string; email: string; time: number };
};

/** Largest manifest and listing, in bytes. */
const largestFile = 1 << 20;

/**
 * Makes the commit that lists an external plugin: its folder, as it is in its own repository at one commit, becomes `plugins/<name>/`. People
 * then install exactly what was judged, even if the other repository changes. Made from git objects: nothing is checked out.
 * @returns the commit, or one sentence about why it cannot be listed
 */
export function listExternal(inputs: ListInputs): Listed | { problem: string } {
  const { root, base, external, origin } = inputs;
  if (!isObjectId(base) || !isObjectId(external)) return { problem: 'There is no commit to list.' };
  const where = origin.path === '' ? `${external}^{tree}` : `${external}:${origin.path}`;
  const found = runGit(root, ['rev-parse', '--verify', '--quiet', where]);
  const tree = found.ok ? found.output.toString('latin1').trim() : undefined;
  const rows = tree === undefined ? undefined : rowsOf(root, tree);
  if (tree === undefined || rows === undefined)
    return { problem: `There is no folder ${JSON.stringify(origin.path)} in that repository.` };
  const name = nameIn(readText(root, `${tree}:${manifestFile}`));
  if (typeof name === 'object') return name;
  if (runGit(root, ['cat-file', '-e', `${base}:plugins/${name}`]).ok)
    return {
      problem: `A plugin ${JSON.stringify(name)} is listed already. Its maintainers update it by pull request.`,
    };
  return { name, commit: writeCommit(inputs, name, tree, rows) };
}

/** The name in a plugin's manifest, or one sentence about why it has no usable name. */
function nameIn(manifest: string | undefined): string | { problem: string } {
  const file = JSON.stringify(manifestFile);
  if (manifest === undefined)
    return { problem: `There is no ${file} of at most 1 MB there, which makes a folder a plugin.` };
  const parsed = parseJson(manifest.replace(/^\ufeff/, ''));
  if (!parsed.ok) return { problem: `Its ${file} is not JSON: ${parsed.message}.` };
  const { name = '' } = readManifest(asRecord(parsed.value));
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && name.length <= 64) return name;
  const shown = JSON.stringify(name.slice(0, 80));
  return { problem: `Its manifest has the name ${shown}; a name is lower-case words joined by hyphens.` };
}

function writeCommit(
  { root, base, external, origin, maintainers, by }: ListInputs,
  name: string,
  tree: string,
  rows: readonly string[],
): string {
  const listing = listingWith(readText(root, `${tree}:${listingFile}`), maintainers);
  const own = listing === undefined ? [] : [`100644 blob ${writeBlob(root, listing)}\t${listingFile}`];
  const plugin = makeTree(root, [...rows.filter((row) => !row.endsWith(`\t${listingFile}`)), ...own]);
  const plugins = rowsOf(root, `${base}:plugins`) ?? [];
  const folder = makeTree(root, [...plugins, `040000 tree ${plugin}\t${name}`]);
  const others = (rowsOf(root, `${base}^{tree}`) ?? []).filter((row) => !row.endsWith('\tplugins'));
  const top = makeTree(root, [...others, `040000 tree ${folder}\tplugins`]);
  const from = `https://github.com/${origin.owner}/${origin.name}`;
  const message = `List ${name}\n\nFrom ${from} at ${external}${origin.path === '' ? '' : `, folder ${origin.path}`}.\n`;
  const person = `${by.name} <${by.email}> ${by.time} +0000`;
  const commit = `tree ${top}\nparent ${base}\nauthor ${person}\ncommitter ${person}\n\n${message}`;
  return git(root, ['hash-object', '-t', 'commit', '-w', '--stdin'], commit);
}

/** A listing with these maintainers. Those that it names itself have not agreed to anything here. */
function listingWith(text: string | undefined, maintainers: readonly string[]): string | undefined {
  const { maintainers: _, ...rest } = asRecord(text === undefined ? undefined : jsonValue(text));
  const listing = { ...rest, ...(maintainers.length === 0 ? {} : { maintainers }) };
  return Object.keys(listing).length === 0 ? undefined : `${JSON.stringify(listing, null, 2)}\n`;
}

/** Entries of a tree as `mktree` reads them; undefined where there is no such tree, or a name in it is not UTF-8. */
function rowsOf(root: string, tree: string): string[] | undefined {
  const answer = runGit(root, ['ls-tree', '-z', tree]);
  if (!answer.ok) return undefined;
  const text = answer.output.toString('utf8');
  return text.includes('\ufffd') ? undefined : text.split('\0').filter((row) => row !== '');
}

function makeTree(root: string, rows: readonly string[]): string {
  return git(root, ['mktree', '-z', '--missing'], rows.map((row) => `${row}\0`).join(''));
}

function writeBlob(root: string, text: string): string {
  return git(root, ['hash-object', '-w', '--stdin'], text);
}

function readText(root: string, name: string): string | undefined {
  const answer = runGit(root, ['cat-file', 'blob', name], undefined, { bytes: largestFile });
  return answer.ok ? answer.output.toString('utf8') : undefined;
}

function git(root: string, args: readonly string[], input: string): string {
  const answer = runGit(root, args, input);
  if (!answer.ok) throw new Error(answer.message);
  return answer.output.toString('latin1').trim();
}
