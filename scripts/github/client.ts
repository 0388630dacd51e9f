// Asks the real Claude Code about each changed plugin: does it validate, does it install? In a home that is thrown away, with no secret in it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDependencies, writePlugins } from '../../src/github/write-plugins.ts';
import { code } from '../../src/review/reporters/markdown.ts';
import { command, configHere, root, say, summarise } from './context.ts';
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
/** Milliseconds of one question to the client. */
const patience = 120_000;

await command(async () => {
  const { review, tree } = await judgeEvent();
  const names = changedPlugins(review);
  if (names.length === 0) {
    say('No plugin is there to be asked about.');
    return 0;
  }
  if (!existsSync(launcher)) throw new Error('The client is not installed: npm ci --prefix .github/client');
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  try {
    const marketplace = join(folder, 'marketplace');
    const all = withDependencies(root, tree, names);
    writePlugins(root, tree, all, join(marketplace, 'plugins'));
    writeMarketplace(marketplace, all);
    const failed: string[] = [];
    const lines: string[] = [];
    const ask = (home: string, args: readonly string[]) => {
      const { status, stdout, stderr, error } = spawnSync(process.execPath, [launcher, ...args], {
        cwd: folder,
        timeout: patience,
        maxBuffer: 1 << 24,
        encoding: 'utf8',
        // Nothing of the runner's environment: what is asked about is not to be trusted.
        env: { PATH: process.env.PATH ?? '', HOME: home, DISABLE_AUTOUPDATER: '1', DISABLE_TELEMETRY: '1' },
      });
      return {
        ok: status === 0,
        said: `${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : error.message}`,
      };
    };
    for (const name of names) {
      const home = join(folder, `home-${lines.length}`);
      mkdirSync(home);
      const steps = [
        ['validates', ['plugin', 'validate', join(marketplace, 'plugins', name), '--strict']],
        ['is offered', ['plugin', 'marketplace', 'add', marketplace]],
        ['installs', ['plugin', 'install', `${name}@${configHere().name}`]],
      ] as const;
      const broken = steps.find(([, args]) => {
        const { ok, said } = ask(home, args);
        if (!ok) say(said);
        return !ok;
      });
      const problems = broken === undefined ? loadErrors(ask(home, ['plugin', 'list', '--json']).said) : [];
      for (const problem of problems) say(problem);
      const isFine = broken === undefined && problems.length === 0;
      if (!isFine) failed.push(name);
      lines.push(
        `- ${code(name)} ${isFine ? 'validates and installs' : `does not pass: ${broken === undefined ? 'it loads with errors' : `it was asked whether it ${broken[0]}`}`}`,
      );
      say(`${isFine ? '✓' : '✗'} ${name}`);
    }
    summarise(`## The real client\n\n${lines.join('\n')}\n`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A marketplace of these plugins alone. */
function writeMarketplace(folder: string, names: readonly string[]): void {
  const { name, owner } = configHere();
  mkdirSync(join(folder, '.claude-plugin'), { recursive: true });
  const plugins = names.map((plugin) => ({ name: plugin, source: `./plugins/${plugin}` }));
  writeFileSync(join(folder, '.claude-plugin', 'marketplace.json'), JSON.stringify({ name, owner, plugins }));
}

/** What the client says of plugins that it installed and could not load. */
function loadErrors(listed: string): string[] {
  const parsed = JSON.parse(listed) as { errors?: readonly unknown[] }[];
  if (parsed.length === 0) return ['The client lists no plugin.'];
  return parsed.flatMap(({ errors = [] }) =>
    errors.map((error) => (typeof error === 'string' ? error : JSON.stringify(error))),
  );
}
