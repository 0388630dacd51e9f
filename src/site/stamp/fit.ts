import { deflateRawSync } from 'node:zlib';
import type { StampedPage } from '../parts/page.ts';
import { budgets, weightOf, withImports } from '../weight.ts';
import type { Shell } from './shell.ts';

/** Bytes that are left free, because not every zlib compresses alike. */
const margin = 100;
/** Bytes that a page mostly has once compressed. Memory for more would be set aside for each. */
const usualBytes = 8 << 10;
/** Of its head and its end: https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
const gzipBytes = 18;

/**
 * Tells whether a page of a plugin, or of one part of it, weighs no more than it may with the style and script of its shell.
 * @param rendered what the shell was made from
 * @param base the path of the site, with a slash at both ends
 * @param read the text of a file of the built site; undefined where there is none
 */
export function createFit(
  shell: Shell,
  rendered: string,
  base: string,
  read: (file: string) => string | undefined,
): (page: StampedPage) => boolean {
  const named = (pattern: RegExp) =>
    [...rendered.matchAll(pattern)].map(([, address = '']) => address.replace(base, ''));
  const styles = named(/<link rel="stylesheet" href="([^"]+)"/g);
  const scripts = withImports(named(/<script[^>]* src="([^"]+)"/g), read);
  let taken = margin;
  for (const file of [...styles, ...scripts]) taken += weightOf(read(file) ?? '');
  return (page) => {
    const isPart = page.path.split('/').length > 3;
    const room = (isPart ? budgets.part : budgets.plugin) - taken;
    // A text weighs no more than it has bytes, and to write most pages of a part for it would take longer than to make them.
    const { head, content } = page;
    if (3 * ((head?.markup.length ?? 0) + content.markup.length) + usualBytes + rendered.length <= room)
      return true;
    const bytes = shell(page);
    return weightAtMost(bytes) <= room || weightOf(bytes) <= room;
  };
}

/** The same as `weightOf`, or up to an eighth more, in half of the time: gzip finds less to leave out where it looks for less. */
export function weightAtMost(text: Uint8Array): number {
  return deflateRawSync(text, { level: 2, chunkSize: usualBytes }).length + gzipBytes;
}
