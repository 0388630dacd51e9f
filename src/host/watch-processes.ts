import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all that it started use. */
export type ProcessUse = { bytes: number; processes: number };

const pageBytes = 4096;

type Row = { pid: number; parent: number; group: number; bytes: number };

/**
 * What each of some processes uses, with the processes below it and in its group. Reads `/proc`; empty where there is none.
 * @param roots ids of processes
 */
export function usesOf(roots: readonly number[]): Map<number, ProcessUse> {
  const rows = processes();
  const children = Map.groupBy(rows, ({ parent }) => parent);
  const groups = Map.groupBy(rows, ({ group }) => group);
  const known = new Map(rows.map((row) => [row.pid, row]));
  const uses = new Map<number, ProcessUse>();
  for (const root of roots) {
    const first = known.get(root);
    const found = new Set<Row>(groups.get(root) ?? []);
    if (first !== undefined) found.add(first);
    for (const row of found) for (const child of children.get(row.pid) ?? []) found.add(child);
    if (found.size === 0) continue;
    let bytes = 0;
    for (const row of found) bytes += row.bytes;
    uses.set(root, { bytes, processes: found.size });
  }
  return uses;
}

function processes(): Row[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.flatMap((name): Row[] => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The name of the program may hold spaces and brackets. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [
        {
          pid: Number(name),
          parent: Number(fields[1]),
          group: Number(fields[2]),
          bytes: Number(fields[21]) * pageBytes,
        },
      ];
    } catch {
      return [];
    }
  });
}
