import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { tailOf } from './lines.ts';
import { type ProcessGroups, signalGroup } from './process-groups.ts';
import type { Start } from './sandbox/sandbox.ts';

/** A process with all that it starts, bounded in memory and in what is read of it. */
export type BoundedProcess = {
  /** 0 where it could not be started. */
  pid: number;
  /** Why it ended, as a clause, once it did. */
  ended: Promise<string>;
  isAlive(): boolean;
  /** Why it is being ended; undefined where it is not. */
  whyEnding(): string | undefined;
  write(text: string): void;
  onOutput(listener: (chunk: Buffer) => void): void;
  /** The end of what it wrote on stderr, and of what was noted. */
  stderr(): string;
  note(chunk: Buffer): void;
  /** Closes stdin, then SIGTERM, then SIGKILL, to the whole group; resolves when the process is gone. */
  end(): Promise<void>;
  /** SIGKILL to the whole group, with the reason that `ended` gives. */
  kill(reason: string): void;
};

/** How long a process has after its stdin was closed, and after SIGTERM, in milliseconds. */
const patience = { stdin: 700, term: 1_000 } as const;
/** How long output is awaited of a process that exited, where another process holds its pipes, in milliseconds. */
const flushMs = 150;
/** How long a process that closed a pipe has to exit, in milliseconds. */
const exitMs = 1_500;
/** Bytes of stderr that are read within one `stderrPauseMs`. */
const stderrBytes = 1 << 20;
const stderrPauseMs = 500;
/** UTF-16 units of stderr that are kept. */
const stderrTail = 2_000;
/** Bytes that may wait for a process that does not read its stdin. */
const mostUnread = 32 << 20;

/** Bounds memory, then becomes the program: a shell can set a limit, Node.js cannot. */
const bounded = 'ulimit -d "$1" 2>/dev/null; shift; exec "$@"';

type Spawned = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Starts a process in a group of its own.
 * @param dataBytes memory of its own that each of its processes may have
 * @throws where the system refuses its arguments
 */
export function startProcess(start: Start, dataBytes: number, groups: ProcessGroups): BoundedProcess {
  const spawned = spawn(
    '/bin/sh',
    ['-c', bounded, 'sh', `${dataBytes >> 10}`, start.command, ...start.args],
    { cwd: start.cwd, env: start.env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const { stdin, stdout, pid: group } = spawned;
  if (group !== undefined) groups.add(group);
  const tail = tailOf(stderrTail);
  let why: string | undefined;
  let isAlive = true;
  const { promise: ended, resolve: sayEnded } = Promise.withResolvers<string>();
  const settle = (reason: string) => {
    if (!isAlive) return;
    isAlive = false;
    if (group !== undefined) {
      signalGroup(group, 'SIGKILL');
      groups.remove(group);
    }
    for (const stream of [stdin, stdout, spawned.stderr]) stream.destroy();
    sayEnded(why ?? reason);
  };
  const kill = (reason: string) => {
    why ??= reason;
    if (group === undefined || !signalGroup(group, 'SIGKILL')) settle(reason);
  };
  // Where it is about to exit, that says more than that it closed a pipe.
  const killSoon = (reason: string) => setTimeout(() => isAlive && kill(reason), exitMs);
  stdin.on('error', () => killSoon('it closed its input'));
  stdout.on('end', () => killSoon('it closed its output'));
  onExit(spawned, settle);
  readStderr(spawned, tail.add);
  return {
    pid: group ?? 0,
    ended,
    isAlive: () => isAlive,
    whyEnding: () => why,
    stderr: tail.text,
    note: tail.add,
    kill,
    onOutput: (listener) => stdout.on('data', listener),
    write(text) {
      if (!isAlive || !stdin.writable) return;
      if (stdin.writableLength > mostUnread) kill('it does not read its input');
      else stdin.write(text);
    },
    end() {
      why ??= endedByHost;
      stdin.end();
      return endGroup(group, ended);
    },
  };
}

/** The reason that `ended` gives where the host ended a process that did nothing wrong. */
export const endedByHost = 'the host ended it';

/** Says why a process is gone, once its output is read. */
function onExit(spawned: Spawned, settle: (reason: string) => void): void {
  spawned.on('error', (error) => settle(`it cannot be started: ${error.message}`));
  spawned.on('exit', (code, signal) => {
    const reason = signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`;
    const timer = setTimeout(settle, flushMs, reason);
    spawned.once('close', () => {
      clearTimeout(timer);
      settle(reason);
    });
  });
}

async function endGroup(group: number | undefined, ended: Promise<unknown>): Promise<void> {
  if (group !== undefined)
    for (const [signal, ms] of [
      ['SIGTERM', patience.stdin],
      ['SIGKILL', patience.term],
    ] as const) {
      if (await isOver(ended, ms)) return;
      signalGroup(group, signal);
    }
  await ended;
}

/** Whether a promise is settled within a time. */
async function isOver(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const isDone = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}

/** Keeps the end of stderr; reads no more than it must of a process that floods it. */
function readStderr({ stderr }: Spawned, add: (chunk: Buffer) => void): void {
  let read = 0;
  stderr.on('error', () => undefined);
  stderr.on('data', (chunk: Buffer) => {
    add(chunk);
    read += chunk.length;
    if (read < stderrBytes) return;
    stderr.pause();
    setTimeout(() => {
      read = 0;
      stderr.resume();
    }, stderrPauseMs).unref();
  });
}
