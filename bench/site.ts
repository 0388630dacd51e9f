// What building the catalog costs beside the least that it could cost: CPU, memory and files, from nothing and after one change.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { marketplaceOf } from './generate.ts';
import { plainNode, root } from './measure.ts';
import { readOptions, readSizes } from './options.ts';

const usage = `Usage: node bench/site.ts [options]

  --sizes <numbers>  how many plugins (1000,10000; the whole curve: 1000,3000,10000,30000)
  --pages-only       leave out the API, the archives and the feeds
  --help             show this`;

/** Most seconds of CPU and MB of memory that 10,000 plugins may take, archives apart, and most seconds after one of them changed. */
const goal = { plugins: 10_000, cpu: 35, memory: 1200, again: 17.5 };

const values = readOptions(usage, {
  sizes: { type: 'string', default: '1000,10000' },
  'pages-only': { type: 'boolean', default: false },
});
const sizes = readSizes(usage, values.sizes, 2);

/** CPU in seconds: of the process in its own code and in the system, with everything that it started. Memory in MB: its own most, and that of the largest program that it started. */
type Cost = { user: number; system: number; own: number; child: number };

function cost(command: readonly string[]): Cost {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', '"$@" >/dev/null; status=$?; times; exit $status', 'bash', ...command],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  // The second line is of the children: "0m1.234s 0m0.567s".
  const [, , user = 0, system = 0] = [...stdout.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  const [, own = 0, child = 0] = (/^peak (\d+) (\d+)$/m.exec(stderr) ?? []).map(Number);
  return { user, system, own: own / 1024, child: child / 1024 };
}

const watched = (...args: string[]) => plainNode('--import', join(root, 'bench', 'site-watch.mjs'), ...args);

function filesIn(folder: string): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files++;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return { files, bytes };
}

/**
 * Where what is not needed any more is kept until everything is measured. A file system is slow to use again what was just given up, and a
 * machine that publishes gives nothing up beforehand.
 */
const scratch = (() => {
  const folder = join(root, '.cache', 'bench');
  mkdirSync(folder, { recursive: true });
  return mkdtempSync(join(folder, 'site-run-'));
})();
let put = 0;
const fresh = () => join(scratch, String(put++));
const putAway = (folder: string) => {
  if (existsSync(folder)) renameSync(folder, fresh());
};

function git(home: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', '-c', 'gc.auto=0'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: home,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** A marketplace of that many plugins in a git repository, as it was when it was made. */
function homeOf(size: number): string {
  const home = join(root, '.cache', 'bench', `site-${size}`);
  if (existsSync(join(home, '.git', 'bench-base'))) {
    git(home, 'reset', '--quiet', '--hard', readFileSync(join(home, '.git', 'bench-base'), 'utf8'));
    return home;
  }
  putAway(home);
  cpSync(join(marketplaceOf(size), 'plugins'), join(home, 'plugins'), { recursive: true });
  cpSync(join(marketplaceOf(size), 'marketplace.config.json'), join(home, 'marketplace.config.json'));
  writeFileSync(join(home, '.gitignore'), '.cache/\n');
  git(home, 'init', '--quiet');
  git(home, 'add', '--all');
  git(home, 'commit', '--quiet', '--message', 'Add the plugins');
  // As a clone is: 100,000 files of objects would take git a second to open.
  git(home, 'repack', '-a', '-d', '-q');
  writeFileSync(join(home, '.git', 'bench-base'), git(home, 'rev-parse', 'HEAD'));
  return home;
}

const table: string[][] = [
  [
    'plugins',
    'what',
    'CPU s',
    'user',
    'system',
    'CPU ms a plugin',
    'memory MB',
    'of its largest program',
    'files',
    'MB',
  ],
];
const missed: string[] = [];

function measureSize(size: number): void {
  const home = homeOf(size);
  const registry = join(home, '.cache', 'bench-registry.json');
  mkdirSync(join(home, '.cache'), { recursive: true });
  const add = (what: string, { user, system, own, child }: Cost, folder: string): void => {
    const { files, bytes } = filesIn(folder);
    const cpu = user + system;
    const cells = [cpu.toFixed(1), user.toFixed(1), system.toFixed(1), ((cpu / size) * 1000).toFixed(2)];
    table.push([
      String(size),
      what,
      ...cells,
      own.toFixed(0),
      child.toFixed(0),
      String(files),
      (bytes / 1e6).toFixed(0),
    ]);
    console.error(table.at(-1)?.join('  '));
  };
  const describe = () =>
    cost(plainNode('scripts/registry.ts', '--worktree', '--root', home, '--out', registry));
  const build = (dist: string) =>
    cost(
      watched(
        'scripts/build.ts',
        ...['--root', home, '--registry', registry, '--out', dist],
        ...(values['pages-only'] ? ['--pages-only'] : []),
      ),
    );
  const change = (file: string, edit: (text: string) => string): void => {
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    git(home, 'commit', '--quiet', '--all', '--message', 'Change a plugin');
    describe();
  };

  for (const folder of ['site', 'archives']) putAway(join(home, '.cache', folder));
  describe();
  const whole = fresh();
  add('from nothing', build(whole), whole);
  putAway(join(home, '.cache', 'site'));
  const dist = fresh();
  const first = build(dist);
  add('from nothing but archives', first, dist);
  const apart = fresh();
  const archives = values['pages-only']
    ? { user: 0, system: 0, own: 0, child: 0 }
    : cost(watched('bench/site-archives.mjs', dist, apart));
  if (!values['pages-only']) add('of that, to write its archives', archives, apart);
  add('nothing changed', build(dist), dist);
  const name = readdirSync(join(home, 'plugins')).sort()[Math.floor(size / 2)] ?? '';
  const plugin = join(home, 'plugins', name);
  change(join(plugin, 'README.md'), (text) => `${text}\nOne more line.\n`);
  const again = build(dist);
  add('one README changed, in a commit', again, dist);
  change(join(plugin, '.claude-plugin', 'plugin.json'), (text) =>
    text.replace('"description": "', '"description": "Changed: '),
  );
  const indexed = build(dist);
  add('one description changed, in a commit', indexed, dist);
  if (!existsSync(join(dist, 'registry.json'))) cpSync(registry, join(dist, 'registry.json'));
  const floor = fresh();
  add('floor: its pages from template strings', cost(watched('bench/site-floor.mjs', dist, floor)), floor);

  if (size !== goal.plugins) return;
  const limit = (what: string, value: number, most: number, unit: string) => {
    if (value > most)
      missed.push(`${what} takes ${value.toFixed(1)} ${unit}, and at most ${most} are allowed.`);
  };
  const rest = first.user + first.system - archives.user - archives.system;
  limit('A build, its archives apart,', rest, goal.cpu, 's');
  limit('A build with what it starts', first.own + first.child, goal.memory, 'MB');
  limit('A build after a README changed', again.user + again.system, goal.again, 's');
  limit('A build after a description changed', indexed.user + indexed.system, goal.again, 's');
}

try {
  for (const size of sizes) measureSize(size);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
for (const row of table)
  console.log(
    row
      .map((cell, column) =>
        column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
for (const sentence of missed) console.error(sentence);
if (missed.length > 0) process.exitCode = 1;
