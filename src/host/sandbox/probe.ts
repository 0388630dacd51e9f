import { spawnSync } from 'node:child_process';

/** What this machine can do to keep a plugin's server apart. */
export type Probe = {
  /** Whether bubblewrap starts a program here; `why` is one sentence with what to do. */
  bwrap: { works: true } | { works: false; why: string };
  /** The version of the Node.js that runs this and the plugins' programs. */
  node: string;
};

/** Milliseconds after which bubblewrap counts as not working. */
const patience = 5_000;

/** Tries what works here by starting `bwrap … true`. @param path where programs are found */
export function probeSandbox(path: string): Probe {
  const { node } = process.versions;
  if (process.platform !== 'linux')
    return { bwrap: { works: false, why: 'Bubblewrap exists for Linux only.' }, node };
  const tried = spawnSync(
    'bwrap',
    [
      '--unshare-all',
      '--die-with-parent',
      '--ro-bind',
      '/',
      '/',
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--',
      'true',
    ],
    { env: { PATH: path }, timeout: patience, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (tried.status === 0) return { bwrap: { works: true }, node };
  const isMissing = tried.error !== undefined && 'code' in tried.error && tried.error.code === 'ENOENT';
  const why = isMissing
    ? 'Bubblewrap is not installed; install the package "bubblewrap".'
    : `Bubblewrap cannot make namespaces here (${said(tried.stderr)}); allow unprivileged user namespaces, or start the host outside a container.`;
  return { bwrap: { works: false, why }, node };
}

/** The last line that a program printed, bounded. */
function said(stderr: string | null): string {
  return (stderr ?? '').trim().split('\n').at(-1)?.slice(0, 200) || 'it said nothing';
}
