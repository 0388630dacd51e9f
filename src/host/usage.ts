import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from './host.ts';

/** Counts calls per day, plugin, tool and team; never who called, an argument or a result. */
export type Usage = { called(call: Call): void; flush(): void };

/**
 * Appends what was counted to `<folder>/<day>.jsonl`, each line `{day, plugin, kind, name, team, calls, errors}`. Lines are short and appended
 * at once, so that several replicas can write the same file; whoever reads it adds up the lines.
 * @param today as YYYY-MM-DD
 */
export function createUsage(folder: string, today: () => string): Usage {
  const counts = new Map<string, { calls: number; errors: number }>();
  mkdirSync(folder, { recursive: true });
  return {
    called({ plugin, kind, name, team = '', ok }) {
      const key = JSON.stringify({ day: today(), plugin, kind, name, team });
      const known = counts.get(key) ?? { calls: 0, errors: 0 };
      known.calls++;
      if (!ok) known.errors++;
      counts.set(key, known);
    },
    flush() {
      for (const [key, count] of counts) {
        const line = { ...(JSON.parse(key) as { day: string }), ...count };
        appendFileSync(join(folder, `${line.day}.jsonl`), `${JSON.stringify(line)}\n`);
      }
      counts.clear();
    },
  };
}
