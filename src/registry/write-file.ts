import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a text file so that a reader sees the old or the new one and never half of one. `draft` is a path in the same folder that nobody else uses. */
export function replaceFile(path: string, text: string, draft: string): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(draft, text, { flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
