import { mkdirSync, readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginContent } from './content.ts';

/** What was made of plugins' folders, kept by their digests from one build to the next. */
export type ContentCache = {
  get(digest: string): PluginContent | undefined;
  put(digest: string, content: PluginContent): void;
  /** Takes away what this build did not ask for. */
  prune(): void;
};

/** @param edition changes with the code that makes content, so that what an older one made is not taken for it */
export function contentCache(folder: string, edition: string): ContentCache {
  const asked = new Set<string>();
  const fileOf = (digest: string) => {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error(`"${digest}" is no digest.`);
    const file = `${digest}-${edition}.json`;
    asked.add(file);
    return join(folder, file);
  };
  mkdirSync(folder, { recursive: true });
  return {
    get(digest) {
      try {
        return JSON.parse(readFileSync(fileOf(digest), 'utf8')) as PluginContent;
      } catch {
        return undefined;
      }
    },
    put(digest, content) {
      const file = fileOf(digest);
      // Whoever builds at the same time never reads half a file.
      writeFileSync(`${file}.draft`, JSON.stringify(content));
      renameSync(`${file}.draft`, file);
    },
    prune() {
      for (const file of readdirSync(folder)) {
        if (asked.has(file) || file.endsWith('.draft')) continue;
        try {
          unlinkSync(join(folder, file));
        } catch {
          // Another build was quicker.
        }
      }
    },
  };
}
