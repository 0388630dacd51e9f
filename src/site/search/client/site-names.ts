/// <reference lib="dom" />
import { once } from '../once.ts';
import { siteBase } from './dom.ts';

/**
 * A file of the search, unpacked.
 * @param path within the search's folder
 * @throws where it could not be loaded
 */
export async function readFile(path: string, cache: RequestCache): Promise<ArrayBuffer> {
  const response = await fetch(`${siteBase()}search/${path}`, { cache });
  if (!response.ok || !response.body) throw new Error(`${response.status} ${path}`);
  return new Response(response.body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

/**
 * The text of `names.bin`, asked for once for all parts of a page, and again where that failed. The server is asked whether it is still the one:
 * it names the folders of all others, which therefore never change.
 * @throws where it could not be loaded
 */
export const namesText: () => Promise<string> = once(readNames);

/**
 * The same, asked for now.
 * @throws where it could not be loaded
 */
export async function readNames(): Promise<string> {
  return new TextDecoder().decode(await readFile('names.bin', 'no-cache'));
}
