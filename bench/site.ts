// What building the catalog costs beside the least that it could cost: CPU, memory and files, from empty caches and after one change.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { marketplaceOf } from './generate.ts';
import { nodeCommand, plainNode, root } from './measure.ts';

const usage = `Usage: node bench/site.ts [options]

  --sizes <numbers>  how many plugins (1000,10000)
  --pages-only       leave out the API, the archives and the feeds`;

/** Most seconds of CPU and MB of memory that 10,000 plugins may take, archives apart. */
const goal = { plugins: 10_000, cpu: 35, memory: 1200, again: 0.5 };

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000' },
    'pages-only': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const extra = values['pages-only'] ? ['--pages-only'] : [];

/** Seconds of CPU with everything that the command started, and the most memory that it had itself, in MB. */
function cost(command: readonly string[]): { cpu: number; memory: number } {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', '"$@" >/dev/null; status=$?; times; exit $status', 'bash', ...command],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    },
  );
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  const [, , user = 0, system = 0] = [...stdout.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  const peaks = [...stderr.matchAll(/^peak (\d+)$/gm)].map(([, amount]) => Number(amount));
  return { cpu: user + system, memory: Math.max(0, ...peaks) / 1024 };
}

function filesIn(folder: string): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stat = statSync(join(folder, file));
    if (!stat.isFile()) continue;
    files++;
    bytes += stat.size;
  }
  return { files, bytes };
}

const rows: string[][] = [['plugins', 'what', 'CPU s', 'CPU ms a plugin', 'memory MB', 'files', 'MB']];
let isMet = true;
for (const size of values.sizes.split(',').map(Number)) {
  const home = join(root, '.cache', 'bench', `site-${size}`);
  if (!existsSync(home)) {
    cpSync(marketplaceOf(size), home, { recursive: true });
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args], {
        cwd: home,
      });
    writeFileSync(join(home, '.gitignore'), '.cache/\ndist*/\n');
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Add the plugins');
  }
  const registry = join(home, '.cache', 'bench-registry.json');
  const describe = () =>
    cost(plainNode('scripts/registry.ts', '--worktree', '--root', home, '--out', registry));
  const dist = join(home, 'dist');
  const add = (what: string, { cpu, memory }: { cpu: number; memory: number }, folder: string) => {
    const { files, bytes } = filesIn(folder);
    rows.push([
      String(size),
      what,
      cpu.toFixed(1),
      ((cpu / size) * 1000).toFixed(2),
      memory.toFixed(0),
      String(files),
      (bytes / 1e6).toFixed(0),
    ]);
  };
  const build = () =>
    cost(nodeCommand('scripts/build.ts', '--root', home, '--registry', registry, '--out', dist, ...extra));
  rmSync(dist, { recursive: true, force: true });
  rmSync(join(home, '.cache', 'site'), { recursive: true, force: true });
  rmSync(join(home, '.cache', 'archives'), { recursive: true, force: true });
  mkdirSync(join(home, '.cache'), { recursive: true });
  describe();
  add('from empty caches', build(), dist);
  // As on a machine that publishes: archives are kept from one build to the next, the built site is not.
  rmSync(dist, { recursive: true, force: true });
  rmSync(join(home, '.cache', 'site'), { recursive: true, force: true });
  const first = build();
  add('the same, archives kept', first, dist);
  const [name = ''] = readdirSync(join(home, 'plugins')).slice(size / 2);
  const readme = join(home, 'plugins', name, 'README.md');
  const before = readFileSync(readme);
  appendFileSync(readme, '\nOne more line.\n');
  describe();
  const again = build();
  add('one plugin changed', again, dist);
  writeFileSync(readme, before);
  if (!existsSync(join(dist, 'registry.json'))) cpSync(registry, join(dist, 'registry.json'));
  const floor = join(home, 'dist-floor');
  rmSync(floor, { recursive: true, force: true });
  add('floor: template strings', cost(nodeCommand('bench/site-floor.mjs', dist, floor)), floor);
  rmSync(floor, { recursive: true, force: true });
  rmSync(dist, { recursive: true, force: true });
  if (size === goal.plugins)
    isMet = first.cpu <= goal.cpu && first.memory <= goal.memory && again.cpu <= first.cpu * goal.again;
}
const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
for (const row of rows)
  console.log(
    row
      .map((cell, column) =>
        column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
if (!isMet) {
  console.error(
    `Expected at most ${goal.cpu} s and ${goal.memory} MB for ${goal.plugins} plugins, and half of that after one change.`,
  );
  process.exitCode = 1;
}
