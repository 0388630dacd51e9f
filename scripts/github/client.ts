// Asks the real Claude Code about each changed plugin: does it validate, does it install? In a temporary home without any secret.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDependencies, writePlugins } from '../../src/github/write-plugins.ts';
import { code } from '../../src/review/reporters/markdown.ts';
import { failure } from '../command-line.ts';
import { configHere, log, root, summarize, workflowCommand } from './context.ts';
import { changedPlugins, judgeEvent } from './judge.ts';

/** Where the workflow installs the client that `.github/client/package-lock.json` names. */
const launcher = join(
  root,
  '.github',
  'client',
  'node_modules',
  '@anthropic-ai',
  'claude-code',
  'cli-wrapper.cjs',
);
/** The longest that the client may take for one command, in milliseconds. */
const timeout = 120_000;

await workflowCommand({
  file: 'client',
  about: 'Asks the real Claude Code about each changed plugin: does it validate, does it install?',
  async run() {
    const { review, tree } = await judgeEvent();
    const names = changedPlugins(review);
    if (names.length === 0) {
      log('No plugin was changed.');
      return 0;
    }
    if (!existsSync(launcher)) throw failure('The client is not installed: npm ci --prefix .github/client');
    const folder = mkdtempSync(join(tmpdir(), 'client-'));
    try {
      const marketplace = join(folder, 'marketplace');
      const all = withDependencies(root, tree, names);
      writePlugins(root, tree, all, join(marketplace, 'plugins'));
      writeMarketplace(marketplace, all);
      const problems = names.map((name, index) =>
        problemOf(name, marketplace, join(folder, `home-${index}`)),
      );
      const lines = names.map(
        (name, index) => `- ${code(name)} ${problems[index] ?? 'validates and installs'}\n`,
      );
      summarize(`## The real client\n\n${lines.join('')}`);
      return problems.every((problem) => problem === undefined) ? 0 : 1;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

/** A marketplace of these plugins alone. */
function writeMarketplace(folder: string, names: readonly string[]): void {
  const { name, owner } = configHere();
  mkdirSync(join(folder, '.claude-plugin'), { recursive: true });
  const plugins = names.map((plugin) => ({ name: plugin, source: `./plugins/${plugin}` }));
  writeFileSync(join(folder, '.claude-plugin', 'marketplace.json'), JSON.stringify({ name, owner, plugins }));
}

/** What the client objects to in a plugin; undefined where it validates, installs and loads. The log has the details. */
function problemOf(name: string, marketplace: string, home: string): string | undefined {
  mkdirSync(home);
  const steps = [
    ['validate', ['plugin', 'validate', join(marketplace, 'plugins', name), '--strict']],
    ['get added with its marketplace', ['plugin', 'marketplace', 'add', marketplace]],
    ['install', ['plugin', 'install', `${name}@${configHere().name}`]],
  ] as const;
  let problem: string | undefined;
  for (const [step, args] of steps) {
    if (problem !== undefined) break;
    const { ok, output } = runClient(home, args);
    if (ok) continue;
    log(output);
    problem = `does not ${step}`;
  }
  const errors =
    problem === undefined ? loadErrors(runClient(home, ['plugin', 'list', '--json']).output) : [];
  for (const error of errors) log(error);
  if (errors.length > 0) problem = 'loads with errors';
  log(`${problem === undefined ? '✓' : '✗'} ${name}`);
  return problem;
}

function runClient(home: string, args: readonly string[]): { ok: boolean; output: string } {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [launcher, ...args], {
    cwd: home,
    timeout,
    maxBuffer: 1 << 24,
    encoding: 'utf8',
    // Nothing of the runner's environment, because the plugin is not trusted.
    env: { PATH: process.env.PATH ?? '', HOME: home, DISABLE_AUTOUPDATER: '1', DISABLE_TELEMETRY: '1' },
  });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
}

/** The errors that the client reports of plugins that it installed and could not load. */
function loadErrors(listed: string): string[] {
  const parsed = JSON.parse(listed) as { errors?: readonly unknown[] }[];
  if (parsed.length === 0) return ['The client lists no plugin.'];
  return parsed.flatMap(({ errors = [] }) =>
    errors.map((error) => (typeof error === 'string' ? error : JSON.stringify(error))),
  );
}
