import { spawnSync } from 'node:child_process';
import { home, print } from '../scripts/command-line.ts';

/** What a command cost: seconds of CPU (user and system, with its children), and the peak memory of the command itself in MB. */
type Cost = { cpu: number; memory: number; status: number };

const node = process.execPath;
const memoryHook = `data:text/javascript,process.on('exit',()=>process._rawDebug('peak '+process.resourceUsage().maxRSS))`;

/**
 * Runs a command several times in one shell, whose `times` counts every process that ended: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 * @param repeat how often the command runs a measurement; more for what is too short for the clock
 */
function once(command: readonly string[], repeat: number, cwd: string): Cost {
  const script = `i=0; while [ $i -lt ${repeat} ]; do "$@" >/dev/null; status=$?; i=$((i+1)); done; times; exit $status`;
  const result = spawnSync('bash', ['-c', script, 'bash', ...command], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, TIMEFORMAT: '' },
  });
  if (result.error !== undefined) throw result.error;
  // The second line is of the children: "0m1.234s 0m0.567s".
  const times = [...result.stdout.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  const peak = Math.max(
    0,
    ...[...result.stderr.matchAll(/^peak (\d+)$/gm)].map(([, amount]) => Number(amount)),
  );
  return {
    cpu: ((times[2] ?? 0) + (times[3] ?? 0)) / repeat,
    memory: peak / 1024,
    status: result.status ?? -1,
  };
}

/** A command to measure. Repeat what is too short for the clock. */
export type Measured = { command: readonly string[]; repeat?: number };

/** The median cost of a command over several runs, after one that fills the caches. */
export function measure(
  command: readonly string[],
  options: { runs?: number; repeat?: number; cwd?: string } = {},
): Cost {
  const { runs = 5, repeat = 1, cwd = home } = options;
  once(command, 1, cwd);
  const costs = Array.from({ length: runs }, () => once(command, repeat, cwd));
  return middle(costs);
}

/**
 * The median cost of a command and of its floor, which is the sum of some others. They are run in turn, so that other work of the machine slows
 * all of them, and the ratio is the median of the turns' ratios.
 */
export function compare(
  ours: Measured,
  floor: readonly Measured[],
  options: { runs?: number } = {},
): { ours: Cost; floor: Cost; ratio: number } {
  const all = [ours, ...floor];
  for (const { command } of all) once(command, 1, home);
  const turns = Array.from({ length: options.runs ?? 5 }, () => {
    const [own, ...others] = all.map(({ command, repeat = 1 }) => once(command, repeat, home)) as [
      Cost,
      ...Cost[],
    ];
    return { own, cpu: others.reduce((sum, cost) => sum + cost.cpu, 0) };
  });
  return {
    ours: middle(turns.map(({ own }) => own)),
    floor: { cpu: median(turns.map(({ cpu }) => cpu)), memory: 0, status: 0 },
    ratio: median(turns.map(({ own, cpu }) => own.cpu / cpu)),
  };
}

function middle(costs: readonly Cost[]): Cost {
  return {
    cpu: median(costs.map((cost) => cost.cpu)),
    memory: median(costs.map((cost) => cost.memory)),
    status: costs[0]?.status ?? -1,
  };
}

/** A Node command whose memory is measured too. */
export function nodeCommand(...args: string[]): string[] {
  return [node, '--import', memoryHook, ...args];
}

/** A plain Node command. */
export function plainNode(...args: string[]): string[] {
  return [node, ...args];
}

/** Of an even number of values the middle between both in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/** Prints a table; columns of numbers are aligned to the right. */
export function printTable(rows: readonly (readonly string[])[], numeric: readonly number[] = []): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  for (const cells of rows)
    print(
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return numeric.includes(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    );
}
