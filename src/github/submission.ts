import { runGit } from '../plugin/git.ts';
import { parseJson } from '../plugin/json.ts';
import { manifestFile, readManifest } from '../plugin/read-manifest.ts';
import { listingFile } from '../plugin/read-plugin.ts';
import { asRecord } from '../plugin/values.ts';
import { isObjectId } from './git-access.ts';

/** Where a plugin lies: a public repository on GitHub, and a folder in it; empty for its top. */
export type Origin = { owner: string; name: string; path: string };

/** The label that the form for submissions gives an issue. */
export const submissionLabel = 'submission';

/** Characters of what is written into the form. */
const longestAnswer = 500;

/**
 * Reads the one field of the form: `owner/repo`, `owner/repo path`, `owner/repo/path`, or the address of a repository or of a folder in it.
 * @returns where the plugin lies, or one sentence about what to write
 */
export function originIn(body: string): Origin | { problem: string } {
  const answer = answerIn(body);
  const wanted =
    'Write `owner/repository`, and the folder of the plugin after a space where it is not the top.';
  if (answer === '') return { problem: `There is no repository here. ${wanted}` };
  if (answer.length > longestAnswer)
    return { problem: `That is longer than any repository's address. ${wanted}` };
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
    return { problem: `That names no repository on GitHub. ${wanted}` };
  if (
    path.some((segment) => segment === '..' || /[\p{Cc}\p{Cf}\\:*?"<>|]/u.test(segment)) ||
    path.join('/').length > 200
  )
    return { problem: `That names no folder in a repository. ${wanted}` };
  return { owner, name, path: path.join('/') };
}

/** What stands under the form's heading; the whole text where there is none. */
function answerIn(body: string): string {
  const lines = body.split(/\r?\n/);
  const heading = lines.findIndex((line) => /^#{1,6}\s/.test(line));
  const answer = lines.slice(heading + 1).find((line) => line.trim() !== '') ?? '';
  return answer.trim().replace(/^<(.*)>$/, '$1');
}

/** A commit in which an external plugin stands among the others. */
export type Listed = { name: string; commit: string };

/** What is to be listed, and on top of what. */
export type ListInputs = {
  root: string;
  /** The commit that it is added to. */
  base: string;
  /** The external commit, whose objects are here already. */
  external: string;
  origin: Origin;
  /** Logins who may update it later without being asked; none: the curators alone. */
  maintainers: readonly string[];
  /** Who writes the commit, and when, in seconds since 1970. */
  by: { name: string; email: string; time: number };
};

/** Bytes of a manifest and of a listing. */
const largestFile = 1 << 20;

/**
 * Makes the commit that lists an external plugin: its folder, as it is in its own repository at one commit, becomes `plugins/<name>/`. What is
 * installed is then exactly what was judged, whatever happens to the other repository. Made from git objects: nothing is checked out.
 * @returns the commit, or one sentence about why it cannot be listed
 */
export function listExternal({
  root,
  base,
  external,
  origin,
  maintainers,
  by,
}: ListInputs): Listed | { problem: string } {
  if (!isObjectId(base) || !isObjectId(external)) return { problem: 'There is no commit to list.' };
  const where = `${external}:${origin.path}`;
  const top = runGit(root, [
    'rev-parse',
    '--verify',
    '--quiet',
    origin.path === '' ? `${external}^{tree}` : where,
  ]);
  const tree = top.ok ? top.output.toString('latin1').trim() : '';
  const rows = tree === '' ? undefined : rowsOf(root, tree);
  if (rows === undefined)
    return { problem: `There is no folder ${JSON.stringify(origin.path)} in that repository.` };
  const text = blob(root, `${tree}:${manifestFile}`);
  if (text === undefined)
    return {
      problem: `There is no ${JSON.stringify(manifestFile)} of at most 1 MB there, which is what makes a folder a plugin.`,
    };
  const parsed = parseJson(text.replace(/^\ufeff/, ''));
  if (!parsed.ok) return { problem: `Its ${JSON.stringify(manifestFile)} is not JSON: ${parsed.message}.` };
  const { name = '' } = readManifest(asRecord(parsed.value));
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) || name.length > 64)
    return {
      problem: `Its manifest names it ${JSON.stringify(name.slice(0, 80))}, and a name is of small letters, digits and single hyphens.`,
    };
  if (runGit(root, ['cat-file', '-e', `${base}:plugins/${name}`]).ok)
    return {
      problem: `A plugin ${JSON.stringify(name)} is listed already. Its maintainers update it by pull request.`,
    };

  const listing = listingWith(blob(root, `${tree}:${listingFile}`), maintainers);
  const own = listing === undefined ? [] : [`100644 blob ${write(root, listing)}\t${listingFile}`];
  const plugin = makeTree(root, [...rows.filter((row) => !row.endsWith(`\t${listingFile}`)), ...own]);
  const plugins = rowsOf(root, `${base}:plugins`) ?? [];
  const folder = makeTree(root, [...plugins, `040000 tree ${plugin}\t${name}`]);
  const others = (rowsOf(root, `${base}^{tree}`) ?? []).filter((row) => !row.endsWith('\tplugins'));
  const whole = makeTree(root, [...others, `040000 tree ${folder}\tplugins`]);
  const from = `https://github.com/${origin.owner}/${origin.name}`;
  const message = `List ${name}\n\nFrom ${from} at ${external}${origin.path === '' ? '' : `, folder ${origin.path}`}.\n`;
  const person = `${by.name} <${by.email}> ${by.time} +0000`;
  const commit = `tree ${whole}\nparent ${base}\nauthor ${person}\ncommitter ${person}\n\n${message}`;
  return { name, commit: ask(root, ['hash-object', '-t', 'commit', '-w', '--stdin'], commit) };
}

/** A listing with these maintainers. Whoever it names itself has not agreed to anything here. */
function listingWith(text: string | undefined, maintainers: readonly string[]): string | undefined {
  const parsed = text === undefined ? undefined : parseJson(text.replace(/^\ufeff/, ''));
  const { maintainers: _, ...rest } = parsed?.ok === true ? asRecord(parsed.value) : {};
  const listing = { ...rest, ...(maintainers.length === 0 ? {} : { maintainers }) };
  return Object.keys(listing).length === 0 ? undefined : `${JSON.stringify(listing, null, 2)}\n`;
}

/** Entries of a tree as `mktree` reads them; undefined where there is no such tree, or a name that is not UTF-8. */
function rowsOf(root: string, tree: string): string[] | undefined {
  const answer = runGit(root, ['ls-tree', '-z', tree]);
  if (!answer.ok) return undefined;
  const text = answer.output.toString('utf8');
  return text.includes('\ufffd') ? undefined : text.split('\0').filter((row) => row !== '');
}

function makeTree(root: string, rows: readonly string[]): string {
  return ask(root, ['mktree', '-z', '--missing'], rows.map((row) => `${row}\0`).join(''));
}

function write(root: string, text: string): string {
  return ask(root, ['hash-object', '-w', '--stdin'], text);
}

function blob(root: string, name: string): string | undefined {
  const answer = runGit(root, ['cat-file', 'blob', name], undefined, { bytes: largestFile });
  return answer.ok ? answer.output.toString('utf8') : undefined;
}

function ask(root: string, args: readonly string[], input: string): string {
  const answer = runGit(root, args, input);
  if (!answer.ok) throw new Error(answer.message);
  return answer.output.toString('latin1').trim();
}
