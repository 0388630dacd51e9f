/// <reference lib="dom" />
import { decodeNames } from '../names-file.ts';
import { createNamesIndex, type NamesIndex } from '../names-index.ts';
import { once } from '../once.ts';
import { namesText } from './site-names.ts';

/**
 * The names of this site, made ready once for all parts of a page.
 * @throws where they could not be loaded
 */
export const siteNames: () => Promise<NamesIndex> = once(async () =>
  createNamesIndex(decodeNames(await namesText())),
);
