import { gunzipSync } from 'node:zlib';
import { type Cbor, cborHead, endOfCbor, headAt, readCbor } from './cbor.ts';
import { parseText, signature } from './engine.ts';

/** A file of the engine, by its path within its folder. */
export type EngineFile = { path: string; content: Uint8Array };

/** A word of the index, as it is written: a list of the word, the pages that have it, and its variants with accents. */
export type Word = { word: string; bytes: Uint8Array };

/** What the engine wrote of some texts. */
export type EngineIndex = {
  version: Cbor;
  /** What its list of pages ends with: filters, orders and the names of fields. */
  rest: Cbor[];
  /** Of each text the name of its plugin, and how many words it has. Words know a text by its place in this list. */
  pages: (readonly [name: string, length: Cbor])[];
  /** In the order of their bytes. */
  words: Word[];
};

/**
 * Reads the files that the engine wrote. The format is that of Pagefind 1.5:
 * https://github.com/Pagefind/pagefind/tree/v1.5.2/pagefind/src/index
 * @param names of the plugins, in the order in which the engine was given their texts; each is the `url` of one
 * @returns the index, and the files of the texts by the names of their plugins
 * @throws where a file is not as expected, or a plugin has no text
 */
export function readIndex(
  files: readonly EngineFile[],
  names: readonly string[],
): { index: EngineIndex; texts: Map<string, Uint8Array> } {
  const content = new Map(files.map((file) => [file.path, file.content]));
  const [metaPath, ...otherMetas] = [...content.keys()].filter((path) => path.endsWith('.pf_meta'));
  if (metaPath === undefined || otherMetas.length > 0)
    throw new Error('The search engine did not write one list of its pages.');
  const fileOf = (path: string): Uint8Array => {
    const packed = content.get(path);
    if (!packed) throw new Error(`The search engine did not write "${path}".`);
    return packed;
  };
  const [version, list, chunks, ...rest] = listOf(readCbor(unsigned(fileOf(metaPath))));
  const words = listOf(chunks).flatMap((chunk) =>
    readWords(unsigned(fileOf(`index/${listOf(chunk)[2]}.pf_index`))),
  );
  const pages = listOf(list).map((page) => {
    const [pageHash = '', length = 0] = listOf(page);
    return { packed: fileOf(`fragment/${pageHash}.pf_fragment`), length };
  });
  // The engine lists pages as they were given to it. To open each of 10,000 to see whose it is would take a second.
  const ends = [0, pages.length - 1];
  const isWhole = pages.length === names.length && ends.every((at) => nameOf(pages[at]) === names[at]);
  if (!isWhole) {
    const there = new Set(pages.map(nameOf));
    const missing = names.find((name) => !there.has(name));
    throw new Error(
      missing === undefined
        ? 'The search engine lists other pages than it was given.'
        : `The search index has no text of the plugin "${missing}".`,
    );
  }
  const named = pages.map((page, at) => ({ ...page, name: names[at] ?? '' }));
  return {
    index: { version: version ?? '', rest, pages: named.map(({ name, length }) => [name, length]), words },
    texts: new Map(named.map(({ name, packed }) => [name, packed])),
  };
}

/** The plugin of a page. */
function nameOf(page: { packed: Uint8Array } | undefined): string | undefined {
  return page && parseText(gunzipSync(page.packed)).url;
}

/** The words of a part of the index. */
export function readWords(bytes: Uint8Array): Word[] {
  const list = headAt(bytes, 0);
  const { major, argument: count, end } = headAt(bytes, list.end);
  if (list.major !== 4 || list.argument !== 1 || major !== 4)
    throw new Error('A part of the search index is not as expected.');
  const words: Word[] = [];
  for (let at = end; words.length < count; ) {
    const own = bytes.subarray(at, endOfCbor(bytes, at));
    at += own.length;
    const word = readCbor(own.subarray(headAt(own, 0).end));
    words.push({ word: String(word), bytes: own });
  }
  return words;
}

/** Words as a part of the index, which is a list of one thing: the list of words. */
export function writtenWords(words: readonly Word[]): Uint8Array[] {
  return [cborHead(4, 1), cborHead(4, words.length), ...words.map(({ bytes }) => bytes)];
}

/** A list of pages within the bytes of a word, and how many pages of other indexes come before those of its own. */
type PageList = { bytes: Uint8Array; at: number; offset: number };

/**
 * Several indexes as one, which is what the engine would have written of all their texts in this order.
 * @throws where they are not of one version, or have different fields
 */
export function mergedIndex(indexes: readonly EngineIndex[]): EngineIndex {
  const [first, ...others] = indexes;
  if (first === undefined) throw new Error('There is no index to be searched.');
  if (others.length === 0) return first;
  const kind = ({ version, rest }: EngineIndex) => JSON.stringify([version, rest]);
  if (others.some((other) => kind(other) !== kind(first)))
    throw new Error('The parts of the search index are not alike.');
  const found = new Map<string, { bytes: Uint8Array; offset: number }[]>();
  let offset = 0;
  for (const { pages, words } of indexes) {
    for (const { word, bytes } of words) {
      const known = found.get(word);
      if (known) known.push({ bytes, offset });
      else found.set(word, [{ bytes, offset }]);
    }
    offset += pages.length;
  }
  const words = [...found].map(([word, own]) => ({
    // The engine's order is that of UTF-8. It differs from this language's where there are characters beyond 16 bits.
    order: Buffer.from(word).toString('latin1'),
    word,
    bytes: mergedWord(own),
  }));
  words.sort((a, b) => (a.order < b.order ? -1 : 1));
  return {
    ...first,
    pages: indexes.flatMap(({ pages }) => pages),
    words: words.map(({ word, bytes }) => ({ word, bytes })),
  };
}

function mergedWord(own: readonly { bytes: Uint8Array; offset: number }[]): Uint8Array {
  const lists = own.map(({ bytes, offset }) => ({ bytes, offset, at: pagesOf(bytes) }));
  const forms = new Map<string, { form: Uint8Array; lists: PageList[] }>();
  for (const { bytes, offset, at } of lists) {
    const variants = headAt(bytes, endOfCbor(bytes, at));
    let end = variants.end;
    for (let index = 0; index < variants.argument; index++) {
      const from = headAt(bytes, end).end;
      const to = endOfCbor(bytes, from);
      const form = bytes.subarray(from, to);
      const key = String(readCbor(form));
      const known = forms.get(key) ?? { form, lists: [] };
      known.lists.push({ bytes, offset, at: to });
      forms.set(key, known);
      end = endOfCbor(bytes, to);
    }
  }
  const [{ bytes, at } = { bytes: new Uint8Array(), at: 0 }] = lists;
  return Buffer.concat([
    bytes.subarray(0, at),
    ...mergedPages(lists),
    cborHead(4, forms.size),
    ...[...forms.values()].flatMap(({ form, lists: pages }) => [cborHead(4, 2), form, ...mergedPages(pages)]),
  ]);
}

/** Lists of pages as one. Each page is written with how far it is from the one before it, and the first with its number. */
function mergedPages(lists: readonly PageList[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let count = 0;
  let last = 0;
  for (const { bytes, at, offset } of lists) {
    let number = offset;
    let rest = 0;
    const end = eachPage(bytes, at, (step, after, _, index) => {
      number += step;
      if (index > 0) return;
      parts.push(cborHead(4, 3), cborHead(0, number - last));
      rest = after;
    });
    const { argument: pages } = headAt(bytes, at);
    if (pages === 0) continue;
    parts.push(bytes.subarray(rest, end));
    count += pages;
    last = number;
  }
  return [cborHead(4, count), ...parts];
}

/** Where the list of pages begins within the bytes of a word. */
export function pagesOf(word: Uint8Array): number {
  return endOfCbor(word, headAt(word, 0).end);
}

/**
 * Goes through a list of pages: each is its distance from the page before it, its places, and its places within fields.
 * @param look gets the distance, where it ends, where the places after it end, and which page it is
 * @returns where the list ends
 */
export function eachPage(
  bytes: Uint8Array,
  at: number,
  look: (step: number, after: number, placesEnd: number, index: number) => void,
): number {
  const { argument: count, end: start } = headAt(bytes, at);
  let end = start;
  for (let index = 0; index < count; index++) {
    const step = headAt(bytes, headAt(bytes, end).end);
    const placesEnd = endOfCbor(bytes, step.end);
    look(step.argument, step.end, placesEnd, index);
    end = endOfCbor(bytes, placesEnd);
  }
  return end;
}

function listOf(item: Cbor | undefined): Cbor[] {
  if (!Array.isArray(item))
    throw new Error('A file of the search engine has no list where there should be one.');
  return item;
}

/** What a file of the engine holds. */
function unsigned(packed: Uint8Array): Uint8Array {
  const bytes = gunzipSync(packed);
  if (new TextDecoder().decode(bytes.subarray(0, signature.length)) !== signature)
    throw new Error('A file of the search engine is not as expected.');
  return bytes.subarray(signature.length);
}
