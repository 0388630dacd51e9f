import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginFile } from '../../plugin/plugin.ts';
import { archiveEdition, type Packed } from './archive.ts';

/** What is kept of a packed plugin besides the bytes of its zip. */
type Kept = { files: PluginFile[]; zip: { sha256: string } | { reason: string } };

/** Packed plugins on the disk, by their digest: a plugin that stayed as it is is neither read nor packed again. */
export type ArchiveCache = {
  /** Whether there is something of this digest, which `get` may still find to be damaged. */
  has(digest: string): boolean;
  /** Undefined where it is not there, or is not what was put there. */
  get(digest: string): Packed | undefined;
  put(packed: Packed): void;
  /** Removes what this run neither asked for nor put there. */
  prune(): void;
};

/** @param folder where it lies; made where it is not there */
export function archiveCache(folder: string): ArchiveCache {
  const used = new Set<string>();
  const nameOf = (digest: string, ending: string) => `${digest}-${archiveEdition}${ending}`;
  const pathOf = (digest: string, ending: string) => join(folder, nameOf(digest, ending));
  mkdirSync(folder, { recursive: true });
  const there = new Set(readdirSync(folder));
  return {
    has: (digest) => there.has(nameOf(digest, '.json')),
    get(digest) {
      used.add(digest);
      try {
        const { files, zip } = JSON.parse(readFileSync(pathOf(digest, '.json'), 'utf8')) as Kept;
        if ('reason' in zip) return { files, digest, zip: { ok: false, reason: zip.reason } };
        const bytes = readFileSync(pathOf(digest, '.zip'));
        const { sha256 } = zip;
        return hash('sha256', bytes, 'hex') === sha256
          ? { files, digest, zip: { ok: true, bytes, sha256 } }
          : undefined;
      } catch {
        return undefined;
      }
    },
    put({ files, digest, zip }) {
      used.add(digest);
      if (zip.ok) writeFileSync(pathOf(digest, '.zip'), zip.bytes);
      const kept: Kept = {
        files,
        zip: zip.ok ? { sha256: zip.sha256 } : { reason: zip.reason },
      };
      // Last, because it says that the other is there.
      writeFileSync(pathOf(digest, '.json'), JSON.stringify(kept));
      there.add(nameOf(digest, '.json'));
    },
    prune() {
      for (const name of there) {
        const isUsed = used.has(name.slice(0, 64)) && name.slice(64).startsWith(`-${archiveEdition}.`);
        if (isUsed || !/^[0-9a-f]{64}-\d+\.(?:json|zip)$/.test(name)) continue;
        rmSync(join(folder, name), { force: true });
        there.delete(name);
      }
    },
  };
}
