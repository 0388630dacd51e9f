import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  type Dirent,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** What the real command said, given half a gigabyte of memory and one minute of CPU at most, for up to 25 folders. */
export type Outcome = {
  status: number | null;
  /** The ids of the rules that found something in the first target, each once. */
  rules: string[];
  targets: {
    dir: string;
    status: string;
    diagnostics: { rule: string; severity: string; file: string; message: string; fix: string }[];
  }[];
  stderr: string;
  stdout: string;
};

/**
 * Runs a command of this repository with half a gigabyte of memory. A command that uses more CPU than these seconds is killed, and its status is null:
 * time on the clock says as much about the rest of the machine. A command that waits forever is killed after ten minutes.
 */
export function runLimited(
  seconds: number,
  script: string,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } {
  const node = [process.execPath, '--max-old-space-size=512', join(root, 'scripts', script), ...args];
  return spawnSync('sh', ['-c', 'ulimit -t "$0" && exec "$@"', String(seconds), ...node], {
    encoding: 'utf8',
    timeout: 600_000,
    killSignal: 'SIGKILL',
    maxBuffer: 256 << 20,
    cwd: root,
  });
}

/** Runs `node scripts/check.ts --format json` over folders. */
export function check(...paths: string[]): Outcome {
  const { status, stdout, stderr } = runLimited(60, 'check.ts', '--format', 'json', ...paths);
  const targets = status === null ? [] : (JSON.parse(stdout) as Pick<Outcome, 'targets'>).targets;
  const rules = [...new Set(targets[0]?.diagnostics.map(({ rule }) => rule))].sort();
  return { status, stdout, stderr, targets, rules };
}

/** An empty folder to put a plugin into; what stands beside it shows whether anything was written. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'hostile-'));
}

/** Content of a file: text, bytes, an executable or a link. */
export type Content = string | Uint8Array | { executable: string } | { link: string };

/** Writes files below a folder. */
export function write(folder: string, files: Readonly<Record<string, Content>>): void {
  for (const [path, content] of Object.entries(files)) {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(at, content);
    else if ('link' in content) symlinkSync(content.link, at);
    else {
      writeFileSync(at, content.executable);
      chmodSync(at, 0o755);
    }
  }
}

/** Every path below a folder, with what it is, its size and when it was written; nothing is followed. */
export function snapshot(folder: string): string[] {
  const lines: string[] = [];
  const pending: string[] = [folder];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const entry of listed(at)) {
      const path = `${at}/${entry.name}`;
      const stat = lstatSync(path, { throwIfNoEntry: false });
      lines.push(`${path} ${stat?.mode} ${stat?.size} ${stat?.mtimeMs}`);
      // Thousands of files tell no more than some.
      if (entry.isDirectory() && lines.length < 5_000) pending.push(path);
    }
  }
  return lines.sort();
}

/** Nothing for a folder whose name Node cannot write. */
function listed(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
