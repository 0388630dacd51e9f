// npm run bench: what the commands cost beside the least that they could cost and beside what does the same elsewhere, measured in one run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { marketplaceOf } from './generate.ts';
import { compare, measure, median, nodeCommand, plainNode, root } from './measure.ts';
import { readOptions } from './options.ts';

const usage = `Usage: npm run bench [-- options]

  --quick     1,000 plugins only, fewer runs
  --help      show this

Set CLAUDE to the path of the real client where it is not on the PATH.`;

type Row = {
  what: string;
  ours: string;
  peer: string;
  ratio: string;
  goal: string;
  met: boolean | undefined;
};
const rows: Row[] = [];
const seconds = (value: number) =>
  value < 0.01 ? `${(value * 1000).toFixed(2)} ms` : `${value.toFixed(value < 0.1 ? 3 : 2)} s`;

/** @param ratio of the two where they were measured in turn, which tells more than the ratio of their medians */
function row(
  what: string,
  ours: number,
  peer: { name: string; cpu: number },
  goal: { most?: number; least?: number },
  ratio = goal.least === undefined ? ours / peer.cpu : peer.cpu / ours,
): void {
  rows.push({
    what,
    ours: seconds(ours),
    peer: `${peer.name}: ${seconds(peer.cpu)}`,
    ratio: goal.least === undefined ? `${ratio.toFixed(2)}×` : `1/${ratio.toFixed(0)}`,
    goal: goal.least === undefined ? `at most ${goal.most}×` : `at most 1/${goal.least}`,
    met: goal.least === undefined ? ratio <= (goal.most ?? 0) : ratio >= goal.least,
  });
}

function limit(what: string, value: number, most: number, unit: 's' | 'MB'): void {
  const shown = unit === 's' ? seconds(value) : `${value.toFixed(0)} MB`;
  rows.push({ what, ours: shown, peer: '', ratio: '', goal: `at most ${most} ${unit}`, met: value <= most });
}

function skipped(what: string, why: string): void {
  rows.push({ what, ours: 'skipped', peer: why, ratio: '', goal: '', met: undefined });
}

const values = readOptions(usage, { quick: { type: 'boolean', default: false } });
const sizes = values.quick ? [1_000] : [1_000, 10_000];
const runs = values.quick ? 3 : 5;

let perPlugin = 0;
for (const size of sizes) {
  console.error(`Making ${size} plugins, where they are not there yet …`);
  const market = marketplaceOf(size);
  commit(market);
  const { ours, floor, ratio } = compare(
    { command: plainNode('scripts/check.ts', '--root', market) },
    [{ command: plainNode('bench/floor.mjs', join(market, 'plugins')) }],
    { runs: size < 10_000 ? 3 * runs : runs },
  );
  if (ours.status !== 0)
    throw new Error(`The ${size} generated plugins do not pass: node scripts/check.ts --root ${market}`);
  row(
    `check, ${size} plugins`,
    ours.cpu,
    { name: 'read + hash + parse', cpu: floor.cpu },
    { most: 4 },
    ratio,
  );
  if (size === sizes.at(-1)) {
    const { memory } = measure(nodeCommand('scripts/check.ts', '--root', market), { runs: 1 });
    limit(`check, ${size} plugins, memory`, memory, 512, 'MB');
  }
  perPlugin = ours.cpu / size;
}

benchClient(marketplaceOf(1_000), perPlugin);
benchRegistry(marketplaceOf(sizes.at(-1) ?? 1_000), sizes.at(-1) ?? 1_000);
benchReview(marketplaceOf(sizes.at(-1) ?? 1_000), sizes.at(-1) ?? 1_000);
const [one] = readdirSync(join(root, 'plugins'));
limit(
  `check plugins/${one}, the whole command`,
  measure(plainNode('scripts/check.ts', `plugins/${one}`), { runs, repeat: 5 }).cpu,
  0.3,
  's',
);

print();
process.exitCode = rows.some(({ met }) => met === false) ? 1 : 0;

/** The real client validates one plugin a process. */
function benchClient(market: string, ours: number): void {
  const client =
    process.env.CLAUDE ??
    (process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'claude'))
      .find((path) => existsSync(path));
  const what = 'check, per plugin, beside the real client';
  if (client === undefined || !existsSync(client)) {
    skipped(what, 'the client is not on the PATH; set CLAUDE to its path');
    return;
  }
  const home = mkdtempSync(join(tmpdir(), 'bench-home-'));
  try {
    const names = readdirSync(join(market, 'plugins')).filter((_, index) => index % 100 === 0);
    const each = names.map((name) => {
      const plugin = join(market, 'plugins', name);
      return measure(
        ['env', `HOME=${home}`, 'DISABLE_AUTOUPDATER=1', client, 'plugin', 'validate', plugin, '--json'],
        { runs: 1 },
      ).cpu;
    });
    row(
      `${what}, ${names.length} of them`,
      ours,
      { name: 'claude plugin validate', cpu: median(each) },
      { least: 150 },
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The registry when nothing changed, beside asking git the one question that this rests on. */
function benchRegistry(market: string, size: number): void {
  const what = `registry, ${size} plugins, nothing changed`;
  if (!existsSync(join(root, 'scripts', 'registry.ts'))) {
    skipped(what, 'there is no scripts/registry.ts');
    return;
  }
  const command = ['scripts/registry.ts', '--root', market, '--out', join(market, '.git', 'registry.json')];
  if (measure(plainNode(...command), { runs: 1 }).status !== 0)
    throw new Error(`The registry could not be written: node ${command.join(' ')}`);
  const { ours, floor, ratio } = compare(
    { command: plainNode(...command), repeat: 5 },
    [
      { command: ['git', '-C', market, 'ls-tree', 'HEAD', 'plugins/'], repeat: 20 },
      { command: plainNode('--eval', ''), repeat: 20 },
    ],
    { runs },
  );
  row(what, ours.cpu, { name: 'git ls-tree + Node', cpu: floor.cpu }, { most: 3 }, ratio);
}

/** The review of an update to one plugin, beside git's own comparison of the two commits. */
function benchReview(market: string, size: number): void {
  const [first = ''] = readdirSync(join(market, 'plugins'));
  const head = updated(market, first);
  const command = ['scripts/review.ts', '--root', market, '--base', 'main', '--head', head];
  const { ours, floor, ratio } = compare(
    { command: plainNode(...command, '--author', 'bench'), repeat: 5 },
    [
      { command: ['git', '-C', market, 'diff', '--stat', 'main', head], repeat: 20 },
      { command: plainNode('--eval', ''), repeat: 20 },
    ],
    { runs },
  );
  row(
    `review, ${size} plugins, one updated`,
    ours.cpu,
    { name: 'git diff + Node', cpu: floor.cpu },
    { most: 4 },
    ratio,
  );
}

/** A commit that raises the version of one plugin and changes a line of its README, without a checkout. */
function updated(market: string, plugin: string): string {
  const git = (args: string[], input = '', index = '') => {
    const identity = { GIT_AUTHOR_NAME: 'Bench', GIT_COMMITTER_NAME: 'Bench' };
    const address = { GIT_AUTHOR_EMAIL: 'bench@example.com', GIT_COMMITTER_EMAIL: 'bench@example.com' };
    const result = spawnSync('git', ['-C', market, ...args], {
      encoding: 'utf8',
      input,
      maxBuffer: 64 << 20,
      env: { ...process.env, ...identity, ...address, ...(index === '' ? {} : { GIT_INDEX_FILE: index }) },
    });
    if (result.status !== 0) throw new Error(`git ${args[0]}: ${result.stderr}`);
    return result.stdout.trim();
  };
  const index = join(market, '.git', 'bench-index');
  git(['read-tree', 'main'], '', index);
  const write = (path: string, change: (text: string) => string) => {
    const full = `plugins/${plugin}/${path}`;
    const blob = git(['hash-object', '-w', '--stdin'], change(git(['show', `main:${full}`])));
    git(['update-index', '--cacheinfo', `100644,${blob},${full}`], '', index);
  };
  write('.claude-plugin/plugin.json', (text) => text.replace(/"version": "(\d+)/, '"version": "9$1'));
  write('README.md', (text) => `${text}\n\nIt was improved.\n`);
  return git(['commit-tree', git(['write-tree'], '', index), '-p', 'main', '-m', 'Improve one plugin']);
}

/** Commits the generated plugins, once. */
function commit(market: string): void {
  const git = (...args: string[]) => {
    const identity = [
      '-c',
      'user.name=Bench',
      '-c',
      'user.email=bench@example.com',
      '-c',
      'commit.gpgSign=false',
      '-c',
      'gc.auto=0',
    ];
    const result = spawnSync('git', [...identity, ...args], {
      cwd: market,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    if (result.status !== 0) throw new Error(`git ${args[0]}: ${result.stderr}`);
  };
  if (existsSync(join(market, '.git', 'bench-done'))) return;
  rmSync(join(market, '.git'), { recursive: true, force: true });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Generated plugins');
  git('config', '--file=.git/bench-done', 'bench.done', 'true');
}

function print(): void {
  const table = [
    ['', 'ours', 'beside', 'ratio', 'goal', ''],
    ...rows.map(({ what, ours, peer, ratio, goal, met }) => [
      what,
      ours,
      peer,
      ratio,
      goal,
      met === undefined ? '–' : met ? 'met' : 'MISSED',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...table.map((line) => (line[column] ?? '').length)),
  );
  console.log(
    `CPU of whole processes (user + system, children included), medians of ${runs} runs; Node ${process.versions.node}`,
  );
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
