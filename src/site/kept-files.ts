import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What takes long to make, kept from one build to the next by what it is made from. */
export type KeptFiles = {
  /** What was kept under this key; undefined where it is not there, or is not what was kept. */
  find(key: string): Uint8Array | undefined;
  keep(key: string, content: Uint8Array): void;
  /** Removes what this build neither found nor kept. */
  prune(): void;
};

/** @param edition changes with whatever else the files depend on, so that what was made differently is not taken for them */
export function keptFiles(folder: string, edition: string): KeptFiles {
  mkdirSync(folder, { recursive: true });
  const there = new Set(readdirSync(folder));
  const used = new Set<string>();
  const nameOf = (key: string) => {
    if (!/^[a-z]+-[0-9a-f]{64}$/.test(key)) throw new Error(`"${key}" cannot be the key of what is kept.`);
    const name = `${key}-${edition}`;
    used.add(name);
    return name;
  };
  const digestOf = (content: Uint8Array) => hash('sha256', content, 'buffer');
  const digestBytes = 32;
  return {
    find(key) {
      const name = nameOf(key);
      if (!there.has(name)) return undefined;
      try {
        const bytes = readFileSync(join(folder, name));
        const content = bytes.subarray(digestBytes);
        return digestOf(content).equals(bytes.subarray(0, digestBytes)) ? content : undefined;
      } catch {
        // Another build pruned it.
        return undefined;
      }
    },
    keep(key, content) {
      writeFileSync(join(folder, nameOf(key)), Buffer.concat([digestOf(content), content]));
    },
    prune() {
      for (const name of there)
        if (!used.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
    },
  };
}
