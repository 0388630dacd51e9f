import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What takes long to make, kept from one run to the next: one file a key. */
export type Cache = {
  /** What was kept under this key; undefined where nothing was, or where the file was changed since. */
  find(key: string): Buffer | undefined;
  keep(key: string, content: string | Uint8Array): void;
  /** Removes every file that this run neither found nor kept. */
  prune(): void;
};

/** A cache that is gone when the process ends. */
export function memoryCache(): Cache {
  const contents = new Map<string, Buffer>();
  return {
    find: (key) => contents.get(key),
    keep: (key, content) => void contents.set(key, Buffer.from(content)),
    prune() {},
  };
}

/**
 * A cache in a folder, which is made where it does not exist.
 * @param edition changes with whatever the contents depend on besides their keys, such as the code that makes them
 */
export function folderCache(folder: string, edition: string): Cache {
  const used = new Set<string>();
  const nameOf = (key: string) => {
    if (!/^[a-z0-9-]+$/.test(key)) throw new Error(`"${key}" cannot be the key of a cache.`);
    const name = `${key}.${edition}`;
    used.add(name);
    return name;
  };
  return {
    find(key) {
      try {
        const file = readFileSync(join(folder, nameOf(key)));
        const content = file.subarray(digestBytes);
        return file.subarray(0, digestBytes).equals(digestOf(content)) ? content : undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        return undefined;
      }
    },
    keep(key, content) {
      const bytes = Buffer.from(content);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, nameOf(key)), Buffer.concat([digestOf(bytes), bytes]));
    },
    prune() {
      mkdirSync(folder, { recursive: true });
      for (const name of readdirSync(folder))
        if (!used.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
    },
  };
}

const digestBytes = 32;

function digestOf(content: Uint8Array): Buffer {
  return hash('sha256', content, 'buffer');
}
