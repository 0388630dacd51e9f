// npm run bench: what the commands cost beside a floor that is measured in the same run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { failure, home, print, printError, runCommand } from '../scripts/command-line.ts';
import { marketplaceOf } from './generate.ts';
import { compare, type Measured, measure, median, nodeCommand, plainNode, printTable } from './measure.ts';

type Row = { what: string; ours: string; beside: string; ratio: string; budget: string; isMet?: boolean };

const bareNode = { command: plainNode('--eval', ''), repeat: 20 };

await runCommand({
  name: 'npm run bench',
  about:
    'Measures the CPU of the check, the registry and the review beside a floor. The real client is measured too, for comparison: it is looked for on the PATH and in CLAUDE.',
  options: { quick: { about: '1,000 plugins instead of 10,000, and fewer runs' } },
  example: '--quick',
  exitCodes: { 0: 'every budget is met', 1: 'a budget is missed' },
  run({ quick }) {
    const size = quick ? 1_000 : 10_000;
    const runs = quick ? 3 : 5;
    printError(`Making ${size} plugins, if they are not there yet …`);
    const market = marketplaceOf(size);
    const rows = [
      checkOne(runs),
      ...checkAll(market, size, runs),
      ...checkPrograms(quick ? 200 : 1_000, runs),
      registryUnchanged(market, size, runs),
      reviewOne(market, size, runs),
      ...besideClient(market, size),
    ];
    print(
      `CPU of whole processes (user + system, children included), medians of ${runs} runs; Node ${process.versions.node}`,
    );
    printTable([
      ['', 'ours', 'beside', 'ratio', 'budget', ''],
      ...rows.map(({ what, ours, beside, ratio, budget, isMet }) => [
        what,
        ours,
        beside,
        ratio,
        budget,
        isMet === undefined ? '' : isMet ? 'met' : 'MISSED',
      ]),
    ]);
    return rows.some(({ isMet }) => isMet === false) ? 1 : 0;
  },
});

/** A command beside its floor. The ratio is the median of those of the runs, in each of which both are measured. */
function row(
  what: string,
  ours: Measured,
  floor: { name: string; commands: readonly Measured[] },
  most: number,
  runs: number,
): Row {
  const result = compare(ours, floor.commands, { runs });
  if (result.ours.status !== 0) throw failure(`This failed: ${ours.command.join(' ')}`, 2);
  return {
    what,
    ours: seconds(result.ours.cpu),
    beside: `${floor.name}: ${seconds(result.floor.cpu)}`,
    ratio: `${result.ratio.toFixed(2)}×`,
    budget: `at most ${most}×`,
    isMet: result.ratio <= most,
  };
}

function checkOne(runs: number): Row {
  const [name] = readdirSync(join(home, 'plugins'));
  const ours = { command: plainNode('scripts/check.ts', `plugins/${name}`), repeat: 3 };
  return row(`check plugins/${name}`, ours, { name: 'bare Node', commands: [bareNode] }, 8, runs);
}

function checkAll(market: string, size: number, runs: number): Row[] {
  const args = ['scripts/check.ts', '--root', market];
  const floor = { command: plainNode('bench/floor.mjs', join(market, 'plugins')) };
  const cpu = row(
    `check, ${size} plugins`,
    { command: plainNode(...args) },
    { name: 'read + hash + parse', commands: [floor] },
    8,
    runs,
  );
  const { memory } = measure(nodeCommand(...args), { runs: 1 });
  const most = 512;
  return [
    cpu,
    {
      what: `check, ${size} plugins, memory`,
      ours: `${memory.toFixed(0)} MB`,
      beside: '',
      ratio: '',
      budget: `at most ${most} MB`,
      isMet: memory <= most,
    },
  ];
}

/** Plugins whose hooks start 15 KB of programs each: as the check first reads them, and as it finds what it read before. */
function checkPrograms(size: number, runs: number): Row[] {
  const market = marketplaceOf(size, true);
  const args = ['scripts/check.ts', '--root', market];
  const floor = { command: plainNode('bench/floor.mjs', join(market, 'plugins')), repeat: 5 };
  const name = 'read + hash + parse';
  const what = `check, ${size} plugins with programs`;
  const kept = join(home, '.cache', 'programs');
  const forget = `import { rmSync } from 'node:fs'; rmSync(${JSON.stringify(kept)}, { recursive: true, force: true });`;
  const first = { command: plainNode('--import', `data:text/javascript,${forget}`, ...args) };
  return [
    row(`${what}, first`, first, { name, commands: [floor] }, 25, runs),
    row(`${what}, again`, { command: plainNode(...args) }, { name, commands: [floor] }, 8, runs),
  ];
}

/** The registry when nothing changed, beside asking git for the trees, which it cannot do without. */
function registryUnchanged(market: string, size: number, runs: number): Row {
  const out = join(market, '.git', 'registry.json');
  const command = plainNode('scripts/registry.ts', '--root', market, '--out', out);
  const listing = { command: ['git', '-C', market, 'ls-tree', 'HEAD', 'plugins/'], repeat: 20 };
  return row(
    `registry, ${size} plugins, nothing changed`,
    { command, repeat: 3 },
    { name: 'git ls-tree + Node', commands: [listing, bareNode] },
    4,
    runs,
  );
}

/** The review of an update to one plugin, beside git's own comparison of the two commits. */
function reviewOne(market: string, size: number, runs: number): Row {
  const [first = ''] = readdirSync(join(market, 'plugins'));
  const head = updated(market, first);
  const args = ['--root', market, '--base', 'main', '--head', head, '--author', 'bench'];
  const diff = { command: ['git', '-C', market, 'diff', '--stat', 'main', head], repeat: 20 };
  return row(
    `review, ${size} plugins, one updated`,
    { command: plainNode('scripts/review.ts', ...args), repeat: 3 },
    { name: 'git diff + Node', commands: [diff, bareNode] },
    7,
    runs,
  );
}

/** A commit that raises the version of one plugin and changes a line of its README, without a checkout. */
function updated(market: string, plugin: string): string {
  const index = join(market, '.git', 'bench-index');
  const git = (args: readonly string[], input = '') => {
    const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
    const result = spawnSync('git', [...identity, ...args], {
      cwd: market,
      encoding: 'utf8',
      input,
      maxBuffer: 64 << 20,
      env: { ...process.env, GIT_INDEX_FILE: index },
    });
    if (result.status !== 0) throw failure(`git ${args[0]}: ${result.stderr}`, 2);
    return result.stdout.trim();
  };
  git(['read-tree', 'main']);
  const write = (path: string, change: (text: string) => string) => {
    const full = `plugins/${plugin}/${path}`;
    const blob = git(['hash-object', '-w', '--stdin'], change(git(['show', `main:${full}`])));
    git(['update-index', '--cacheinfo', `100644,${blob},${full}`]);
  };
  write('.claude-plugin/plugin.json', (text) => text.replace(/"version": "(\d+)/, '"version": "9$1'));
  write('README.md', (text) => `${text}\n\nIt was improved.\n`);
  return git(['commit-tree', git(['write-tree']), '-p', 'main', '-m', 'Improve one plugin']);
}

/** One plugin of many beside the real client, which validates one a process. A figure without a limit. */
function besideClient(market: string, size: number): Row[] {
  const what = 'check, per plugin';
  const client =
    process.env.CLAUDE ??
    (process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'claude'))
      .find((path) => existsSync(path));
  if (client === undefined || !existsSync(client))
    return [{ what, ours: '', beside: 'the client is not on the PATH', ratio: '', budget: '' }];
  const ours = measure(plainNode('scripts/check.ts', '--root', market), { runs: 1 }).cpu / size;
  const userHome = mkdtempSync(join(tmpdir(), 'bench-home-'));
  try {
    const names = readdirSync(join(market, 'plugins')).slice(0, 10);
    const theirs = median(
      names.map((name) => {
        const plugin = join(market, 'plugins', name);
        const command = ['env', `HOME=${userHome}`, 'DISABLE_AUTOUPDATER=1', client, 'plugin', 'validate'];
        return measure([...command, plugin, '--json'], { runs: 1 }).cpu;
      }),
    );
    const beside = `claude plugin validate: ${seconds(theirs)}`;
    return [{ what, ours: seconds(ours), beside, ratio: `1/${(theirs / ours).toFixed(0)}`, budget: '' }];
  } finally {
    rmSync(userHome, { recursive: true, force: true });
  }
}

function seconds(value: number): string {
  return value < 0.01 ? `${(value * 1000).toFixed(2)} ms` : `${value.toFixed(value < 0.1 ? 3 : 2)} s`;
}
