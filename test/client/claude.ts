import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientVersion } from '../../src/check/claude-code/client-version.ts';

const root = join(import.meta.dirname, '..', '..');

/** How to start a Claude Code: a program with the arguments that come first. */
export type Claude = { program: string; first: string[] };

/**
 * The real Claude Code: the program named by CLAUDE_CLI, or the pinned release, fetched once from npm into `.cache/`.
 * Its install scripts are not run: the package's own launcher finds the program of this platform.
 * @throws where it is neither named nor to be had
 */
export function ensureClaude(version = clientVersion): Claude {
  const named = process.env.CLAUDE_CLI;
  if (named !== undefined && named !== '' && version === clientVersion) return { program: named, first: [] };
  const folder = join(root, '.cache', `claude-code-${version}`);
  const launcher = join(folder, 'node_modules', '@anthropic-ai', 'claude-code', 'cli-wrapper.cjs');
  if (!existsSync(launcher)) {
    mkdirSync(join(root, '.cache'), { recursive: true });
    const partial = mkdtempSync(join(root, '.cache', 'claude-code-'));
    const install = spawnSync(
      'npm',
      [
        'install',
        '--ignore-scripts',
        '--no-save',
        '--no-package-lock',
        '--no-audit',
        '--no-fund',
        '--prefix',
        partial,
        `@anthropic-ai/claude-code@${version}`,
      ],
      { encoding: 'utf8', shell: process.platform === 'win32' },
    );
    if (install.status !== 0) {
      rmSync(partial, { recursive: true, force: true });
      throw new Error(
        `Claude Code ${version} could not be fetched from npm; set CLAUDE_CLI to an installed one.\n${install.stderr}`,
      );
    }
    try {
      renameSync(partial, folder);
    } catch {
      // Another run was faster; what it fetched is the same.
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return { program: process.execPath, first: [launcher] };
}

/** The verdict of `claude plugin validate --strict` on a plugin or a marketplace, and all that it writes. */
export function validateStrictly(folder: string, home: string): { status: number | null; output: string } {
  const { program, first } = ensureClaude();
  const { status, stdout, stderr } = spawnSync(
    program,
    [...first, 'plugin', 'validate', folder, '--strict'],
    { encoding: 'utf8', env: { ...process.env, HOME: home } },
  );
  return { status, output: `${stdout}${stderr}` };
}

/** A home folder that holds nothing, as on a new machine. Remove it when done. */
export function emptyHome(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'claude-home-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** What a command of the client gave. */
type ClientResult = { status: number | null; stdout: string; stderr: string };

/**
 * Runs the client with a home of its own, without updates or telemetry.
 * @param variables environment variables beside the usual ones
 */
export function runClaude(
  claude: Claude,
  home: string,
  args: string[],
  cwd = home,
  variables: Readonly<Record<string, string>> = {},
): Promise<ClientResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(claude.program, [...claude.first, ...args], {
      cwd,
      env: {
        ...process.env,
        HOME: home,
        USERPROFILE: home,
        CLAUDE_CONFIG_DIR: join(home, '.claude'),
        DISABLE_AUTOUPDATER: '1',
        DISABLE_TELEMETRY: '1',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
