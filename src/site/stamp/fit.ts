import type { StampedPage } from '../parts/page.ts';
import { budgets, weightOf, withImports } from '../weight.ts';
import type { Shell } from './shell.ts';

/** Bytes that are left free, because not every zlib compresses alike. */
const margin = 100;

/**
 * Tells whether a page, with the style and script of its shell, weighs no more than that of a plugin may. What it weighs at most is told it,
 * so that few pages have to be compressed for this.
 * @param rendered what the shell was made from
 * @param base the path of the site, with a slash at both ends
 * @param read the text of a file of the built site; undefined where there is none
 */
export function createFit(
  shell: Shell,
  rendered: string,
  base: string,
  read: (file: string) => string | undefined,
): (page: StampedPage, atMost: number) => boolean {
  const named = (pattern: RegExp) =>
    [...rendered.matchAll(pattern)].map(([, address = '']) => address.replace(base, ''));
  const styles = named(/<link rel="stylesheet" href="([^"]+)"/g);
  const scripts = withImports(named(/<script[^>]* src="([^"]+)"/g), read);
  let room = budgets.plugin - margin;
  for (const file of [...styles, ...scripts]) room -= weightOf(read(file) ?? '');
  return (page, atMost) => atMost <= room || weightOf(shell(page)) <= room;
}
