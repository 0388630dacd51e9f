import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MemoryFile } from '../plugin/file-system.ts';

/**
 * Writes a new folder: all of it or nothing.
 * @param draft an unused path on the same disk
 * @returns false where `folder` already exists, which is then left as it is
 */
export function writeFolder(
  folder: string,
  files: Readonly<Record<string, MemoryFile>>,
  draft: string,
): boolean {
  if (existsSync(folder)) return false;
  try {
    for (const [path, file] of Object.entries(files)) {
      if (typeof file === 'object' && 'link' in file)
        throw new Error(`A new plugin contains no links: ${path}`);
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      const isPlain = typeof file === 'string' || file instanceof Uint8Array;
      const content = isPlain ? file : 'text' in file ? file.text : file.bytes;
      writeFileSync(join(draft, path), content, {
        mode: !isPlain && file.executable === true ? 0o755 : 0o644,
      });
    }
    renameSync(draft, folder);
    return true;
  } catch (error) {
    if (existsSync(folder)) return false;
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
