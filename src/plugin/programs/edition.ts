import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rooms and files whose code decides what is read in a program, relative to `src/plugin/`. */
const deciding = ['programs', 'download-tools.ts', 'runners.ts', 'shell-words.ts', 'kinds/network-host.ts'];

let known: string | undefined;

/** A hash of the code that reads programs: results that other code kept are not found again. Never published. */
export function readingEdition(): string {
  known ??= hashOf(join(import.meta.dirname, '..'));
  return known;
}

function hashOf(room: string): string {
  const files = deciding.flatMap((path) =>
    path.endsWith('.ts')
      ? [join(room, path)]
      : readdirSync(join(room, path), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
          .map((entry) => join(entry.parentPath, entry.name)),
  );
  const texts = files.sort().map((file) => hash('sha256', readFileSync(file)));
  return hash('sha256', [process.version, ...texts].join()).slice(0, 16);
}
