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
import { printError, home as repository, runCommand } from '../scripts/command-line.ts';
import { git, marketplaceOf, sizesOf } from './generate.ts';
import { plainNode, printTable } from './measure.ts';

/** CPU in seconds: of the process in its own code and in the system, with everything that it started. Memory in MB: its own most, and that of the largest program that it started. */
type Cost = { user: number; system: number; own: number; child: number };

function cost(command: readonly string[]): Cost {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', '"$@" >/dev/null; status=$?; times; exit $status', 'bash', ...command],
    { cwd: repository, encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  // The second line is of the children: "0m1.234s 0m0.567s".
  const [, , user = 0, system = 0] = [...stdout.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  const [, own = 0, child = 0] = (/^peak (\d+) (\d+)$/m.exec(stderr) ?? []).map(Number);
  return { user, system, own: own / 1024, child: child / 1024 };
}

const watched = (...args: string[]) =>
  plainNode('--import', join(repository, 'bench', 'site-watch.mjs'), ...args);

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
  const folder = join(repository, '.cache', 'bench');
  mkdirSync(folder, { recursive: true });
  return mkdtempSync(join(folder, 'site-run-'));
})();
let put = 0;
const fresh = () => join(scratch, String(put++));
const putAway = (folder: string) => {
  if (existsSync(folder)) renameSync(folder, fresh());
};

/** A clone of the generated marketplace, without the changes of an earlier run. */
function homeOf(size: number): string {
  const home = join(repository, '.cache', 'bench', `site-${size}`);
  const market = marketplaceOf(size);
  if (!existsSync(home)) {
    git(market, 'clone', '--quiet', '.', home);
    writeFileSync(join(home, '.git', 'info', 'exclude'), '.cache/\n');
  }
  git(home, 'reset', '--quiet', '--hard', git(market, 'rev-parse', 'main'));
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

function measureSize(size: number, isPagesOnly: boolean): void {
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
    printError(table.at(-1)?.join('  ') ?? '');
  };
  const describe = () =>
    cost(plainNode('scripts/registry.ts', '--worktree', '--root', home, '--out', registry));
  const build = (dist: string) =>
    cost(
      watched(
        'scripts/build.ts',
        ...['--root', home, '--registry', registry, '--out', dist],
        ...(isPagesOnly ? ['--pages-only'] : []),
      ),
    );
  const change = (file: string, edit: (text: string) => string): void => {
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    git(home, 'commit', '--quiet', '--all', '--message', 'Change a plugin');
    describe();
  };

  for (const folder of ['descriptions', 'site', 'archives']) putAway(join(home, '.cache', folder));
  describe();
  const whole = fresh();
  add('from nothing', build(whole), whole);
  for (const folder of ['descriptions', 'site']) putAway(join(home, '.cache', folder));
  const dist = fresh();
  add('from nothing but archives', build(dist), dist);
  const apart = fresh();
  if (!isPagesOnly)
    add('of that, to write its archives', cost(watched('bench/site-archives.mjs', dist, apart)), apart);
  add('nothing changed', build(dist), dist);
  const name = readdirSync(join(home, 'plugins')).sort()[Math.floor(size / 2)] ?? '';
  const plugin = join(home, 'plugins', name);
  change(join(plugin, 'README.md'), (text) => `${text}\nOne more line.\n`);
  add('one README changed, in a commit', build(dist), dist);
  change(join(plugin, '.claude-plugin', 'plugin.json'), (text) =>
    text.replace('"description": "', '"description": "Changed: '),
  );
  add('one description changed, in a commit', build(dist), dist);
  if (!existsSync(join(dist, 'registry.json'))) cpSync(registry, join(dist, 'registry.json'));
  const floor = fresh();
  add('floor: its pages from template strings', cost(watched('bench/site-floor.mjs', dist, floor)), floor);
}

await runCommand({
  name: 'node bench/site.ts',
  about:
    'Measures what building the catalog costs beside its floor: CPU, memory and files, from nothing and after one change.',
  options: {
    sizes: {
      value: 'numbers',
      about: 'how many plugins, with commas between; the whole curve: 1000,3000,10000,30000',
      default: '1000,10000',
    },
    'pages-only': { about: 'leave out the API, the archives and the feeds' },
  },
  example: '--sizes 1000 --pages-only',
  exitCodes: { 0: 'everything was measured' },
  run({ sizes: written, 'pages-only': isPagesOnly }) {
    const sizes = sizesOf(written, 2);
    try {
      for (const size of sizes) measureSize(size, isPagesOnly);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    printTable(table, [0, 2, 3, 4, 5, 6, 7, 8, 9]);
  },
});
