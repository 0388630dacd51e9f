import { gzipSync } from 'node:zlib';

/** Most bytes, compressed by gzip, of what a visitor loads before searching. */
export const budgets = {
  /** Markup, style and script of a plugin's page. */
  plugin: 14_000,
  /** The same of a page that has one long part of a plugin's page. */
  part: 150_000,
  /** Script of any page. */
  script: 8 * 1024,
} as const;

/** Bytes of a file as hosts send it. */
export function weightOf(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length;
}

/**
 * The scripts that are loaded at once: those that are named, and what they import without being asked.
 * @param files paths from the root of the site
 * @param read the text of a file; undefined where there is none
 */
export function withImports(
  files: readonly string[],
  read: (file: string) => string | undefined,
): Set<string> {
  const found = new Set<string>();
  const pending = [...files];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const text = found.has(file) ? undefined : read(file);
    if (text === undefined) continue;
    found.add(file);
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    for (const [, address = ''] of text.matchAll(/(?:\bfrom\s*|\bimport\s*)["'](\.[^"']+)["']/g))
      pending.push(new URL(address, `https://files.invalid/${folder}`).pathname.slice(1));
  }
  return found;
}
