import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from './command-line.ts';

/**
 * The start of a SHA-256 over the code of rooms of `src/`, the packages and the version of Node: an edition for local caches, never published.
 */
export function codeHash(rooms: readonly string[]): string {
  const files = rooms.flatMap((room) =>
    readdirSync(join(home, 'src', room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const hashes = [...files.sort(), join(home, 'package-lock.json')].map((file) =>
    hash('sha256', readFileSync(file)),
  );
  return hash('sha256', [process.version, ...hashes].join()).slice(0, 16);
}
