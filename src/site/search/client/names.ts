/// <reference lib="dom" />
import { decodeNames, type Names } from '../names-file.ts';
import { createNamesIndex, type NamesIndex } from '../names-index.ts';
import { once } from '../once.ts';
import { namesText, readNames } from './site-names.ts';

let current = once(async () => ready(decodeNames(await namesText())));

/** The first search of all takes several times as long as any other, because the browser compiles while it runs. Nobody waits for this one. */
function ready(names: Names): NamesIndex {
  const index = createNamesIndex(names);
  index.search('a');
  return index;
}

/**
 * The names of this site, made ready once for all parts of a page.
 * @throws where they could not be loaded
 */
export function siteNames(): Promise<NamesIndex> {
  return current();
}

/**
 * Asks for the names anew, and returns whether they are of another build than those that are there: a site that is published while a page is open
 * takes away the files that its names lead to.
 * @throws where they could not be loaded
 */
export async function renewNames(): Promise<boolean> {
  const before = await current();
  const names = decodeNames(await readNames());
  if (names.build === before.build) return false;
  current = once(async () => ready(names));
  return true;
}
