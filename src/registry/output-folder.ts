import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Puts a file into a folder. `path` is relative to it, with `/`.
 * @throws where the path leads out of the folder, or something else was put there
 */
export type PutFile = (path: string, content: string | Uint8Array) => void;

/** A folder that is filled with files. */
export type OutputFolder = {
  put: PutFile;
  /** What was put so far: files, the sum of their sizes in bytes, and how many of them had to be written. */
  counts(): { files: number; bytes: number; written: number };
  /** Removes every file and folder that was there before and was not put; returns the number of files. */
  removeOthers(): number;
};

type Kind = 'file' | 'folder' | 'other';

/**
 * Opens a folder, which is made where it does not exist. Each file is compared with the bytes that are there, and written only where they
 * differ: to write 24,000 files again takes several times as long, and nothing needs to be remembered between two builds.
 */
export function openOutput(folder: string): OutputFolder {
  mkdirSync(folder, { recursive: true });
  const before = new Map<string, Kind>();
  list(folder, '', before);
  const files = new Set<string>();
  const folders = new Set<string>(['']);
  const counts = { files: 0, bytes: 0, written: 0 };

  const makeFolder = (path: string): void => {
    if (folders.has(path)) return;
    if (files.has(path)) throw new Error(`"${path}" cannot be a file and a folder.`);
    makeFolder(parentOf(path));
    folders.add(path);
    const kind = before.get(path);
    if (kind === 'folder') return;
    if (kind !== undefined) rmSync(`${folder}/${path}`);
    mkdirSync(`${folder}/${path}`);
  };

  return {
    put(path, content) {
      if (/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)) throw new Error(`"${path}" cannot be the path of a file.`);
      if (files.has(path) || folders.has(path))
        throw new Error(`Two different things were to be written to "${path}".`);
      makeFolder(parentOf(path));
      files.add(path);
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      counts.files++;
      counts.bytes += bytes.length;
      const file = `${folder}/${path}`;
      const kind = before.get(path);
      if (kind === 'file' && readFileSync(file).equals(bytes)) return;
      if (kind === 'folder' || kind === 'other') rmSync(file, { recursive: true });
      writeFileSync(file, bytes);
      counts.written++;
    },
    counts: () => ({ ...counts }),
    removeOthers() {
      let removed = 0;
      for (const [path, kind] of before) {
        if (files.has(path) || folders.has(path)) continue;
        if (kind !== 'folder') removed++;
        // A folder is listed before its contents and removed with them.
        rmSync(`${folder}/${path}`, { recursive: true, force: true });
      }
      return removed;
    },
  };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Adds what is in a folder, each folder before its contents. Links are not followed. */
function list(root: string, path: string, found: Map<string, Kind>): void {
  for (const entry of readdirSync(`${root}/${path}`, { withFileTypes: true })) {
    const own = path === '' ? entry.name : `${path}/${entry.name}`;
    found.set(own, entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other');
    if (entry.isDirectory()) list(root, own, found);
  }
}
