import { runGit } from '../plugin/git.ts';

/**
 * Environment by which git may use a token with one repository and no other: neither on a command line, where other processes would read it, nor in the
 * repository's configuration, where it would stay.
 * @param address the repository's, as its clones know it
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

/** Seconds that bringing commits may take. */
const patience = 300;

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is a full object id, so that it can be nothing else to git. */
export function isObjectId(text: unknown): text is string {
  return typeof text === 'string' && objectId.test(text);
}

/**
 * Brings a commit with its history into this repository, as objects: no branch moves, nothing is checked out, no submodule is looked at.
 * @throws one sentence, where the commit cannot be had
 */
export function fetchCommit(root: string, commit: string, remote = 'origin'): void {
  if (!isObjectId(commit)) throw new Error(`${JSON.stringify(commit)} is no commit.`);
  if (runGit(root, ['cat-file', '-e', `${commit}^{commit}`]).ok) return;
  const answer = runGit(
    root,
    ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', remote, commit],
    undefined,
    { seconds: patience },
  );
  if (!answer.ok) throw new Error(answer.message);
}

/** Brings the newest commit of a branch, and returns its id. */
export function fetchBranch(root: string, branch: string): string {
  const ref = `refs/remotes/origin/${branch}`;
  const refspec = `+refs/heads/${branch}:${ref}`;
  const answer = runGit(
    root,
    ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', 'origin', refspec],
    undefined,
    {
      seconds: patience,
    },
  );
  if (!answer.ok) throw new Error(answer.message);
  return resolve(root, ref);
}

/** The id of a commit that is here. */
export function resolve(root: string, name: string): string {
  const answer = runGit(root, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  if (!answer.ok) throw new Error(`There is no commit ${JSON.stringify(name)} here.`);
  return answer.output.toString('latin1').trim();
}
