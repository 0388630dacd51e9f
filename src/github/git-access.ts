import { runGit } from '../plugin/git.ts';

/**
 * Environment variables with which git uses a token for one repository only. On a command line other processes could read the token, and in the
 * repository's configuration it would stay.
 * @param address the address of the repository in its clones
 */
export function gitCredentials(token: string, address: string): Record<string, string> {
  if (!/^https?:\/\//.test(address)) return {};
  return {
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${address}.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
  };
}

/** Seconds that a fetch may take. */
const patience = 300;

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is a full object id, which git cannot take for anything else. */
export function isObjectId(text: unknown): text is string {
  return typeof text === 'string' && objectId.test(text);
}

/**
 * Fetches a commit with its history, as objects: no branch moves, nothing is checked out, submodules are ignored.
 * @throws one sentence, where the commit cannot be fetched
 */
export function fetchCommit(root: string, commit: string, remote = 'origin'): void {
  if (!isObjectId(commit)) throw new Error(`${JSON.stringify(commit)} is not a commit.`);
  if (runGit(root, ['cat-file', '-e', `${commit}^{commit}`]).ok) return;
  fetch(root, ['--no-write-fetch-head', remote, commit]);
}

/** Fetches the newest commit of a branch, and returns its id. */
export function fetchBranch(root: string, branch: string): string {
  const ref = `refs/remotes/origin/${branch}`;
  fetch(root, ['origin', `+refs/heads/${branch}:${ref}`]);
  return resolve(root, ref);
}

function fetch(root: string, args: readonly string[]): void {
  const command = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', ...args];
  const answer = runGit(root, command, undefined, { seconds: patience });
  if (!answer.ok) throw new Error(answer.message);
}

/** The id of a commit in this repository. */
function resolve(root: string, name: string): string {
  const answer = runGit(root, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  if (!answer.ok) throw new Error(`There is no commit ${JSON.stringify(name)} here.`);
  return answer.output.toString('latin1').trim();
}
