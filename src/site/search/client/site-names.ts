/// <reference lib="dom" />
import { once } from '../once.ts';
import { siteBase } from './dom.ts';

/**
 * The text of `names.bin`, asked for once for all parts of a page, and again where that failed. The server is asked whether it is still the one:
 * it names the folders of all others, which therefore never change.
 * @throws where it could not be loaded
 */
export const namesText: () => Promise<string> = once(async () => {
  const response = await fetch(`${siteBase()}search/names.bin`, { cache: 'no-cache' });
  if (!response.ok || !response.body) throw new Error(`${response.status} names.bin`);
  return new Response(response.body.pipeThrough(new DecompressionStream('gzip'))).text();
});
