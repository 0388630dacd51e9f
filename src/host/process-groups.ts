import { spawn } from 'node:child_process';

/** Groups of processes that must not outlive this process. */
export type ProcessGroups = {
  add(group: number): void;
  remove(group: number): void;
  /** Ends the watchdog, which ends what is left. */
  close(): void;
};

/**
 * A shell that reads `+ 12` and `- 12` and, once its input ends, kills every group that is left: the input ends however the host ends,
 * `kill -9` included.
 */
const watchdog = `
trap '' HUP INT TERM
groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

/** Starts the watchdog with the first group. */
export function processGroups(): ProcessGroups {
  let pipe: NodeJS.WritableStream | undefined;
  const say = (line: string) => {
    pipe?.write(`${line}\n`);
  };
  return {
    add(group) {
      if (pipe === undefined) {
        const shell = spawn('/bin/sh', ['-c', watchdog], {
          detached: true,
          stdio: ['pipe', 'ignore', 'ignore'],
          env: {},
        });
        shell.on('error', () => undefined);
        shell.stdin.on('error', () => undefined);
        shell.unref();
        (shell.stdin as unknown as { unref?(): void }).unref?.();
        pipe = shell.stdin;
      }
      say(`+ ${group}`);
    },
    remove: (group) => say(`- ${group}`),
    close() {
      pipe?.end();
      pipe = undefined;
    },
  };
}

/** Sends a signal to every process of a group; false where none is left. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    // A group of a user that this process may not signal is not empty.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
